"""What happened to a case, each event as a sentence with its time and who did it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from itertools import groupby
from typing import Any

from django.utils.translation import gettext

from yici.cases.queries import Line
from yici.domain.case import beside_events as b
from yici.domain.case import clock_events as ce
from yici.domain.case import events as e
from yici.domain.clock import LEGAL, ending_day
from yici.domain.plan import Plan
from yici.web import dates
from yici.web.amounts import limit_text
from yici.web.case_words import (
    DEADLINE_WORDS,
    DUTY_WORDS,
    FINDINGS,
    GROUNDS,
    REVOKE_GROUNDS,
    ROLE_WORDS,
    WAY_WORDS,
    worded,
)
from yici.web.causes import is_local
from yici.web.citizen.application.ahead import body_of
from yici.web.citizen.application.defects import DefectShown, defects_of
from yici.web.citizen.application.explained import by_text, until_text
from yici.web.citizen.application.questions import opinion_params
from yici.web.citizen.application.reasons import not_accepted_why, note_of
from yici.web.citizen.application.timeline_beside import BESIDE, apart
from yici.web.citizen.application.timeline_told import Told
from yici.web.citizen.application.timeline_words import (
    BROKEN,
    BY_SILENCE,
    CORRECTED,
    DEEMED,
    ENDED,
    OPINION_LATE,
    OURS,
    PAUSED,
    SENTENCES,
    WHOLE,
    WITHOUT,
)  # fmt: skip
from yici.web.correction_source import correction_source
from yici.web.opinion_words import CONSULTED
from yici.web.outcome_words import outcome_word
from yici.web.watching_words import RATING_WORDS
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Happened:
    """One event to show: the sentence, and free words of the office; `ended` when it went wrong. `asked` is what was to
    be corrected, which stays to be read after it was supplied."""

    text: str
    note: str
    ended: bool
    asked: tuple[DefectShown, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """What somebody did at one moment."""

    when: str
    iso: str
    who: str
    events: tuple[Happened, ...]

    @property
    def ended(self) -> bool:
        """Whether something went wrong."""
        return any(one.ended for one in self.events)


def timeline(lines: Sequence[Line], plan: Plan, names: Names) -> tuple[Moment, ...]:
    """This will put the history of a case into sentences, oldest first, what one did at one moment together."""
    planned = {one.item: one for one in plan.schedule.approvals}
    visits = {line.event.visit: line.event.items for line in lines if isinstance(line.event, e.InspectionPlanned)}
    told = Told(names, planned, visits, lines[0].event, plan)
    groups = (list(group) for _, group in groupby(lines, key=lambda line: (line.event.at, line.stored.actor)))
    return tuple(_moment(part, told) for group in groups for part in _apart(group))


def _apart(group: Sequence[Line]) -> tuple[list[Line], ...]:
    """What the law brought about is not the platform's doing, though both fall on the same moment."""
    ours = [line for line in group if _is_ours(line)]
    others = [line for line in group if not _is_ours(line)]
    return tuple(part for part in (ours, others) if part)


def _is_ours(line: Line) -> bool:
    return line.event.kind in OURS


def _moment(group: Sequence[Line], told: Told) -> Moment:
    """What follows of itself (an approval lapses, another begins) stands with what it follows from."""
    at = group[0].event.at
    happened = tuple(_happened(line, told) for line in group)
    return Moment(moment(at), at.isoformat(), _who(group[0], told), happened)


def _happened(line: Line, told: Told) -> Happened:
    event = line.event
    ended = event.kind in ENDED or (isinstance(event, e.ApprovalWithdrawn) and event.deemed is not None)
    return Happened(sentence(event, told), note_of(line), ended, _asked(line, told))


def _asked(line: Line, told: Told) -> tuple[DefectShown, ...]:
    if not isinstance(line.event, e.CorrectionRequested):
        return ()
    return defects_of(line.event.defects, line.private or {}, told.names)


def moment(at: datetime) -> str:
    """This will write when something happened; the end of a day is its 24:00, not the next one's beginning."""
    if at.astimezone(LEGAL).time() == time(0):
        return f"{dates.day_text(ending_day(at), year=True)} 24:00"
    return dates.moment_text(at)


def sentence(event: e.CaseEvent, told: Told) -> str:
    """This will put one event into a sentence."""
    template = SENTENCES[event.kind]
    if getattr(event, "by_silence", False):
        template = BY_SILENCE[event.kind]
    elif getattr(event, "lacking", ()):
        template = WITHOUT[event.kind]
    if isinstance(event, e.CommitmentVerified) and not event.kept:
        template = BROKEN
    if isinstance(event, ce.DeadlineMissed) and event.name in CONSULTED:
        template = OPINION_LATE
    if isinstance(event, ce.DeadlineRecomputed) and event.was is not None:
        template = CORRECTED
    if isinstance(event, ce.DeadlineRecomputed) and event.why == "whole":
        template = WHOLE
    template = apart(event) or template
    if isinstance(event, e.ApprovalWithdrawn) and event.deemed:
        template = DEEMED
    if isinstance(event, ce.ApprovalSuspended) and is_local(event.cause, told.planned.get(event.item)):
        template = PAUSED
    return gettext(template) % _params(event, told)


def _params(event: Any, told: Told) -> dict[str, object]:
    found: dict[str, object] = {"item": told.item(getattr(event, "item", None))}
    special = PARAMS.get(event.kind)
    return {**found, **special(event, told)} if special else found


