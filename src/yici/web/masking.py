"""Masking of personal values: what somebody may see who needs to recognise a person, not to know everything of them."""

import re

HIDDEN = "*"
LONG_NAME = 5
SUFFIX = 2
BRACKETS = re.compile(r"[(（][^()（）]*[)）]\s*$")


def mask_name(name: str | None) -> str:
    """This will mask a name: 王小面 is 王**, 衢州康养有限公司 is 衢**公司, Wang Xiaomian is W**; empty for none."""
    plain = BRACKETS.sub("", (name or "").strip()).strip()
    if not plain:
        return ""
    # Names of persons are shorter, or written with a dot or in letters; what is longer is a firm's or a shop's.
    tail = plain[-SUFFIX:] if len(plain) >= LONG_NAME and is_han(plain) else ""
    return f"{plain[0]}{HIDDEN * 2}{tail}"


def certain_name(name: str | None) -> str:
    """This will name somebody as officials do who may not: 王小面 is 王某; a firm keeps its end; empty for none."""
    masked = mask_name(name)
    return f"{masked[0]}某" if masked and is_han(masked[0]) and masked.endswith(HIDDEN) else masked


def mask_number(number: str, *, head: int = 3, tail: int = 2) -> str:
    """This will mask the middle of an identity, telephone or account number; one too short is hidden whole."""
    if len(number) <= head + tail + 1:
        return HIDDEN * len(number)
    return number[:head] + HIDDEN * (len(number) - head - tail) + number[-tail:]


def mask_value(kind: str, text: str) -> str:
    """This will mask a form value of a kind of element: names and numbers in part, everything else whole."""
    if kind in ("id_number", "phone", "uscc"):
        return mask_number(text)
    return HIDDEN * 3


def is_han(text: str) -> bool:
    """This will say whether a text is of Chinese characters only."""
    return all("\u3400" <= letter <= "\u9fff" or letter >= "\U00020000" for letter in text)
