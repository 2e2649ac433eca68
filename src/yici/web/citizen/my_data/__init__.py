"""My data: what is kept about somebody, where it came from, who saw it, and what they may ask about it."""
