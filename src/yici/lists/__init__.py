"""Places' lists beside the catalogue: which basic item each of their items is, and how often people must come."""
