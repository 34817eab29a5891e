"""The log screen's pure parts: which lines stand where, and what each looks like."""
