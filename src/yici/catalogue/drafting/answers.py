"""Answers about a new definition, as they come from questions on a terminal or from a JSON file.

An answer is a plain value, or {"unknown": "why"}; one that is left out is unknown without a reason.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from yici.catalogue.key_words import explained
from yici.catalogue.slugs import slug
from yici.domain.error import Conflict, Invalid
from yici.domain.fact import NOT_SAID

SOURCE = "guide"
IDENTITY = re.compile(r"[a-z][a-z0-9-]{0,60}")
ROWS = frozenset({"basis", "materials", "results", "questions", "items"})
LISTS = frozenset({"aliases", "audience", "steps", "delivery", "conditions", "themes", "calendars"})
TABLES = frozenset({"source", "legal_limit", "promised_limit", "joint_limit", "agencies", "remind_after", "items"})
SOURCE_KEYS = ("title", "kind", "publisher", "date", "address", "place", "place_name")


@dataclass(slots=True)
class Answers:
    """Answers about one definition of a type, and what of them is unknown where a definition has no place for that."""

    type_name: str
    given: Mapping[str, Any]
    gaps: list[str] = field(default_factory=list)

    def value(self, key: str, written: str = "") -> Any:
        """This will give an answer; None when it is unknown, which then stands among the gaps under what its key means
        in a definition, which may call it otherwise (`written`)."""
        value = self.given.get(key)
        if is_unknown(value):
            self.gaps.append(f"{explained(self.type_name, written or key)}：{reason_of(value)}")
            return None
        return value

    def plain(self, key: str) -> Any:
        """This will give an answer that may be left out without a word."""
        value = self.given.get(key)
        return None if is_unknown(value) else value

    def fact(self, key: str, source: str = SOURCE) -> dict[str, Any]:
        """This will give an answer as a fact: the source's claim, or unknown with its reason."""
        value = self.given.get(key)
        if is_unknown(value):
            return {"unknown": reason_of(value)}
        return {"claims": [{"value": value, "source": source}]}

    def source(self) -> dict[str, str]:
        """This will give the source that the answers come from; without one it is whoever answers, and says so."""
        told = self.given.get("source")
        if told is None or is_unknown(told):
            self.gaps.append(f"来源：{reason_of(told)}")
            return {"id": SOURCE, "title": "填写人所说，没有书面来源", "kind": "operator"}
        kept = {key: str(told[key]) for key in SOURCE_KEYS if told.get(key)}
        return {"id": SOURCE, "title": kept.pop("title", "没有写标题"), "kind": kept.pop("kind", "official"), **kept}


def is_unknown(value: Any) -> bool:
    """This will say whether an answer is none."""
    return value in (None, "", [], {}) or (isinstance(value, dict) and value.keys() == {"unknown"})


def reason_of(value: Any) -> str:
    """This will give the reason why an answer is unknown."""
    said = value.get("unknown", "") if isinstance(value, dict) else ""
    return str(said).strip() or NOT_SAID


def check_answers(given: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    """This will refuse answers to questions that nobody asks, most are misspelt, and answers of another shape.

    Raises Invalid("answers.key"), Invalid("answers.name"), Invalid("answers.shape").
    """
    for key, value in given.items():
        if key not in allowed:
            near = get_close_matches(key, allowed, n=1)
            remedy = f"did you mean {near[0]}?" if near else f"use {', '.join(allowed)}"
            raise Invalid("answers.key", key=key, remedy=remedy)
        if not is_unknown(value) and not _shaped(key, value):
            raise Invalid("answers.shape", key=key, remedy="look at the example in docs/items.md")
    if not isinstance(given.get("name"), str) or not given["name"].strip():
        raise Invalid("answers.name", remedy="give at least a name")


def _shaped(key: str, value: Any) -> bool:
    if key in ROWS and isinstance(value, list):
        return all(isinstance(one, dict) for one in value)
    if key in LISTS and isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    if key in TABLES and isinstance(value, dict):
        return True
    return key not in ROWS | LISTS | TABLES and isinstance(value, str | int)


def identity_of(given: Mapping[str, Any], taken: Container[str]) -> str:
    """This will give the id that was chosen, else one from the name. Raises Invalid, and Conflict when it is taken."""
    identity = str(given.get("id") or slug(str(given["name"])))
    if not IDENTITY.fullmatch(identity):
        raise Invalid("answers.id", id=identity, remedy="use small letters, digits and hyphens, a letter first")
    if identity in taken:
        raise Conflict("id.taken", id=identity, remedy="choose another id")
    return identity
