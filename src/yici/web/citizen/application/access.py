"""Who may see and change which draft and which case.

A draft belongs to the account that began it, else to the session that did. A case may be seen by its account, by staff
with a right to read it, and by whoever showed its number and query code: the session remembers that. A case handed in
without an account belongs to whoever holds its code: its own id stands in the applicant's place, so that a guest can
correct, supply and withdraw as well.

Whoever opens a page of a case meets the record up to date: what fell due and no worker has recorded yet is recorded
then, so that the page, its time line and its papers say the same.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from yici.cases import queries as cases
from yici.cases.access import is_applicant, items_of, reaches, unknown_case
from yici.cases.queries import View
from yici.domain.authority import Grants
from yici.domain.case import Case, may
from yici.domain.error import NotFound
from yici.domain.event import Actor
from yici.domain.mandate import Act
from yici.intake import queries as intake
from yici.intake.queries import DraftRow
from yici.people.actor import actor_for
from yici.people.queries import User, grants_of, held_by
from yici.people.queries.mandates import Acting, acting_under, mandates_living, names_of
from yici.web.citizen.asking import citizen_of
from yici.web.recorded import recorded

DRAFTS, CASES, PROJECTS = "drafts", "cases", "projects"
MOST_REMEMBERED = 50
CHANNEL, ROLE = "web", "applicant"
NO_GRANTS = Grants()


@dataclass(frozen=True, slots=True)
class Seen:
    """A case that this visitor may see; `mine` when they may act as its applicant or as their agent, as `actor` says;
    an agent only in what `may` allows (`acts`, None for the applicant), with the `grants` of a helper.

    `code` when the query code may be shown: to whoever holds it anyway, and to a window, which hands receipts out.
    Whoever else may read a case must not come to act for a guest by it.
    `told` when they may be told what the applicant is to do: to the applicant, and to whoever holds number and code.
    """

    view: View
    actor: Actor
    mine: bool
    code: bool
    told: bool
    acts: tuple[Act, ...] | None = None
    grants: Grants = NO_GRANTS

    def may(self, act: Act | None) -> bool:
        """This will say whether something is theirs to do; None is the applicant's alone."""
        return self.mine and (self.acts is None or act in self.acts)

    @property
    def handed(self) -> bool:
        """Whether its documents are theirs: names stand in them in clear. Staff get them at a desk, where it is asked
        whether they are their business; an agent gets what the mandate lets them receive."""
        return self.told and (self.acts is None or "receive" in self.acts)


@dataclass(frozen=True, slots=True)
class Represented:
    """For whom a page acts, as its frame says on every page, and by which mandate."""

    name: str
    mandate: UUID


def user_of(request: HttpRequest) -> User | None:
    """This will give whoever is signed in."""
    user = request.user
    return user if isinstance(user, User) else None


def owner_of(request: HttpRequest) -> UUID | None:
    """This will give the id of the account, if somebody is signed in."""
    user = user_of(request)
    return user.id if user else None


def visitor(request: HttpRequest, now: datetime) -> tuple[User, Actor, Grants] | None:
    """This will give whoever is signed in, as an actor with what they hold; None for a guest or a system."""
    user = user_of(request)
    if user is None or user.kind == User.Kind.SYSTEM:
        return None
    return user, actor_for(user, role=None, channel=CHANNEL), held_by(user, now)


def draft_row(request: HttpRequest, draft_id: UUID, now: datetime) -> tuple[DraftRow, Acting | None]:
    """This will give a draft to its owner or to the agent who prepares it under a mandate.

    Raises NotFound for anybody else, Refused("mandate.not_in_force") for an agent whose mandate ended.
    """
    try:
        return intake.draft_own(draft_id, owner=owner_of(request), known=known_drafts(request)), None
    except NotFound:
        who = visitor(request, now)
        if who is None:
            raise
    row, acting = intake.draft_under(draft_id, actor=who[1], grants=who[2], now=now)
    principal, _, firm = names_of(UUID(str(row.mandate)))
    stand_for(request, acting, principal, firm)
    return row, acting


def stand_for(request: HttpRequest, acting: Acting, principal: str | None, firm: str) -> None:
    """This will let the frame of the page say for whom it acts: for a person, or for a `firm`."""
    shown = Represented(firm or principal or "", UUID(str(acting.actor.mandate)))
    request.represented = shown  # type: ignore[attr-defined]


def known_drafts(request: HttpRequest) -> frozenset[UUID]:
    """This will give the drafts that this session began."""
    return frozenset(UUID(one) for one in request.session.get(DRAFTS, []))


def remember_draft(request: HttpRequest, draft_id: UUID) -> None:
    """This will let this session go on with a draft."""
    kept = [one for one in request.session.get(DRAFTS, []) if one != str(draft_id)]
    request.session[DRAFTS] = [*kept, str(draft_id)][-MOST_REMEMBERED:]


def known_cases(request: HttpRequest) -> dict[UUID, str]:
    """This will give the cases that this session showed number and code of, with their numbers, the newest last."""
    return {UUID(case_id): number for case_id, number in request.session.get(CASES, [])}


