"""The widgets; they know values, never the store."""
