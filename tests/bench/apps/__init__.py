"""Small Textual apps that the bench compares with, each a program of its own."""
