"""Everything that anybody does of their own accord in a history. Extend it here: what is open, when, what is done."""

from typing import Final

from yici.demo.history.at_office import AT_OFFICE
from yici.demo.history.at_window import AT_WINDOW
from yici.demo.history.beside import BESIDE
from yici.demo.history.life import Habit

HABITS: Final[tuple[Habit, ...]] = (*AT_WINDOW, *AT_OFFICE, *BESIDE)

_OPINION = "no matter of the shipped catalogue says yet which other departments an item asks"
_HEARING = "no regime of the shipped catalogue has a rule of hearings yet"
_RENEWAL = "a history hands in no renewals: their licences are on the record of others"
_INTERESTED: Final = "no source says how often others have a major interest in a matter"
_MEETING: Final = "no source says how often departments are called together"
NOT_MADE: Final[dict[str, str]] = {
    "message.asked": "what people would write cannot be made up: messages have no part in limits and figures",
    "message.replied": "what people would write cannot be made up: messages have no part in limits and figures",
    "meeting.convened": _MEETING,
    "invitation.answered": _MEETING,
    "meeting.held": _MEETING,
    "meeting.called_off": _MEETING,
    "deadline.recomputed": "happens when a calendar is loaded afterwards; a history begins with all that it has",
    "window.counted": "happens when a calendar is loaded afterwards; a history begins with all that it has",
    "opinions.asked": _OPINION,
    "opinion.noticed": _OPINION,
    "opinion.given": _OPINION,
    "opinion.absent": _OPINION,
    "preparation.lapsed": "a history names no last days: its licences hold as long as the text says",
    "decision.proposed": "no item of the shipped catalogue wants two to decide",
    "interested.told": _INTERESTED,
    "interested.heard": _INTERESTED,
    "interested.summoned": _INTERESTED,
    "hearing.offered": _HEARING,
    "hearing.requested": _HEARING,
    "hearing.set": _HEARING,
    "hearing.held": _HEARING,
    "hearing.waived": _HEARING,
    "approval.deemed_granted": _RENEWAL,
    "renewal.dropped": _RENEWAL,
}
"""Kinds of event that no habit leads to, each with the reason."""
