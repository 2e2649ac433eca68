"""The device that somebody sits at: whose it is, what may stay on it, and what is installed on it."""
