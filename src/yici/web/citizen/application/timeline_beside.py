"""What the sentences about hearings, pauses and lapsed applications are filled with."""

from collections.abc import Callable
from typing import Any

from yici.domain.case import beside_events as b
from yici.domain.case import clock_events as ce
from yici.domain.case import events as e
from yici.domain.clock import ending_day
from yici.web import dates
from yici.web.amounts import limit_text
from yici.web.case_words import worded
from yici.web.causes import cause_source, cause_word
from yici.web.citizen.application.explained import until_text
from yici.web.citizen.application.timeline_told import Told
from yici.web.citizen.application.timeline_words import (
    ASKED_BY_OTHERS,
    LATE_ANSWER,
    LATE_REQUEST,
    SET_BACK,
    URGING_ANSWERED,
)
from yici.web.correction_source import correction_source
from yici.web.interest_words import HEARD_WORDS
from yici.web.lapses import lapse_why
from yici.web.watching_words import MEETING_WORDS, RESULT_WORDS, card_about


def _suspended(event: ce.ApprovalSuspended, told: Told) -> dict[str, object]:
    limit, planned = event.deadline.limit, told.planned.get(event.item)
    own = cause_source(event.cause, planned)
    return {
        "cause": cause_word(event.cause, planned, told.names),
        "days": limit_text(limit) if limit else "",
        "source": told.names.source(own) if own else told.names.basis("行政许可法", "第四十五条"),
        "day": until_text(event.deadline),
    }


def _withdrawn(event: e.ApprovalWithdrawn, told: Told) -> dict[str, object]:
    planned = told.planned.get(event.item)
    return {"why": lapse_why(event, planned, told.plan, told.names) if planned and event.deemed else ""}


def _hearing(event: b.HearingOffered | b.HearingRequested, told: Told) -> dict[str, object]:
    return {"day": until_text(event.deadline), "source": told.names.source(event.deadline.source)}


def _window(event: b.WindowCounted, told: Told) -> dict[str, object]:
    window, planned = event.answered.window, told.planned.get(event.item)
    return {
        "day": until_text(window),
        "since": dates.day_text(ending_day(window.since)),
        "source": correction_source(planned, told.names) if planned else "",
    }


def _card(event: b.CardIssued, told: Told) -> dict[str, object]:
    card = event.card
    return {"about": card_about(card.about), "agency": told.names.of("agency", card.agency)}


def _card_answered(event: b.CardAnswered, told: Told) -> dict[str, object]:
    planned = told.planned.get(event.item)
    return {
        "agency": told.names.of("agency", planned.agency) if planned else "",
        "day": dates.day_text(event.expected) if event.expected else "",
    }


def _convened(event: b.MeetingConvened, told: Told) -> dict[str, object]:
    meeting = event.meeting
    return {"when": dates.moment_text(meeting.at), "about": worded(MEETING_WORDS, meeting.about)}


def apart(event: e.CaseEvent) -> str | None:
    """This will give the sentence of what a calendar showed to have come too late, of an answer that names a day, or of
    a hearing that others asked for; None for everything else."""
    if isinstance(event, b.CardAnswered) and event.expected:
        return URGING_ANSWERED
    if isinstance(event, b.HearingRequested) and event.by_interested:
        return ASKED_BY_OTHERS
    if isinstance(event, b.WindowCounted) and event.late:
        return SET_BACK if event.accepted_at else LATE_ANSWER
    return LATE_REQUEST if isinstance(event, e.CorrectionWithdrawn) and event.late else None


BESIDE: dict[str, Callable[[Any, Told], dict[str, object]]] = {
    "approval.suspended": _suspended,
    "approval.withdrawn": _withdrawn,
    "hearing.offered": _hearing,
    "hearing.requested": _hearing,
    "window.counted": _window,
    "card.issued": _card,
    "card.answered": _card_answered,
    "meeting.convened": _convened,
    "invitation.answered": lambda event, told: {"agency": told.names.of("agency", event.agency)},
    "meeting.held": lambda event, told: {"result": worded(RESULT_WORDS, event.result)},
    "interested.told": lambda event, told: {"day": dates.day_text(event.until, year=True)},
    "interested.heard": lambda event, told: {"said": worded(HEARD_WORDS, event.answer)},
    "hearing.set": lambda event, told: {"day": dates.day_text(event.on, year=True)},
}
