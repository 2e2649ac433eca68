"""Licence numbers: place 6 + type 4 + date 8 + serial 7 + check character (ISO 7064 MOD 37,36), twenty-six in all.

Date and serial are those of the approval that gives the licence: its number is unique, so is this one, and no counter
is asked. The four characters of the type are our own, made from its id: the codes of GB/T 36904 were not found. A place
that numbers its licences in another way writes another `number`.
"""

import hashlib

from stdnum.iso7064 import mod_37_36

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PLACE, TYPE = 6, 4
CODE, DATE, WITH_CODE, SERIAL = 31, 8, 43, 7
"""Of approvals that are numbered by their implementing code: how long that is, and how long they are at least."""


def number(approval: str, kind: str) -> str:
    """This will write the number of the licence of a type that the approval with this number gives. One that begins
    with an implementing code tells its place within the unified credit code, and has no check character."""
    if len(approval) >= WITH_CODE:
        day, serial = approval[CODE : CODE + DATE], approval[CODE + DATE :]
        plain = approval[2 : 2 + PLACE] + type_code(kind) + day + serial.zfill(SERIAL)
    else:
        plain = approval[:PLACE] + type_code(kind) + approval[PLACE:-1]
    return plain + mod_37_36.calc_check_digit(plain)


def type_code(kind: str) -> str:
    """This will give the four characters that stand for a type."""
    left, code = int.from_bytes(hashlib.sha256(kind.encode()).digest()[:8]), ""
    for _ in range(TYPE):
        left, at = divmod(left, len(ALPHABET))
        code += ALPHABET[at]
    return code


def valid(text: str) -> bool:
    """This will say whether a text can be a licence number: long enough, and its check character right."""
    return len(text) >= PLACE + TYPE + 16 and text.isalnum() and text.isascii() and bool(mod_37_36.is_valid(text))
