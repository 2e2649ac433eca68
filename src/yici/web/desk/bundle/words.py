"""What people wrote about a bundle: where a meeting is, how an urging was answered; for those whose business it is."""

from collections.abc import Callable

from django.utils.translation import gettext

from yici.domain.case.beside_events import CardAnswered, MeetingConvened, MeetingHeld
from yici.web.desk.opened import Opened


def of_meeting(opened: Opened, meeting: str) -> tuple[str, ...]:
    """This will give where a meeting is, what was said when it was called, and its minutes."""
    called = _written(opened, lambda event: isinstance(event, MeetingConvened) and event.meeting.id == meeting)
    held = _written(opened, lambda event: isinstance(event, MeetingHeld) and event.meeting == meeting)
    found = (called.get("where", ""), called.get("note", ""), held.get("record", ""))
    return tuple(text for text in found if text)


def of_answer(opened: Opened, item: str, card: str) -> tuple[str, ...]:
    """This will give what the unit wrote that was urged."""
    said = _written(opened, lambda e: isinstance(e, CardAnswered) and (e.item, e.card) == (item, card)).get("note", "")
    return (gettext("“%(text)s”") % {"text": said},) if said else ()


def _written(opened: Opened, wanted: Callable[[object], bool]) -> dict[str, str]:
    if not opened.knows:
        return {}
    line = next((line for line in opened.lines if wanted(line.event)), None)
    return {name: str(text) for name, text in ((line.private or {}) if line else {}).items()}
