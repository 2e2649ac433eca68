"""Which database it is, the embedded server that stands in for one, and who may do what in it."""
