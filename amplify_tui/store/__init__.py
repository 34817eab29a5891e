"""The one current picture and what keeps it current; no Textual."""
