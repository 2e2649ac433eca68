"""A builder's engineering projects: the list, one as a picture, and what its builder does with it."""
