"""What stands in the open part of an event is codes and ids: words about people belong into what is sealed.

Whoever says why takes a code of the vocabulary; whoever proves something names an id, a digest or the number of a
receipt. What else a command names (items, agencies, causes, papers, points) `decide` holds against case and plan.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Final

from yici.domain.case.kinds import Command
from yici.domain.case.vocabulary import OTHER, VOCABULARY
from yici.domain.error import Invalid

CODE = re.compile(r"[a-z][a-z0-9_]*(?:[.:#-][a-z0-9_]+){0,8}")
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,128}")
LONGEST = 120
SEALED = frozenset(
    {"form", "private", "notes", "note", "approver", "record", "receiver", "remarks", "where", "name", "address"}
)
"""These go into the sealed part, or are its keys; `numbers`, `plan` and the like are made by the service."""
MADE = frozenset({"id", "numbers", "plan", "subject", "applicant", "commitments", "received", "renews", "signatures"})
CLOSED = SEALED | MADE


PROOFS = frozenset({"signed", "system", "courier"})
"""How a question is known to have arrived: the first part of a proof, before the number of its receipt."""
DIGESTS = frozenset({"sha256", "sm3"})
RECEIPT = r"(?:[a-z]{0,2}-?[0-9]{1,20}|[a-z]{3,4}-?[0-9]{8,20})(?:-[0-9]{1,20}){0,5}[a-z]{0,2}"
"""The number of a receipt or of a document, with the letters of whoever gave it: too few for the name of anybody."""
REFERENCES: Final = frozenset({"proof", "evidence", "minutes", "papers.files", "files"})
VISIT = re.compile(r"(?:visit|[a-z])(?:[-#][0-9]{1,4}){0,3}")
"""As plans number their visits, and the faces those that are made again."""
_RECEIPT = re.compile(RECEIPT)
_NUMBER = re.compile(r"[0-9]{5}")
_OF_A_PERSON = re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}|[0-9]{15}|[0-9]{17}[0-9x])(?![0-9])")
"""A mobile telephone's or an identity card's, by its shape alone."""
_BETWEEN = re.compile(r"[._#-]")
_AT = re.compile(r"\[[0-9]+\]")


def check_codes(command: Command) -> None:
    """This will refuse free text where a code or an id belongs.

    Raises Invalid("command.not_a_code") naming the fields, and the codes that the first of them knows.
    """
    kind = type(command)
    if wrong := [name for name, text in _texts(command, "") if not _passes(kind, _AT.sub("", name), text)]:
        known = sorted(VOCABULARY.get((kind, _AT.sub("", wrong[0])), ()))
        remedy = "give one of the codes that are known, or the id; words belong into the note"
        raise Invalid("command.not_a_code", fields=wrong, known=known, remedy=remedy)


def check_words(command: Command) -> None:
    """This will refuse the reason "other" without words: what it says stands in the note alone, and whoever is refused
    is told why (Licensing Law Art. 38). Raises Invalid("command.no_words") naming the fields."""
    reasons = _with_other(type(command))  # type: ignore[arg-type] # a class is hashable, whatever its values are
    wrong = [field for field in reasons if OTHER in _chosen(getattr(command, field))] if reasons else []
    if wrong and not str(getattr(command, "note", "")).strip():
        remedy = "say in the note what it is, or give one of the reasons that are known"
        raise Invalid("command.no_words", fields=wrong, remedy=remedy)


@cache
def _with_other(kind: type) -> tuple[str, ...]:
    """The fields of a command that take the reason "other"."""
    return tuple(field for (of, field), known in VOCABULARY.items() if of is kind and OTHER in known)


def _chosen(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def check_visit(visit: str) -> None:
    """This will refuse a name for a new visit: it has a number, or an id. Raises Invalid("command.not_a_code")."""
    if not VISIT.fullmatch(visit) and not ID.fullmatch(visit):
        raise Invalid("command.not_a_code", fields=["visit"], known=[], remedy="number the visit, as visit-2")


def _passes(kind: type, field: str, text: str) -> bool:
    if (known := VOCABULARY.get((kind, field))) is not None:
        return text in known
    if len(text) > LONGEST:
        return False
    if field in REFERENCES:
        return _is_reference(field, text)
    if ID.fullmatch(text):
        return True
    # What is left was found in case and plan: only a failed point has a colon, "item:point".
    colon = ":" in text and field != "failed"
    return bool(CODE.fullmatch(text)) and not colon and not _NUMBER.search(text) and not _is_of_a_person(text)


def _is_reference(field: str, text: str) -> bool:
    head, colon, rest = text.partition(":")
    if not colon:
        return bool(ID.fullmatch(text)) or (field == "minutes" and _is_receipt(text))
    if head in DIGESTS:
        return bool(ID.fullmatch(rest))
    return field == "proof" and head in PROOFS and (bool(ID.fullmatch(rest)) or _is_receipt(rest))


def _is_receipt(text: str) -> bool:
    return bool(_RECEIPT.fullmatch(text)) and not _is_of_a_person(text)


def _is_of_a_person(text: str) -> bool:
    return bool(_OF_A_PERSON.search(_BETWEEN.sub("", text)))


def _texts(value: object, name: str) -> Iterator[tuple[str, str]]:
    """Every text in the open part, with the name of its field; an empty one is no text."""
    if isinstance(value, str):
        if value:
            yield name, value
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from _texts(one, f"{name}[{at}]")
    else:
        for field in _fields(type(value)):  # type: ignore[arg-type] # a class is hashable, whatever its values are
            # Of the command itself: the form of a paper is another thing than the form that is filled in.
            if (name or field not in CLOSED) and (inner := getattr(value, field)):
                yield from _texts(inner, f"{name}.{field}" if name else field)


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """The names of the fields of a class; none where it is no dataclass."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
