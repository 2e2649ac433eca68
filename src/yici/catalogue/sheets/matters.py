"""A guide that joins items is a matter (一件事): it becomes a bundle of the items that it names by code or by name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from yici.catalogue.matching import names_of
from yici.catalogue.sheets.found import Found
from yici.catalogue.sheets.gathering import HEADING, JOINT, Entry, Gathered, lacks
from yici.catalogue.sheets.making import SHEET, Maker, attached
from yici.catalogue.slugs import free, slug
from yici.domain.catalogue import Catalogue
from yici.domain.likeness import Names

DECISION = "decision"
PLACED = frozenset({"code", "name", "id", "department", "lead", "joint", "joint_unit", "decision", "decided_by",
                    "decided_on"})  # fmt: skip
"""Facts of a matter that its bundle has a key for, or that name it."""


@dataclass(slots=True)
class Members:
    """Items by code and by name: of the same spreadsheet, then of the known definitions."""

    catalogue: Catalogue
    own: Mapping[str, Gathered]
    ids: dict[str, str] = field(default_factory=dict)
    """The ids that the items of the spreadsheet got, by code: filled as they are made."""
    _codes: dict[str, str] = field(init=False)
    _names: Names = field(init=False)
    _called: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        items = self.catalogue.items
        self._codes = {claim.value: item.id for item in items.values() for claim in item.code.claims}
        self._names = names_of("item", items)
        self._called = {}
        for code, item in self.own.items():
            self._called.setdefault(item.text("name"), []).append(code)

    def find(self, entry: Entry) -> tuple[str, str] | None:
        """This will find what a row names: ("code", of an item of the spreadsheet) or ("id", of a known one)."""
        named = [str(entry[key]) for key in ("code", "name") if key in entry]
        for one in named:
            if one in self.own:
                return "code", one
            if one in self._codes:
                return "id", self._codes[one]
        called = self._called.get(str(entry.get("name", "")), [])
        if called:
            return ("code", called[0]) if len(called) == 1 else None
        sure = self._names.sure(str(entry.get("name", "")))
        return ("id", sure) if sure else None

    def near(self, entry: Entry) -> str:
        """This will give the likest name, empty when none is like."""
        name = str(entry.get("name", ""))
        guesses = self._names.guesses(name, 1)
        return "".join(get_close_matches(name, self._called, n=1)) or (guesses[0].name if guesses else "")

    def id_of(self, entry: Entry) -> str:
        """This will give the id of what a row names, once it is known to name something."""
        kind, value = self.find(entry) or ("id", "")
        return self.ids[value] if kind == "code" else value


def judge_matters(matters: Iterable[Gathered], members: Members, found: Found) -> None:
    """This will tell items that nobody knows, joint limits without unit or decision, and what a bundle has no key
    for."""
    for matter in matters:
        for entry, place in zip(matter.entries[JOINT], matter.joins, strict=True):
            if members.find(entry) is None:
                found.add("row.joint_unknown", *place, given=str(entry.get("name", "")), near=members.near(entry))
        if "joint" in matter.facts:
            for key in ("joint_unit", "decision"):
                if matter.lacks(key):
                    lacks(matter, ("item", key), found)
        if told := list(dict.fromkeys(heading for heading, _ in _unplaced(matter))):
            found.notice("row.no_place", matter.sheet, f"A{matter.line}", matter.line, headings="、".join(told))


def matter_tree(matter: Gathered, maker: Maker, members: Members, taken: set[str]) -> tuple[dict[str, Any], list[str]]:
    """This will give the definition of a matter, and as remarks what its definition has no key for."""
    identity = matter.text("id") or free(slug(matter.text("name")), taken)
    taken.add(identity)
    lead = matter.text("lead") or matter.text("department")
    items = dict.fromkeys(members.id_of(entry) for entry in matter.entries[JOINT])
    whole: dict[str, Any] = {
        "format": 1, "kind": "bundle", "id": identity, "name": matter.text("name"), "level": "reference",
        "items": [{"item": one, "source": SHEET} for one in items],
        "lead": _claim(maker.bodies.id_of(lead), SHEET) if lead else {"unknown": "表格里没有写牵头部门"},
        "joint_limit": _joint_limit(matter), "sources": list(_sources(matter, maker)),
    }  # fmt: skip
    return whole, [f"{heading}：{value}" for heading, value in _unplaced(matter)]


def _claim(value: Any, source: str) -> dict[str, Any]:
    return {"claims": [{"value": value, "source": source}]}


def _joint_limit(matter: Gathered) -> dict[str, Any]:
    if "joint" not in matter.facts:
        return {"unknown": "表格里没有写联办时限"}
    return _claim({"amount": matter.facts["joint"], "unit": matter.facts["joint_unit"]}, DECISION)


def _sources(matter: Gathered, maker: Maker) -> Iterator[dict[str, str]]:
    yield dict(maker.source)
    if matter.text("decision"):
        told = {"id": DECISION, "title": matter.text("decision"), "kind": "official",
                "publisher": matter.text("decided_by"), "date": matter.text("decided_on")}  # fmt: skip
        yield {key: value for key, value in told.items() if value}
    yield from attached(matter, maker.source)


def _unplaced(matter: Gathered) -> Iterator[tuple[str, str]]:
    for key, value in matter.facts.items():
        if key not in PLACED:
            yield HEADING["item", key], _shown(value)
    for key, value in matter.notes.items():
        yield HEADING["note", key], _shown(value)
    for table, entries in matter.entries.items():
        for entry in entries:
            for key, value in entry.items():
                if table != "attachment" and (table, key) not in ((JOINT, "name"), (JOINT, "code")):
                    yield HEADING[table, key], f"{entry.get('name', '')} {_shown(value)}".strip()


def _shown(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
