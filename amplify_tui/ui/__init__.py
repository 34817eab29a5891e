"""The Textual app: screens, widgets, commands, words and styles."""
