"""New definition files from a few answers; what is not answered is unknown, with the reason that was given."""
