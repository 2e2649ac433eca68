"""My messages, and how I want to be told."""
