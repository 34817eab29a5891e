"""Calls of Amplify Hosting, with pagination."""
