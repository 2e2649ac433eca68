"""Who may see and do what with a case: the one place where a case meets people's grants and mandates."""

from datetime import datetime
from typing import Final
from uuid import UUID

from yici.cases.own import check_not_own
from yici.catalogue.queries import current
from yici.domain.authority import Grants
from yici.domain.case import (
    ACTIONS,
    APPLICANT,
    Ask,
    Case,
    Command,
    Decide,
    DeclineAcceptance,
    Received,
    RequestHearing,
    Submit,
    SupplyCorrection,
    SupplyPaper,
    Withdraw,
    check_permitted,
    may,
    may_as_asked,
    not_for,
)  # fmt: skip
from yici.domain.case.rights import OPINE, is_of
from yici.domain.error import Forbidden, Invalid, NotFound, Refused
from yici.domain.event import Actor
from yici.domain.mandate import Act, Mandate
from yici.domain.plan import Plan
from yici.domain.roles import ROLES
from yici.people.mandates import mandate_use
from yici.people.queries import same_person
from yici.people.queries.mandates import in_force

CLOCK = Actor(kind="system", id="clock", role="clock", channel="timer")
"""Who acts when a limit passes: nobody but the law."""


UNDER_MANDATE: Final[dict[type, Act]] = {
    SupplyCorrection: "supply", SupplyPaper: "supply", Ask: "supply", Withdraw: "withdraw", RequestHearing: "apply",
}  # fmt: skip
"""What an agent may do with a case. A rating is the applicant's own."""


ABOUT: Final[dict[type, str]] = {Ask: "message", RequestHearing: "hearing"}
"""What the use of a mandate was about, where the act alone does not tell; `target` is the case all the same."""


def authorise(case: Case, command: Command, actor: Actor, grants: Grants, now: datetime) -> None:
    """This will let applicants do their own with their own case, agents what their mandate covers (which records that
    they did), and staff what their grants permit."""
    if actor.mandate is not None:
        _authorise_agent(case, command, actor, grants, now)
        return
    if is_applicant(case, actor, grants) and type(command) in APPLICANT:
        return
    check_readable(case, actor, grants)
    check_permitted(case, command, grants, actor.id)
    check_not_own(case, command, actor, grants)


def _authorise_agent(case: Case, command: Command, actor: Actor, grants: Grants, now: datetime) -> None:
    check_represented(case, actor, grants, now)
    act = UNDER_MANDATE.get(type(command))
    if act is None:
        raise Forbidden("mandate.out_of_scope", act="", remedy="leave it to the principal")
    about = ABOUT.get(type(command), "case")
    mandate_use(
        act=act, about=about, target=UUID(case.id), bundle=case.bundle, items=items_of(case), actor=actor,
        grants=grants, now=now,
    )  # fmt: skip


def check_represented(case: Case, actor: Actor, grants: Grants, now: datetime, act: Act = "read") -> None:
    """This will pass for an agent whose mandate covers the case and this act now.

    Raises NotFound for anybody else: that a case exists is nobody's business either.
    """
    try:
        mandate = in_force(actor=actor, grants=grants, now=now, act=act, bundle=case.bundle, items=items_of(case))
    except (NotFound, Forbidden, Refused):
        raise unknown_case() from None
    if not reaches(mandate, case):
        raise unknown_case()


def reaches(mandate: Mandate, case: Case) -> bool:
    """This will say whether a mandate is of whose case it is: a person's own covers nothing of a firm, a firm's covers
    what any of its accounts handed in for it, and nothing of their own."""
    if mandate.firm is not None or case.firm is not None:
        return mandate.firm == case.firm
    return case.applicant is not None and case.applicant == mandate.principal


def items_of(case: Case) -> tuple[str, ...]:
    """This will name the items of a case."""
    return tuple(approval.item for approval in case.approvals)


