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


def check_codes(command: Command) -> None:
    """This will refuse free text where a code or an id belongs. Raises Invalid("command.not_a_code")."""
    if wrong := [name for name, text in _texts(command, "") if not _is_code(text)]:
        remedy = "give the code or the id; words belong into the note"
        raise Invalid("command.not_a_code", fields=wrong, remedy=remedy)


def _is_code(text: str) -> bool:
    return len(text) <= LONGEST and bool(CODE.fullmatch(text) or ID.fullmatch(text))


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
