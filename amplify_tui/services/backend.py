"""Calls of AmplifyBackend, with pagination."""
