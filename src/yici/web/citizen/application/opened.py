"""A draft opened for its owner: its row, what was typed, what the account knows, and the plan of this moment."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from yici.catalogue import queries as catalogue_queries
from yici.domain.catalogue import Catalogue, questions_of
from yici.domain.error import Conflict, NotFound
from yici.domain.outline import turned
from yici.domain.plan import AnswerValue, Plan
from yici.domain.vocabulary import base_of, role_of
from yici.intake import queries as intake
from yici.intake import services as intake_services
from yici.intake.account import Account, account_known, firm_known, holdings_of, represented_known
from yici.intake.queries import DraftRow
from yici.ledger.values import Erased, Subject
from yici.people.firms import FirmRow, firm_of
from yici.people.present import now as present
from yici.people.queries import Profile, User, profile_read, profile_sealed, profiles_of, user_with
from yici.people.queries.mandates import Acting, firm_of_mandate
from yici.web.answers import sound_answers
from yici.web.citizen.application.access import draft_row, known_drafts, owner_of
from yici.web.citizen.application.changed_words import changed_words
from yici.web.citizen.application.filling import Filling, read_filling
from yici.web.citizen.asking import citizen_of
from yici.web.citizen.plan_page import names_for
from yici.web.masking import mask_name, mask_value
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Opened:
    """One draft with everything that its pages need."""

    row: DraftRow
    catalogue: Catalogue
    plan: Plan
    account: dict[str, str]
    filling: Filling
    names: Names
    subject: Subject
    owner: UUID | None
    known: frozenset[UUID]
    now: datetime
    changed: tuple[str, ...] = ()
    firm: FirmRow | None = None
    acting: Acting | None = None
    is_of_firm: bool = False

    def told(self, element: str) -> str:
        """What an account makes known, as whoever sits here may see it: what is of the other of principal and agent is
        masked, and handed in whole."""
        value = self.account.get(element, "")
        if self.row.mandate is None or role_of(element) == ("agent" if self.acting else "applicant"):
            return value
        if base_of(element) == "name":
            return mask_name(value)
        defined = self.catalogue.elements[element]
        return value if defined.options else mask_value(defined.type, value)

    @property
    def title(self) -> str:
        """The name of the matter."""
        return self.names.name(self.catalogue.bundles[self.row.bundle])

    def keep(self, change: Callable[[Filling], Filling]) -> "Opened":
        """This will change what is filled in, as it stands at this moment, keep it sealed, and give the draft with it.

        What came from another device since this page was opened is not lost: the change is made to that.
        """
        made: list[Filling] = []

        def changed(kept: dict[str, object]) -> dict[str, Any]:
            made.append(change(read_filling(kept)))
            return made[-1].as_data()

        intake_services.draft_change(
            draft_id=self.row.id, owner=self.owner, known=self.known, subject=self.subject, now=self.now,
            change=changed, acting=self.acting,
        )  # fmt: skip
        return replace(self, filling=made[-1])


def _answers(row: DraftRow) -> dict[str, AnswerValue]:
    """The choices kept in a draft; what a newer catalogue no longer asks, or no longer offers, is asked anew."""
    catalogue = catalogue_queries.current()
    kept = {name: tuple(value) if isinstance(value, list) else value for name, value in row.answers.items()}
    if row.bundle not in catalogue.bundles:
        return kept
    questions = questions_of(catalogue, catalogue.bundles[row.bundle])
    return sound_answers(questions, {name: value for name, value in kept.items() if name in questions})[0]


def open_draft(request: HttpRequest, draft_id: UUID) -> Opened:
    """This will open a draft. Raises NotFound for anybody but its owner, Conflict("draft.submitted") when handed in."""
    now = present()
    known = known_drafts(request)
    row, acting = draft_row(request, draft_id, now)
    owner = row.owner if acting else owner_of(request)
    if row.submitted is not None:
        raise Conflict("draft.submitted", case=str(row.submitted), remedy="follow the case under its number")
    citizen = citizen_of(request)
    if citizen is not None and row.owner is None:
        intake_services.draft_adopt(draft_id=draft_id, owner=citizen.id, known=known, now=now)
    opened = _opened(row, citizen, owner, known, now, acting)
    return replace(opened, changed=_changed(row, opened.plan.answers, opened.names, now))


def open_to_sign(row: DraftRow, now: datetime) -> Opened:
    """This will open a draft for somebody who is to sign it, exactly as its owner has it. Who they are is asked before;
    they change nothing."""
    owner = user_with(row.owner) if row.owner and row.mandate is None else None
    citizen = owner if owner and owner.kind == User.Kind.CITIZEN else None
    return _opened(row, citizen, row.owner, frozenset(), now, None)


def _opened(
    row: DraftRow, citizen: User | None, owner: UUID | None, known: frozenset[UUID], now: datetime,
    acting: Acting | None,
) -> Opened:  # fmt: skip
    answers = _answers(row)
    told = _represented(row, acting) if row.mandate is not None else _own(row, citizen, answers)
    plan = intake_services.plan_make(
        bundle=row.bundle,
        place=row.place,
        answers=answers,
        now=now,
        holdings=holdings_of(told.account),
        only=row.only,
    )
    catalogue = catalogue_queries.of_one(row.bundle, row.only) if row.only else catalogue_queries.current()
    return Opened(
        row, catalogue, plan, told.account.values, told.filling, names_for(catalogue, plan), told.subject, owner, known,
        now, firm=told.firm, acting=acting, is_of_firm=told.is_of_firm,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    """What was typed into a draft, what is known beside it, and the firm for which it is; None where it is for one for
    which its owner acts no more."""

    subject: Subject
    filling: Filling
    account: Account
    firm: FirmRow | None = None
    is_of_firm: bool = False


def _represented(row: DraftRow, acting: Acting | None) -> _Told:
    """Under a mandate the accounts of principal and agent tell, whichever of the two has it open; under one of a firm,
    the firm as it stands in it, and the agent's account."""
    unsealed = intake.unsealed(row)
    both = profiles_of(one for one in (row.owner, row.agent) if one)
    principal, agent = (both.get(one) if one else None for one in (row.owner, row.agent))
    own = acting is not None and acting.firm is None
    firm = firm_of_mandate(row.mandate) if row.mandate and not own else None
    if firm is not None:
        return _Told(unsealed.subject, read_filling(unsealed.form), firm_known(firm, agent), firm, is_of_firm=True)
    return _Told(unsealed.subject, read_filling(unsealed.form), represented_known(principal, agent))


