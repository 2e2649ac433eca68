"""Who may do what: what was granted, and how far it reaches. The one authorisation layer of all faces.

A grant gives one person one role at one organisation, for one place and what lies within it, for one item or for all,
for a period. Chief representatives decide only inside such a recorded authorisation, which may name a level of
government as well: then they decide what is handled at that level, and nothing that is handled above or below it.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from yici.domain.competence import LEVELS
from yici.domain.division import bounds_of, covers, level_of
from yici.domain.error import Forbidden
from yici.domain.roles import ACTIONS, DECIDING, ROLES


@dataclass(frozen=True, slots=True)
class Grant:
    """One role held now: `organisation` as the text of its id, `place` a 12-digit code, `item` None for all items.

    `agency` is the role code of the organisation ("market_regulation"), by which definitions speak of it; `level` a
    level of government that the authorisation of a chief representative is for, None for every one.
    """

    role: str
    organisation: str
    agency: str
    place: str
    item: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Reachable:
    """One line of a scope: an organisation with its agency, a place with all it covers, an item, of the places within
    those of a level of government (`LEVELS`). None means any."""

    organisation: str | None
    agency: str | None
    place: str
    item: str | None
    level: str | None = None

    def includes(self, organisation: object, place: str, item: str | None) -> bool:
        """True when the thing lies within all three; `organisation` is an id, its text, or an agency code."""
        if self.level is not None and LEVELS[self.level] != level_of(place):
            return False
        return self._is_of(organisation) and covers(self.place, place) and self.item in (None, item)

    def _is_of(self, organisation: object) -> bool:
        if self.organisation is None:
            return True
        return organisation is not None and str(organisation) in (self.organisation, self.agency)

    @property
    def bounds(self) -> tuple[str, str]:
        """The lowest and the highest place code within, both inclusive."""
        return bounds_of(self.place)


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything on which one action is allowed, as lines of which one must include the thing. No line: nothing."""

    lines: tuple[Reachable, ...]

    def includes(self, organisation: object, place: str, item: str | None) -> bool:
        """True when a line includes the thing."""
        return any(line.includes(organisation, place, item) for line in self.lines)

    @property
    def organisations(self) -> frozenset[str] | None:
        """The ids that occur; None when a line allows any organisation."""
        found = {line.organisation for line in self.lines}
        return None if None in found else frozenset(one for one in found if one is not None)

    @property
    def agencies(self) -> frozenset[str] | None:
        """The agency codes that occur; None when a line allows any organisation."""
        found = {line.agency for line in self.lines}
        return None if None in found else frozenset(one for one in found if one is not None)

    @property
    def items(self) -> frozenset[str] | None:
        """The items that occur; None when a line allows any item."""
        found = {line.item for line in self.lines}
        return None if None in found else frozenset(one for one in found if one is not None)

    @property
    def places(self) -> frozenset[str]:
        """The codes of the places; each covers what lies within it."""
        return frozenset(line.place for line in self.lines)


@dataclass(frozen=True, slots=True)
class Grants:
    """All that one person holds at one moment; `firms` are the ids of those for which a citizen acts, `person` the
    pseudonym of who a member of staff is, where it is known: nobody has a part in a matter of their own."""

    held: tuple[Grant, ...] = ()
    firms: frozenset[str] = frozenset()
    person: str | None = None

    def may(self, action: str, organisation: object, place: str, item: str | None) -> bool:
        """This will say whether the action is allowed on a thing of this organisation, at this place, of this item.

        `organisation` is an id, its text or an agency code; None when none has the thing yet: then only roles that
        reach the whole place help. Raises ValueError for an action that is not in `ACTIONS`.
        """
        return self.scope(action).includes(organisation, place, item)

    def check(self, action: str, organisation: object, place: str, item: str | None) -> None:
        """This will pass when `may` is true. Raises Forbidden("authority.missing") otherwise."""
        if not self.may(action, organisation, place, item):
            raise Forbidden(
                "authority.missing",
                action=action,
                place=place,
                item=item or "",
                remedy="ask the operator for a role that allows this here, or pass the matter to who holds one",
            )

    def scope(self, action: str) -> Scope:
        """This will gather everything on which the action is allowed, each line once, none inside another."""
        return _scope(self.held, action)

    def role_for(self, action: str) -> str | None:
        """This will name the first role held that allows an action; None when none does."""
        return next((grant.role for grant in self.held if action in ROLES[grant.role].actions), None)

    def actions(self) -> frozenset[str]:
        """This will name every action allowed somewhere: what a menu offers."""
        return frozenset().union(*(ROLES[grant.role].actions for grant in self.held))

    def roles(self) -> frozenset[str]:
        """This will name the roles held."""
        return frozenset(grant.role for grant in self.held)


@lru_cache(maxsize=4096)
def _scope(held: tuple[Grant, ...], action: str) -> Scope:
    # Asked again for every item and command of a case that is shown, always of the same few grants.
    if action not in ACTIONS:
        raise ValueError(f"{action} is not an action")
    lines = {_line(grant, action) for grant in held if action in ROLES[grant.role].actions}
    widest = (one for one in lines if not any(one != other and _within(one, other) for other in lines))
    return Scope(
        tuple(sorted(widest, key=lambda line: (line.organisation or "", line.place, line.item or "", line.level or "")))
    )


def _line(grant: Grant, action: str) -> Reachable:
    level = grant.level if action in DECIDING else None
    if ROLES[grant.role].reach == "place":
        return Reachable(None, None, grant.place, grant.item, level)
    return Reachable(grant.organisation, grant.agency, grant.place, grant.item, level)


def _within(inner: Reachable, outer: Reachable) -> bool:
    if outer.level not in (None, inner.level):
        return False
    return replace(outer, level=None).includes(inner.organisation, inner.place, inner.item)
