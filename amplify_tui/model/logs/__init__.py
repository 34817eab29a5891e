"""Build logs: their grammar, their phases and commands, and what of their escapes is safe to show."""
