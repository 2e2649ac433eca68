"""What stands in the open part of an event is codes and ids: words about people belong into what is sealed."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from yici.domain.case.kinds import Command
from yici.domain.error import Invalid

CODE = re.compile(r"[a-z][a-z0-9_]*(?:[.:#-][a-z0-9_]+){0,8}")
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,128}")
LONGEST = 120
SEALED = frozenset({"form", "private", "notes", "note", "approver", "record"})
"""These go into the sealed part, or are its keys; `numbers`, `plan` and the like are made by the service."""
MADE = frozenset({"id", "numbers", "plan", "subject", "applicant", "commitments", "received", "renews"})


PROOFS = frozenset({"signed", "system", "courier"})
"""How a question is known to have arrived: the first part of a proof, before the number of its receipt."""
_DIGESTS = frozenset({"sha256", "sm3"})
PREFIXES = {"proof": PROOFS | _DIGESTS, "evidence": _DIGESTS, "minutes": _DIGESTS, "papers": _DIGESTS}
"""What may stand before a colon, by field. A failed point is "item:point", which the plan knows."""
_NUMBER = re.compile(r"[0-9]{5}")
_OF_A_PERSON = re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}|[0-9]{15}|[0-9]{17}[0-9x])(?![0-9])")
"""A mobile telephone's or an identity card's, by its shape alone."""
_BETWEEN = re.compile(r"[._#-]")


def check_codes(command: Command) -> None:
    """This will refuse free text where a code or an id belongs. Raises Invalid("command.not_a_code")."""
    if wrong := [name for name, text in _texts(command, "") if not _is_code(name.partition("[")[0], text)]:
        remedy = "give the code or the id; words belong into the note"
        raise Invalid("command.not_a_code", fields=wrong, remedy=remedy)


def _is_code(field: str, text: str) -> bool:
    if ID.fullmatch(text):
        return len(text) <= LONGEST
    if len(text) > LONGEST or not CODE.fullmatch(text):
        return False
    head, colon, rest = text.partition(":")
    if colon and field != "failed" and head not in PREFIXES.get(field, ()):
        return False
    if colon and ID.fullmatch(rest):
        return True
    # A receipt has a number of its own, which may be long.
    numbered = field != "proof" and _NUMBER.search(text)
    return not numbered and not _OF_A_PERSON.search(_BETWEEN.sub("", text))


def _texts(value: object, name: str) -> Iterator[tuple[str, str]]:
    """Every text in the open part, with the name of its field; an empty one is no text."""
    if isinstance(value, str):
        yield from [(name, value)] if value else []
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from _texts(one, f"{name}[{at}]")
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in SEALED | MADE:
                yield from _texts(getattr(value, field.name), f"{name}.{field.name}".lstrip("."))
