"""What a phone, a mail address and the other addresses of people look like, each written in one way."""

import re
import unicodedata
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_PHONE: Final = re.compile(r"(?:\+?86)?(1[3-9]\d{9})", re.ASCII)
_ABROAD: Final = re.compile(r"\+(?!86)[1-9]\d{6,14}", re.ASCII)
# What the services themselves give out: a reader's id, the key of a group's robot.
_FORMS: Final = {
    "wechat": re.compile(r"UID_[0-9A-Za-z]{8,64}"),
    "wecom": re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
}
LONGEST: Final = 254


def written(kind: str, value: str) -> str:
    """This will write an address as it is kept; "" for what is none of its kind.

    Phones: eleven digits of a Chinese mobile phone, or + and the number with its country.
    """
    # Whoever types Chinese may type wide figures.
    plain = unicodedata.normalize("NFKC", value).strip()
    if kind == "phone":
        digits = re.sub(r"[\s()-]", "", plain)
        home = _PHONE.fullmatch(digits)
        return home[1] if home else digits if _ABROAD.fullmatch(digits) else ""
    if kind == "mail":
        return plain.casefold() if _is_mail(plain) else ""
    return plain if kind in _FORMS and _FORMS[kind].fullmatch(plain) else ""


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST and text.isascii()