def check_second(case: Case, command: Command, actor: Actor) -> None:
    """This will pass unless somebody would be both of two who must decide the same, under another account of theirs."""
    if not isinstance(command, Decide):
        return
    proposal = next((a.proposal for a in case.approvals if a.item == command.item), None)
    if proposal and proposal.by != actor.id and same_person(proposal.by, actor.id):
        remedy = "another person must decide the same: this account is of whoever proposed it"
        raise Refused("decision.second_needed", item=command.item, remedy=remedy)


def check_fits(case: Case, command: Command) -> None:
    """This will pass for a command on items of this very case.

    Raises Refused for handing a case in again, which would make it begin anew, and Invalid for an unknown item, or for
    a competent body that the catalogue does not know.
    """
    if isinstance(command, Submit):
        raise Refused("case.submitted_already", remedy="follow the case under its number, or hand in a new one")
    known = {approval.item for approval in case.approvals}
    if isinstance(command, DeclineAcceptance) and (body := command.competent) and body not in current().agencies:
        raise Invalid("not_accepted.unknown_body", remedy="name a body of the catalogue; words belong into the note")
    if unknown := sorted(set(getattr(command, "items", ())) - known):
        raise Invalid("case.unknown_item", item=unknown[0], items=sorted(known), remedy="name items of this case")


def authorise_submission(plan: Plan, actor: Actor, grants: Grants) -> Received | None:
    """This will let persons hand in for themselves, and staff or systems what their grants receive, item by item.

    It gives the window that takes the application in: that of the caller's own organisation which may take in most of
    it; None for a person, who hands in online. Whether it may take in all is `Submit`'s business. Raises Forbidden.
    """
    if actor.kind == "person" or actor.mandate is not None:
        return None
    receiving = [grant for grant in grants.held if ACTIONS[Submit] in ROLES[grant.role].actions]
    windows = [Received(grant.place, grant.organisation) for grant in receiving]
    window = min(windows, key=lambda one: len(not_for(plan, one.place)), default=None)
    for approval in plan.schedule.approvals:
        if window is None or not grants.may(ACTIONS[Submit], window.organisation, window.place, approval.item):
            grants.check(ACTIONS[Submit], approval.agency, plan.place, approval.item)
    return window


def is_applicant(case: Case, actor: Actor, grants: Grants) -> bool:
    """This will say whether the case is the actor's own, or that of a firm for which they act now."""
    return actor.mandate is None and is_of(case, actor.id, grants)


def check_readable(case: Case, actor: Actor, grants: Grants) -> None:
    """This will pass for the applicant, and for staff who may read one of the approvals, whose window took it in, or
    whose department was asked about it.

    Raises NotFound for anybody else: that a case exists is nobody's business either.
    """
    if not is_readable(case, actor, grants):
        raise unknown_case()


def is_readable(case: Case, actor: Actor, grants: Grants) -> bool:
    """This will say whether a case may be shown, as `check_readable` demands."""
    read = "case.read"
    return is_applicant(case, actor, grants) or may(read, case, grants) or may_as_asked(read, case, grants)


def knows_name(case: Case, actor: Actor, grants: Grants) -> bool:
    """This will say whether the applicant's name is an actor's business, of those who may see the case: a department
    that was only asked knows it as long as it owes its opinion."""
    # Whoever names a mandate was let in by `check_represented` before.
    if actor.mandate is not None or is_applicant(case, actor, grants) or may("case.read", case, grants):
        return True
    return may_as_asked(OPINE, case, grants, owing=True)


def check_knows(case: Case, actor: Actor, grants: Grants) -> None:
    """This will pass for whoever may know what the applicant told, as `knows_name` has it.

    Raises Forbidden("case.only_asked") for a department that was asked and owes no answer any more.
    """
    if not knows_name(case, actor, grants):
        remedy = "the department answered: what it was shown for that is open to it no longer"
        raise Forbidden("case.only_asked", case=case.number, remedy=remedy)


def unknown_case() -> NotFound:
    """This will be the refusal of a case that is not there, or that this actor may not see."""
    return NotFound("case.unknown", remedy="check the number")
