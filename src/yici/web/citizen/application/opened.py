"""A draft opened for its owner: its row, what was typed, what the account knows, and the plan of this moment."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from yici.catalogue import queries as catalogue_queries
from yici.domain.catalogue import Catalogue, questions_of
from yici.domain.error import Conflict
from yici.domain.outline import turned
from yici.domain.plan import AnswerValue, Plan
from yici.intake import queries as intake
from yici.intake import services as intake_services
from yici.intake.account import account_values, holdings_of
from yici.intake.queries import DraftRow
from yici.ledger.values import Subject
from yici.people.present import now as present
from yici.people.queries import profile_read, profile_sealed
from yici.web.answers import sound_answers
from yici.web.citizen.application.access import known_drafts, owner_of
from yici.web.citizen.application.changed_words import changed_words
from yici.web.citizen.application.filling import Filling, read_filling
from yici.web.citizen.asking import citizen_of
from yici.web.citizen.plan_page import names_for
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
            change=changed,
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
    owner, known = owner_of(request), known_drafts(request)
    row = intake.draft(draft_id, owner=owner, known=known)
    if row.submitted is not None:
        raise Conflict("draft.submitted", case=str(row.submitted), remedy="follow the case under its number")
    citizen = citizen_of(request)
    if citizen is not None and row.owner is None:
        intake_services.draft_adopt(draft_id=draft_id, owner=citizen.id, known=known, now=now)
    answers = _answers(row)
    unsealed = intake.unsealed(row, profile_sealed(citizen) if citizen else None)
    account = account_values(profile_read(unsealed.beside), answers) if unsealed.beside is not None else {}
    plan = intake_services.plan_make(
        bundle=row.bundle, place=row.place, answers=answers, now=now, holdings=holdings_of(account)
    )
    catalogue = catalogue_queries.current()
    filling, names = read_filling(unsealed.form), names_for(catalogue, plan)
    changed = _changed(row, answers, names, now)
    return Opened(row, catalogue, plan, account, filling, names, unsealed.subject, owner, known, now, changed)


def _changed(row: DraftRow, answers: dict[str, AnswerValue], names: Names, now: datetime) -> tuple[str, ...]:
    """What a newer release asks otherwise than the one under which the owner saw the plan last."""
    if row.seen is None or row.seen.release == catalogue_queries.release():
        return ()
    outline = intake_services.outline_make(bundle=row.bundle, place=row.place, answers=answers, now=now)
    return changed_words(turned(row.seen, outline), names)
