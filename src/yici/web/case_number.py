"""The number of a case as people read it."""


def spaced(number: str) -> str:
    """This will write a case number in groups that can be read aloud: place, day, serial, check character."""
    return " ".join((number[:6], number[6:14], number[14:-1], number[-1:]))
