"""Changing definition files: only what is changed is written anew, the rest of a file stays as it is, byte by byte."""
