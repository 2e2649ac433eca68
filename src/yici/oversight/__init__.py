"""Reads only: what the record says of the work as a whole."""
