"""Who may do what: the roles, what each allows and how far it reaches. The one authorisation layer of all faces.

A grant gives one person one role at one organisation, for one place and what lies within it, for one item or for all,
for a period. Chief representatives decide only inside such a recorded authorisation, which may name a level of
government as well: then they decide what is handled at that level, and nothing that is handled above or below it.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from yici.domain.competence import LEVELS
from yici.domain.division import bounds_of, covers, level_of
from yici.domain.error import Forbidden, Invalid

Reach = Literal["organisation", "place"]

ACTIONS: Final[dict[str, str]] = {
    "case.read": "See a case, its papers and its course.",
    "case.receive": "Take in an application, a supplement or an owed paper at the window and give the receipt.",
    "case.accept": "Accept a case, with what is still owed if the item tolerates that.",
    "case.correct": "Ask once for everything that is to be corrected.",
    "case.decline": "Not accept a case, with reason, competent body and remedies.",
    "case.deliver": "Hand the result out or send it.",
    "case.rate": "Rate the handling: the applicant's own, which no role allows.",
    "case.withdraw": "Record that the applicant withdraws the case.",
    "approval.opine": "Give the department's opinion on an approval.",
    "approval.consult": "Ask other departments for their opinion, and record that the question reached them.",
    "approval.hear": "Offer a hearing, set its day and record it.",
    "approval.recuse": "Record that one has no part in a matter oneself.",
    "approval.recuse_others": "Record that another officer has no part in a matter.",
    "approval.inspect": "Plan an inspection, take part in it and enter what it found.",
    "approval.verify": "Check a commitment after the decision and confirm its repair.",
    "approval.suspend": "Stop the clock for a cause of the regime, with a written notice, and start it again.",
    "approval.decide": "Grant or refuse.",
    "approval.revoke": "Revoke what was granted on a broken commitment.",
    "approval.extend": "Extend the limit once, with reason and notice.",
    "approval.coordinate": "Bring departments together: joint inspection, joint review, first-asked responsibility.",
    "project.read": "See an engineering project and how far its stages are.",
    "project.open": "Bring an engineering project under its code and put cases into its stages, for the builder.",
    "project.measure": "Hand in what a survey or a test found, once for all who need it.",
    "licence.read": "See a licence and its course.",
    "licence.revoke": "Take a licence back on a ground of the law, with reasons and remedies.",
    "licence.cancel": "Strike a licence off on a ground of the law.",
    "card.issue": "Send a supervision card and judge the answer.",
    "card.answer": "Answer a supervision card.",
    "figures.read": "See figures, lateness and its causes.",
    "catalogue.publish": "Propose changes of the definitions, and release or decline what somebody else proposed.",
    "catalogue.match": "Say which basic item an item of a place's list is, or is not.",
    "whatif.run": "Test a change of rules on recorded cases.",
    "people.manage": "Create accounts and organisations, grant and revoke roles and tokens.",
    "data.load": "Load places, calendars and other reference data.",
    "ledger.verify": "Verify and rebuild the record.",
}


@dataclass(frozen=True, slots=True)
class RoleRule:
    """What a role is, in one sentence, how far it reaches and which actions it allows.

    Reach "organisation": only what belongs to the organisation of the grant. Reach "place": what belongs to any
    organisation of the place.
    """

    sentence: str
    reach: Reach
    actions: frozenset[str]


_OFFICER = frozenset(
    {
        "case.read",
        "case.accept",
        "case.correct",
        "case.decline",
        "approval.opine",
        "approval.consult",
        "approval.hear",
        "approval.recuse",
        "approval.inspect",
        "approval.verify",
        "approval.suspend",
        "licence.read",
        "card.answer",
    }
)
_DECIDER = _OFFICER | {
    "approval.decide",
    "approval.revoke",
    "approval.extend",
    "licence.revoke",
    "licence.cancel",
}

CHIEF: Final = "chief_representative"
DECIDING: Final = _DECIDER - _OFFICER
"""What an authorisation is for: a level that it names bounds these, and nobody's sight."""

