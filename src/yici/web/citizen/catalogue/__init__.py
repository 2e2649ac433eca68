"""The catalogue: basic items, places' lists, one item, and the at-most-once lists."""
