"""Case numbers: place 6 + date 8 + serial 7 + check character (ISO 7064 MOD 37,36), twenty-two in all.

The serial comes from one counter per instance and day. A day with more than ten million numbers gets longer ones: the
serial widens and never wraps.
"""

from datetime import date

from stdnum.iso7064 import mod_37_36

SERIAL = 7


def number(place: str, day: date, serial: int) -> str:
    """This will write one number with its check character."""
    plain = f"{place[:6]}{day:%Y%m%d}{serial:0{SERIAL}d}"
    return plain + mod_37_36.calc_check_digit(plain)


def numbers(place: str, day: date, last: int, count: int) -> tuple[str, ...]:
    """This will write the `count` numbers that end with serial `last`."""
    return tuple(number(place, day, serial) for serial in range(last - count + 1, last + 1))


def valid(text: str) -> bool:
    """This will say whether a text can be a case number: long enough, and its check character right."""
    return len(text) >= 6 + 8 + SERIAL + 1 and text.isalnum() and text.isascii() and bool(mod_37_36.is_valid(text))