def _own(row: DraftRow, citizen: User | None, answers: dict[str, AnswerValue]) -> _Told:
    """Else the account of whoever applies tells, and their firm."""
    unsealed = intake.unsealed(row, profile_sealed(citizen) if citizen else None)
    filling = read_filling(unsealed.form)
    profile = profile_read(unsealed.beside) if unsealed.beside is not None else None
    firm = firm_named(citizen, filling.firm)
    return _Told(unsealed.subject, filling, _account(filling, firm, profile, answers), firm, bool(filling.firm))


def _account(
    filling: Filling, firm: FirmRow | None, profile: Profile | Erased | None, answers: dict[str, AnswerValue]
) -> Account:  # fmt: skip
    """What is known of whoever applies: the person, or the firm; nothing of a firm that one may act for no more."""
    if filling.firm:
        return firm_known(firm, profile) if firm else Account()
    return account_known(profile, answers)


def firm_named(citizen: User | None, named: str | None) -> FirmRow | None:
    """This will give the firm for which a draft is, if its owner may still act for it."""
    if citizen is None or not named:
        return None
    try:
        return firm_of(citizen.id, UUID(named))
    except (NotFound, ValueError):
        return None


def _changed(row: DraftRow, answers: dict[str, AnswerValue], names: Names, now: datetime) -> tuple[str, ...]:
    """What a newer release asks otherwise than the one under which the owner saw the plan last."""
    if row.seen is None or row.seen.release == catalogue_queries.release():
        return ()
    outline = intake_services.outline_make(bundle=row.bundle, place=row.place, answers=answers, now=now)
    return changed_words(turned(row.seen, outline), names)
