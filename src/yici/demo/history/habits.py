"""Everything that anybody does of their own accord in a history. Extend it here: what is open, when, what is done."""

from typing import Final

from yici.demo.history.at_office import AT_OFFICE
from yici.demo.history.at_window import AT_WINDOW
from yici.demo.history.life import Habit
from yici.domain.case import CaseEvent
from yici.domain.case import events as e

HABITS: Final[tuple[Habit, ...]] = (*AT_WINDOW, *AT_OFFICE)

NOT_MADE: Final[dict[type[CaseEvent], str]] = {
    e.DeadlineRecomputed: "happens when a calendar is loaded afterwards; a history begins with all that it has",
}
"""Kinds of event that no habit leads to, each with the reason."""
