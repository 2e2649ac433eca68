"""What differs between two states of the definitions, and what that does to plans, in words."""
