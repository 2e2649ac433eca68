"""The operator's administration: its site, who may enter it, and its words."""
