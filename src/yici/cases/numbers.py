"""The numbers of cases and approvals, in two forms; which one an approval gets, an instance chooses.

Of the place: place 6 + date 8 + serial 7 + check character (ISO 7064 MOD 37,36), twenty-two in all; every case has it.
By the implementing code (实施编码): code 31 + date 8 + serial 4, forty-three in all, within an..50 (GB/T 39046-2020).
Places use it; that it is a national rule was not found. The code is the credit code of the body 18, the level of
government 1 and the basic code 12, without the letters I, O, Z, S, V; it has no check character but that of the credit
code in it. An approval whose place gives no such code keeps the number of the place.

The serial comes from one counter per instance and day. Where its digits do not suffice the number gets longer: the
serial widens and never wraps.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from stdnum.cn import uscc
from stdnum.iso7064 import mod_37_36

SERIAL = 7
CODE, DATE = 31, 8
CODE_SERIAL = 4
WITH_CODE = CODE + DATE + CODE_SERIAL
"""So long at least is what has an implementing code: a number of the place would need a serial of 28 digits for it."""
IN_ORDER: Final = f"""lpad(CASE WHEN length(a.number) < {WITH_CODE}
  THEN substr(a.number, 15, greatest(length(a.number) - 15, 0))
  ELSE substr(a.number, {CODE + DATE + 1}) END, 32, '0')"""
"""Approvals `a` by serial: it alone follows the order of the plan, whatever form and length a number has."""
_CODE: Final = re.compile(r"[0-9A-HJ-NP-RT-UW-Y]{18}[1-7][0-9A-HJ-NP-RT-UW-Y]{12}")
"""Levels of GB/T 39046-2020: 1 nation to 6 village, 7 graded."""


def number(place: str, day: date, serial: int, code: str | None = None) -> str:
    """This will write one number: by an implementing code where there is one, else of the place."""
    if code is not None:
        return f"{code}{day:%Y%m%d}{serial:0{CODE_SERIAL}d}"
    plain = f"{place[:6]}{day:%Y%m%d}{serial:0{SERIAL}d}"
    return plain + mod_37_36.calc_check_digit(plain)


def numbers(place: str, day: date, last: int, codes: Sequence[str | None]) -> tuple[str, ...]:
    """This will write the number of a case, then those of its approvals, each by its implementing code if it has one;
    `last` is the last serial, that of the last approval."""
    first = last - len(codes)
    return tuple(number(place, day, first + at, code) for at, code in enumerate((None, *codes)))


def implementing_code(text: str | None) -> str | None:
    """This will give the implementing code of 31 characters that a text is, hyphens and spaces left out; None for every
    other kind of code: of those nothing is made up."""
    plain = re.sub(r"[\s-]", "", text or "").upper()
    return plain if _CODE.fullmatch(plain) and uscc.is_valid(plain[:18]) else None


def valid(text: str) -> bool:
    """This will say whether a text can be the number of a case or an approval, by all in it that can be checked."""
    if not (text.isalnum() and text.isascii()):
        return False
    if len(text) >= WITH_CODE:
        return implementing_code(text[:CODE]) is not None and _is_day(text[CODE:])
    return len(text) >= 6 + DATE + SERIAL + 1 and bool(mod_37_36.is_valid(text))


def _is_day(rest: str) -> bool:
    if not rest.isdecimal():
        return False
    try:
        date(int(rest[:4]), int(rest[4:6]), int(rest[6:DATE]))
    except ValueError:
        return False
    return True
