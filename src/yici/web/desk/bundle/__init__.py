"""A bundle as a picture: who waits for whom, until when, and where the whole ends."""
