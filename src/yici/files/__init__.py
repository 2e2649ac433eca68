"""Uploaded files: each encrypted under the key of the person whom it is about, so that forgetting them forgets it."""
