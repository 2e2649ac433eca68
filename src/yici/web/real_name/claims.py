"""What a provider says of a person, read: a name, an identity number that checks, a phone, firms. The rest is left."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from stdnum.cn import uscc as credit_code
from stdnum.exceptions import ValidationError

from yici.domain.error import Invalid
from yici.intake.values import identity_number
from yici.people.firms import FirmClaim, Part
from yici.people.identity import Person

LONGEST_NAME: Final = 100
PHONE: Final = re.compile(r"1[3-9][0-9]{9}")
PARTS: Final[dict[str, Part]] = {"representative": "representative", "authorised": "authorised"}


def person_of(told: Mapping[str, Any], claims: Mapping[str, str]) -> Person:
    """This will read a person. Raises Invalid("provider.incomplete") without a name or a number that checks."""
    name = _text(told.get(claims["name"]))
    try:
        number = identity_number(_text(told.get(claims["id_number"])))
    except ValidationError as error:
        raise _incomplete() from error
    if not name or len(name) > LONGEST_NAME:
        raise _incomplete()
    firms = tuple(_firms(told.get(claims["firms"])))
    return Person(name, number, _phone(told.get(claims["phone"])), _text(told.get("sub")), firms)


def _phone(told: Any) -> str:
    plain = _text(told).removeprefix("+86").strip()
    return plain if PHONE.fullmatch(plain) else ""


def _firms(told: Any) -> Iterator[FirmClaim]:
    """The firms that can be read: one with a credit code that does not check is nobody's."""
    for one in told if isinstance(told, list) else []:
        part = PARTS.get(_text(one.get("part"))) if isinstance(one, dict) else None
        if part is None:
            continue
        try:
            code = str(credit_code.validate(_text(one.get("uscc"))))
        except ValidationError:
            continue
        if (name := _text(one.get("name"))) and len(name) <= LONGEST_NAME:
            yield FirmClaim(code, name, _text(one.get("representative"))[:LONGEST_NAME], part)


def _text(told: Any) -> str:
    return told.strip() if isinstance(told, str) else ""


def _incomplete() -> Invalid:
    return Invalid("provider.incomplete", remedy="go to the window with the identity card, or apply without signing in")
