"""What the course of a case tells of hearings and of interested parties."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.utils.translation import gettext

from yici.domain.case import beside_events as b
from yici.domain.case import interested_events as i
from yici.web import dates
from yici.web.case_words import worded
from yici.web.interest_words import HEARD_WORDS
from yici.web.opinion_words import proof_text
from yici.web.words import Names


def _until(event: b.HearingOffered | b.HearingRequested, names: Names) -> Iterator[str]:
    if event.deadline.due:
        day = dates.day_text(dates.last_day(event.deadline.due), year=True)
        yield gettext("到 %(day)s") % {"day": day}
    yield names.source(event.deadline.source)


def _set(event: b.HearingSet | i.InterestedSummoned, names: Names) -> Iterator[str]:
    yield dates.day_text(event.on, year=True)


def _held(event: b.HearingHeld, names: Names) -> Iterator[str]:
    yield gettext("笔录摘要：%(digest)s") % {"digest": event.minutes[:12]}


def _interested_told(event: i.InterestedTold, names: Names) -> Iterator[str]:
    yield gettext("到 %(day)s") % {"day": dates.day_text(event.until, year=True)}


def _interested_heard(event: i.InterestedHeard, names: Names) -> Iterator[str]:
    yield worded(HEARD_WORDS, event.answer)
    if event.minutes:
        yield gettext("笔录摘要：%(digest)s") % {"digest": event.minutes[:12]}
    if event.proof:
        yield proof_text(event.proof)


HEARINGS: Final[dict[str, Callable[[Any, Names], Iterator[str]]]] = {
    "hearing.offered": _until,
    "hearing.requested": _until,
    "hearing.set": _set,
    "hearing.held": _held,
    "interested.told": _interested_told,
    "interested.heard": _interested_heard,
    "interested.summoned": _set,
}