ROLES: Final[dict[str, RoleRule]] = {
    "window_clerk": RoleRule(
        "Receives, checks, accepts and hands out at a window, for every organisation that has its items there.",
        "place",
        frozenset(
            {
                "case.read",
                "case.receive",
                "case.accept",
                "case.correct",
                "case.decline",
                "case.deliver",
                "case.withdraw",
                "project.read",
                "project.open",
                "licence.read",
            }
        ),
    ),
    "officer": RoleRule(
        "Examines and inspects for an organisation and prepares its decisions.", "organisation", _OFFICER
    ),
    "chief_representative": RoleRule(
        "Decides at the hall for an organisation, inside the recorded authorisation.",
        "organisation",
        _DECIDER,
    ),
    "lead": RoleRule(
        "Answers for an organisation as lead department: brings the others together, decides and extends.",
        "organisation",
        _DECIDER | {"approval.coordinate", "approval.recuse_others", "figures.read"},
    ),
    "surveyor": RoleRule(
        "Surveys or tests for builders and hands the results in.", "organisation", frozenset({"project.measure"})
    ),
    "supervisor": RoleRule(
        "Watches limits and quality of all organisations of a place, sends cards, tests and publishes changes.",
        "place",
        frozenset(
            {
                "case.read",
                "project.read",
                "licence.read",
                "card.issue",
                "figures.read",
                "catalogue.publish",
                "catalogue.match",
                "whatif.run",
            }
        ),
    ),
    "catalogue_editor": RoleRule(
        "Keeps the definitions: proposes changes, and releases what another editor proposed.",
        "place",
        frozenset({"catalogue.publish"}),
    ),
    # Not the definitions, too: who grants roles would be both pairs of eyes.
    "operator": RoleRule(
        "Runs the instance: accounts, roles, reference data and the record; sees no case by this role.",
        "place",
        frozenset({"people.manage", "data.load", "ledger.verify", "catalogue.match", "figures.read"}),
    ),
}

SCOPES: Final[dict[str, str]] = {
    "catalogue:read": "Read releases and what differs between them.",
    "catalogue:edit": "Read proposed changes of the definitions, as far as the roles of the account allow.",
    "case:submit": "Hand in applications and supplements.",
    "case:read": "Read the cases and licences that the account may see.",
    "case:handle": "Do with cases and licences what the roles of the account allow.",
    "operator": "Manage the instance as far as the roles of the account allow.",
}


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
    """All that one person holds at one moment."""

    held: tuple[Grant, ...] = ()

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


def scopes_checked(scopes: frozenset[str]) -> frozenset[str]:
    """This will give the scopes back. Raises Invalid("scope.none") and Invalid("scope.unknown")."""
    if not scopes:
        raise Invalid("scope.none", remedy="name at least one of: " + ", ".join(SCOPES))
    if unknown := scopes - SCOPES.keys():
        raise Invalid("scope.unknown", scopes=sorted(unknown), remedy="choose from: " + ", ".join(SCOPES))
    return scopes


def _line(grant: Grant, action: str) -> Reachable:
    level = grant.level if action in DECIDING else None
    if ROLES[grant.role].reach == "place":
        return Reachable(None, None, grant.place, grant.item, level)
    return Reachable(grant.organisation, grant.agency, grant.place, grant.item, level)


def _within(inner: Reachable, outer: Reachable) -> bool:
    if outer.level not in (None, inner.level):
        return False
    return replace(outer, level=None).includes(inner.organisation, inner.place, inner.item)


def check_level(role: str, level: str | None) -> None:
    """This will pass where a role may be bounded to a level of government. Raises Invalid("role.level")."""
    if level is not None and (role != CHIEF or level not in LEVELS):
        remedy = f"name one of {', '.join(LEVELS)}, and only for a chief representative"
        raise Invalid("role.level", level=level, levels=list(LEVELS), remedy=remedy)
