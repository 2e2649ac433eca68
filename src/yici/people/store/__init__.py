"""The statements of people. Nothing outside this app imports them."""
