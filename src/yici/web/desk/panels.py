"""One panel for each approval: where it stands, both limits and how they were counted, and what it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.translation import gettext

from yici.domain.case import Approval, Case, Deadline
from yici.domain.clock import legal_day
from yici.domain.lights import light_of
from yici.domain.office import OfficeHours
from yici.domain.plan import Plan, PlannedApproval, Told
from yici.domain.workdays import Calendar
from yici.web.amounts import limit_text
from yici.web.case_words import (
    DEEMED_SENTENCES,
    DEEMED_WORDS,
    PAUSED_SENTENCE,
    STATUS_SENTENCES,
    STATUS_WORDS,
    VERIFICATION_WORDS,
    worded,
)
from yici.web.causes import is_local
from yici.web.counting import Counted, counted
from yici.web.desk.light_words import LightWords, left_words, light_words
from yici.web.desk.question_lines import QuestionLine, question_lines
from yici.web.desk.standing_notes import notes_of
from yici.web.limit_sources import told_source
from yici.web.outcome_words import outcome_word
from yici.web.words import Names, seat_text

TONES: dict[str, str] = {
    "decided": "good", "delivered": "good", "correcting": "later", "waiting": "", "handling": "", "received": "",
    "suspended": "later", "prepared": "",
    "refused": "bad", "not_accepted": "bad", "revoked": "bad", "lapsed": "bad", "withdrawn": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One limit that is not running now: what it is and how long, with whose word that is."""

    name: str
    limit: str
    source: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One approval to show. `running` are its ends, `planned` the limits that will run once it starts."""

    item: str
    name: str
    number: str
    body: str
    seat: str
    state: str
    tone: str
    sentence: str
    light: LightWords | None
    left: str
    waits: str
    outcome: str
    promise: str
    signed: str
    told: tuple[str, ...]
    running: tuple[Counted, ...]
    planned: tuple[LimitLine, ...]
    basis: tuple[str, ...]
    gaps: tuple[str, ...]
    chosen: bool = False
    questions: tuple[QuestionLine, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What panels are worded with; `calendars` and `offices` (hours) by item."""

    plan: Plan
    calendars: Mapping[str, Calendar]
    names: Names
    now: datetime
    offices: Mapping[str, OfficeHours | None] = field(default_factory=dict)


def panels(
    case: Case, around: Surroundings, chosen: str | None = None, signed: Mapping[str, str] | None = None
) -> tuple[Panel, ...]:  # fmt: skip
    """This will put every approval of a case into words; `signed` are the digests of the commitments, by item."""
    planned = {one.item: one for one in around.plan.schedule.approvals}
    return tuple(
        replace(panel(a, planned[a.item], around), chosen=a.item == chosen, signed=(signed or {}).get(a.item, ""))
        for a in case.approvals
    )  # fmt: skip


def panel(approval: Approval, planned: PlannedApproval, around: Surroundings) -> Panel:
    """This will put one approval into words."""
    names = around.names
    # What is done with waits for nothing: that an answer is still owed for it says its own line.
    lit = approval.running or (approval.open and approval.ends)
    lamp = light_of(approval, now=around.now, calendar=around.calendars[approval.item]) if lit else None
    return Panel(
        item=approval.item,
        name=names.of("item", approval.item),
        number=approval.number,
        body=planned.body or names.of("agency", approval.agency),
        seat=seat_text(planned.competent, names),
        state=worded(DEEMED_WORDS, approval.lapsed) if approval.lapsed else worded(STATUS_WORDS, approval.status),
        tone=TONES[approval.status],
        sentence=state_sentence(approval, planned),
        light=light_words(lamp) if lamp else None,
        left=left_words(lamp) if lamp else "",
        waits=names.listed(names.of("item", one) for one in _waited_for(approval)),
        outcome=outcome_word(planned.regime, approval.outcome) if approval.outcome else "",
        promise=worded(VERIFICATION_WORDS, approval.verification) if approval.committed else "",
        signed="",
        told=names.texts(planned.told) if approval.committed else (),
        running=tuple(_running(d, planned, around) for d in approval.ends) if approval.open else (),
        planned=tuple(_planned(approval, planned, names)),
        basis=tuple(names.basis(law, article) for law, article in planned.basis),
        gaps=names.texts(planned.gaps),
        questions=question_lines(approval, planned, names, around.now),
        notes=notes_of(approval, planned, names, legal_day(around.now)),
    )


def _waited_for(approval: Approval) -> tuple[str, ...]:
    return {"waiting": approval.needs, "prepared": approval.joins}.get(approval.status, ())


def state_sentence(approval: Approval, planned: PlannedApproval) -> str:
    """This will say where an approval stands: withdrawn by a text, paused by the place's own rule, or as its state."""
    if approval.lapsed:
        return worded(DEEMED_SENTENCES, approval.lapsed)
    if approval.suspension and is_local(approval.suspension.cause, planned):
        return gettext(PAUSED_SENTENCE)
    return worded(STATUS_SENTENCES, approval.status)


def _running(deadline: Deadline, planned: PlannedApproval, around: Surroundings) -> Counted:
    line = counted(
        deadline, planned, calendar=around.calendars[planned.item], names=around.names, today=legal_day(around.now),
        office=around.offices.get(planned.item),
    )  # fmt: skip
    told = {"promised": planned.promised, "legal": planned.legal}.get(deadline.name)
    if told is None:
        return line
    reference = _reference(told)
    return replace(
        line,
        # A source that speaks for the place that is referred to names it once.
        source=line.source.removesuffix(f"{gettext('，')}{told.source_place}") if reference else line.source,
        reference=reference,
        differing=tuple(_differing(told, around.names)),
    )


def _planned(approval: Approval, planned: PlannedApproval, names: Names) -> Iterator[LimitLine]:
    running = {deadline.name for deadline in approval.deadlines}
    if approval.status not in ("received", "correcting", "waiting") or running & {"promised", "legal"}:
        return
    for name, told in ((gettext("承诺期限"), planned.promised), (gettext("法定期限"), planned.legal)):
        text = limit_text(told.limit) if told else gettext("没有查到")
        yield LimitLine(name, text, told_source(told, names) if told else "")


def _reference(told: Told) -> str:
    if told.standing != "reference":
        return ""
    return gettext("参照%(place)s") % {"place": told.source_place or told.source_title}


def _differing(told: Told, names: Names) -> Iterator[str]:
    for limit, source in told.others:
        yield gettext("%(source)s写的是%(limit)s。") % {"source": names.source(source), "limit": limit_text(limit)}