def _corrected(event: e.CorrectionRequested, told: Told) -> dict[str, object]:
    targets = tuple(dict.fromkeys(told.target(defect.target) for defect in event.defects))
    return {"count": len(targets), "targets": told.list(targets)}


def _accepted(event: e.ApprovalAccepted | e.ApprovalCleared, told: Told) -> dict[str, object]:
    planned = told.planned.get(event.item)
    since = event.accepted_at if isinstance(event, e.ApprovalAccepted) else told.submitted.at
    return {
        "day": dates.day_text(ending_day(since)),
        "source": correction_source(planned, told.names) if planned else "",
        "papers": told.list([told.target(one) for one in event.lacking]),
    }


def _not_accepted(event: e.ApprovalNotAccepted, told: Told) -> dict[str, object]:
    return {"reason": not_accepted_why(event, told.names)}


def _missed(event: ce.DeadlineMissed, told: Told) -> dict[str, object]:
    found: dict[str, object] = {"deadline": worded(DEADLINE_WORDS, event.name)}
    if event.of and event.name in CONSULTED:
        found["agency"] = told.names.of("agency", event.of)
    return {**found, "item": told.target(event.material)} if event.material else found


def _recomputed(event: ce.DeadlineRecomputed, told: Told) -> dict[str, object]:
    found: dict[str, object] = {
        "deadline": worded(DEADLINE_WORDS, event.deadline.name), "day": until_text(event.deadline),
        "was": until_text(replace(event.deadline, due=event.was)) if event.was else "",
    }  # fmt: skip
    return {**found, "item": told.target(event.material)} if event.material else found


def _verified(event: e.CommitmentVerified, told: Told) -> dict[str, object]:
    return {
        "findings": told.list([worded(FINDINGS, one) for one in event.findings]),
        "day": until_text(event.deadlines[0]) if event.deadlines else "",
    }


def _resumed(event: ce.ApprovalResumed, told: Told) -> dict[str, object]:
    first = next((one for one in event.deadlines if one.name == "promised"), event.deadlines[0])
    return {"day": until_text(first)}


def _extended(event: ce.ApprovalExtended, told: Told) -> dict[str, object]:
    moved = [one for one in event.deadlines if one.extended]
    return {
        "days": limit_text(event.extended.limit),
        "source": told.names.source(event.extended.source),
        "until": by_text(moved[0], event.at),
    }


def _opinions(event: Any, told: Told) -> dict[str, object]:
    return opinion_params(event, told.planned.get(event.item), told.names)


PARAMS: dict[str, Callable[[Any, Told], dict[str, object]]] = {
    "case.correction_requested": _corrected,
    "paper.supplied": lambda event, told: {"papers": told.list([told.target(one.material) for one in event.papers])},
    "approval.accepted": _accepted,
    "approval.cleared": _accepted,
    "approval.not_accepted": _not_accepted,
    "inspection.planned": lambda event, told: {
        "day": dates.day_text(event.on), "items": told.list([told.item(one) for one in event.items]),
    },
    "inspection.recorded": lambda event, told: {
        "items": told.list([told.item(one) for one in event.items or told.visits.get(event.visit, ())])
    },
    "approval.resumed": _resumed,
    "approval.extended": _extended,
    **dict.fromkeys(("opinions.asked", "opinion.noticed", "opinion.given", "opinion.absent"), _opinions),
    "approval.granted": lambda event, told: {"outcome": outcome_word(told.regime(event.item), event.outcome)},
    "approval.deemed_granted": lambda event, told: {"source": told.names.basis("行政许可法", "第五十条")},
    "approval.refused": lambda event, told: {"grounds": told.list([worded(GROUNDS, one) for one in event.grounds])},
    "approval.lapsed": lambda event, told: {"because": told.item(event.because)},
    "approval.delivered": lambda event, told: {"way": worded(WAY_WORDS, event.way)},
    "approval.revoked": lambda event, told: {
        "grounds": told.list([worded(REVOKE_GROUNDS, one) for one in event.grounds])
    },
    "deadline.missed": _missed,
    "deadline.recomputed": _recomputed,
    "approval.prepared": lambda event, told: {"joins": told.list([told.item(one) for one in event.joins])},
    "deadline.near": lambda event, told: {
        "deadline": worded(DEADLINE_WORDS, event.name), "day": dates.day_text(ending_day(event.due)),
    },
    "case.rated": lambda event, told: {"level": gettext(RATING_WORDS[event.level])},
    "case.reminded": lambda event, told: {"duty": worded(DUTY_WORDS, event.deadline.duty)},
    "commitment.verified": _verified,
    **BESIDE,
}  # fmt: skip


def _who(line: Line, told: Told) -> str:
    """Who did it: the person themselves, the window, the body that decides the item, or the law on its day."""
    actor = line.stored.actor
    if _is_ours(line):
        return gettext("平台")
    if actor.kind == "system":
        return gettext("期限到了，依规定自动发生")
    if actor.role == "applicant":
        return gettext("您，网上") if actor.channel == "web" else gettext("您")
    if isinstance(line.event, b.OpinionGiven):
        return told.names.of("agency", line.event.agency)
    planned = told.planned.get(getattr(line.event, "item", "") or "")
    if planned is not None and actor.role != "window_clerk":
        return body_of(planned, told.names)
    return worded(ROLE_WORDS, actor.role or "window_clerk")
