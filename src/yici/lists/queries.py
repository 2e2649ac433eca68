"""Reading proposals and decisions. Who may decide at a place sees what is proposed; what is confirmed is public."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

from yici.catalogue import queries as catalogue_queries
from yici.catalogue.list_queries import list_of, listed_by_code, listed_items
from yici.domain.authority import Grants
from yici.domain.local_list import ListedItem, LocalList
from yici.domain.matching import Basic, basics_of
from yici.domain.reason import Reason
from yici.lists import store

RIGHT: Final = "catalogue.match"
PAGE_LIMIT: Final = 100
MOST_PLACES: Final = 100
Key = store.Key


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal: the item of the list as it now is (None when it has gone meanwhile) and the basic item's id."""

    code: str
    item: str
    score: int
    exact: bool
    tied: bool
    reasons: tuple[Reason, ...]
    listed: ListedItem | None

    @property
    def key(self) -> Key:
        """What a page behind this row begins with."""
        return self.score, self.code, self.item


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One decision. `listed` is the item as the list has it now: None when the code has gone, another name when it was
    renamed since `name` was seen."""

    id: UUID
    place: str
    code: str
    item: str
    standing: str
    name: str
    item_name: str
    score: int | None
    batch: UUID | None
    decided_by: str
    decided_at: datetime
    listed: ListedItem | None

    @property
    def renamed(self) -> bool:
        """True when the list calls the item otherwise since."""
        return self.listed is not None and self.listed.name != self.name


@dataclass(frozen=True, slots=True)
class Found:
    """How a search went: items of the list, and of how many nothing is proposed."""

    items: int
    unmatched: int


def basis_of(head: LocalList) -> str:
    """This will give the digest of what a search compares: the lines of a list, and the names and codes of items."""
    return _basis(head.digest, basics_of(catalogue_queries.current()))


@lru_cache(maxsize=16)
def _basis(lines: str, basics: tuple[Basic, ...]) -> str:
    return hashlib.sha256(repr((lines, basics)).encode()).hexdigest()


def search_of(head: LocalList) -> Found | None:
    """This will say how the search of a list went; None when it has not been searched since something changed."""
    found = store.searched(basis_of(head))
    return Found(*found) if found else None


def proposals(place: str, grants: Grants, *, after: Key | None = None, limit: int = PAGE_LIMIT) -> list[ProposalRow]:
    """This will list what nobody has decided about yet, the surest first. Raises Forbidden, NotFound."""
    head = _allowed(place, grants)
    return _proposals(head, store.open_proposals(basis_of(head), place, after, min(limit, PAGE_LIMIT)))


def exact_proposals(place: str, grants: Grants, *, limit: int = PAGE_LIMIT) -> list[ProposalRow]:
    """This will list what is plain enough to be confirmed together. Raises Forbidden, NotFound."""
    head = _allowed(place, grants)
    return _proposals(head, store.exact_proposals(basis_of(head), place, min(limit, PAGE_LIMIT)))


def unmatched(place: str, grants: Grants, *, after: str = "", limit: int = PAGE_LIMIT) -> tuple[list[ListedItem], str]:
    """This will walk on through a list and give the items for which nothing is proposed, and where it came to.

    It looks at so many items, not for so many: an empty page may have others behind it; it ended when the place is "".
    """
    head = _allowed(place, grants)
    page = listed_items(head, after=after, limit=limit)
    known = store.proposed_codes(basis_of(head), [one.code for one in page])
    return [one for one in page if one.code not in known], page[-1].code if len(page) == limit else ""


def decisions(
    place: str, grants: Grants, *, before: tuple[datetime, UUID] | None = None, limit: int = PAGE_LIMIT
) -> list[MatchRow]:
    """This will list what was decided at a place, the newest first. Raises Forbidden, NotFound."""
    head = _allowed(place, grants)
    rows = store.decided(place, before, min(limit, PAGE_LIMIT))
    listed = listed_by_code(head, {row[2] for row in rows})
    return [MatchRow(*(*row, listed.get(row[2]))) for row in rows]


def _allowed(place: str, grants: Grants) -> LocalList:
    grants.check(RIGHT, None, place, None)
    return list_of(place)


def _proposals(head: LocalList, rows: list[store.Row]) -> list[ProposalRow]:
    listed = listed_by_code(head, {row[0] for row in rows})
    return [ProposalRow(*(*row[:5], store.reasons_of(row[5]), listed.get(row[0]))) for row in rows]


def confirmed_items(place: str, codes: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """This will give the basic items that items of a place's list carry out, by code: for these codes, or for all."""
    found: dict[str, tuple[str, ...]] = {}
    for code, item in store.confirmed_for(place, None if codes is None else list(codes)):
        found[code] = (*found.get(code, ()), item)
    return found


def confirmed_at(places: Iterable[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """This will give what is confirmed at several places in one statement, by place and code."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    wanted = list(places)
    for place, code, item in store.confirmed_at(wanted) if wanted else ():
        codes = found.setdefault(place, {})
        codes[code] = (*codes.get(code, ()), item)
    return found


def places_of(item: str) -> list[MatchRow]:
    """This will list which items of which places' lists carry a basic item out, as confirmed; at most 100.

    An item that has gone from its list is left out.
    """
    rows = store.confirmed_of(item, MOST_PLACES)
    lists = catalogue_queries.current().lists
    listed = {
        place: listed_by_code(lists[place], {row[2] for row in rows if row[1] == place})
        for place in {row[1] for row in rows} & lists.keys()
    }
    found = [MatchRow(*(*row, listed.get(row[1], {}).get(row[2]))) for row in rows]
    return [one for one in found if one.listed is not None]
