"""Applying and following: from the first choice to the result, as the person who asks meets it."""