def remember_case(request: HttpRequest, case_id: UUID, number: str) -> None:
    """This will let this session see a case."""
    kept = [one for one in request.session.get(CASES, []) if one[0] != str(case_id)]
    request.session[CASES] = [*kept, [str(case_id), number]][-MOST_REMEMBERED:]


def known_projects(request: HttpRequest) -> dict[UUID, str]:
    """This will give the projects that this session showed both codes of, with their own, the newest last."""
    return {UUID(project_id): code for project_id, code in request.session.get(PROJECTS, [])}


def remember_project(request: HttpRequest, project_id: UUID, code: str) -> None:
    """This will let this session see how far a project is."""
    kept = [one for one in request.session.get(PROJECTS, []) if one[0] != str(project_id)]
    request.session[PROJECTS] = [*kept, [str(project_id), code]][-MOST_REMEMBERED:]


def holder_of(case_id: UUID) -> Actor:
    """This will be whoever holds the number and the query code of a case handed in without an account."""
    return Actor(kind="person", id=str(case_id), role=ROLE, channel=CHANNEL)


def actor_of(request: HttpRequest, case_id: UUID) -> Actor:
    """This will say as whom the visitor hands a case in: as their account, else as the holder of its code."""
    citizen = citizen_of(request)
    return actor_for(citizen, role=ROLE, channel=CHANNEL) if citizen else holder_of(case_id)


def seen_case(request: HttpRequest, case_id: UUID, now: datetime, act: Act = "read") -> Seen:
    """This will give a case to whoever may see it, as the law has it at `now`; to an agent whose mandate covers `act`.

    Raises NotFound for anybody else.
    """
    number = known_cases(request).get(case_id)
    if number is not None:
        view = cases.case_by_number(number=number, code=cases.query_code(case_id), now=now)
        # Whoever looks a firm's case up by its codes may act for the firm as well.
        known = citizen_of(request) if view.case.firm else None
        grants = held_by(known, now) if known else NO_GRANTS
        return _seen(request, _looked_at(request, view, now), code=True, grants=grants)
    user = user_of(request)
    if user is None:
        raise NotFound("case.unknown", remedy="look it up by number and query code")
    staff = user.kind == User.Kind.STAFF
    grants = grants_of(user.id, now) if staff else NO_GRANTS
    actor = actor_for(user, role=None if staff else ROLE, channel=CHANNEL)
    try:
        view = cases.case_view(case_id=case_id, actor=actor, grants=grants, now=now)
    except NotFound:
        return _of_others(request, (user, actor, grants), case_id, now, act)
    return _seen(request, _looked_at(request, view, now), code=not staff or _hands_out(view.case, grants))


Who = tuple[User, Actor, Grants]


def _of_others(request: HttpRequest, who: Who, case_id: UUID, now: datetime, act: Act) -> Seen:
    """A case that is not just the account's: of a firm for which it acts, or of somebody who authorised it. Its firms
    are only asked for where the case is of one."""
    user, actor, grants = who
    whose = cases.whose(case_id)
    if whose is None or user.kind == User.Kind.SYSTEM:
        raise unknown_case()
    if whose.firm is not None and user.kind == User.Kind.CITIZEN:
        grants = held_by(user, now)
        if is_applicant(whose, actor, grants):
            view = cases.case_view(case_id=case_id, actor=actor, grants=grants, now=now)
            return _seen(request, _looked_at(request, view, now), code=True, grants=grants)
    return _represented(request, (user, replace(actor, role=None), grants), whose, now, act)


def _represented(request: HttpRequest, who: Who, whose: Case, now: datetime, act: Act) -> Seen:
    """As an agent, whom the query code is not shown: with it they would see the case when the mandate has ended."""
    user, actor, grants = who
    for one in mandates_living(user=user, grants=grants, now=now):
        if reaches(one.mandate, whose) and one.mandate.scope.covers(act, whose.bundle, items_of(whose)):
            acting = acting_under(one.mandate, actor, grants)
            view = cases.case_view(case_id=UUID(whose.id), actor=acting.actor, grants=grants, now=now)
            stand_for(request, acting, one.principal, one.firm)
            looked = _looked_at(request, view, now)
            return Seen(looked, acting.actor, True, False, True, one.mandate.scope.acts, grants)
    raise unknown_case()


def _looked_at(request: HttpRequest, view: View, now: datetime) -> View:
    """What is sent settles by itself, under the version that the person saw."""
    return recorded(view, now) if request.method in ("GET", "HEAD") else view


def _hands_out(case: Case, grants: Grants) -> bool:
    return may("case.receive", case, grants)


def _seen(request: HttpRequest, view: View, *, code: bool, grants: Grants = NO_GRANTS) -> Seen:
    case_id = UUID(view.case.id)
    held = case_id in known_cases(request)
    if view.case.applicant == view.case.id:
        return Seen(view, holder_of(case_id), held, code, held)
    actor = actor_of(request, case_id)
    mine = is_applicant(view.case, actor, grants)
    if mine and view.case.firm:
        actor = replace(actor, on_behalf_of=view.case.firm)
    return Seen(view, actor, mine, code, mine or held, grants=grants if mine else NO_GRANTS)


def forget_cases(request: HttpRequest) -> None:
    """This will let this session forget the cases and projects that it may see by their codes."""
    request.session.pop(CASES, None)
    request.session.pop(PROJECTS, None)
