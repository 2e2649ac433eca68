"""Every kind of event and every command of a case, in one place: what codecs, faces and tests enumerate."""

from yici.domain.case.beside_commands import Beside
from yici.domain.case.beside_events import BESIDE
from yici.domain.case.clock_events import CLOCK
from yici.domain.case.commands import Course
from yici.domain.case.events import COURSE, CaseEvent
from yici.domain.case.interested_events import INTERESTED
from yici.domain.case.renewal_events import RENEWAL

EVENTS: tuple[type[CaseEvent], ...] = COURSE + CLOCK + BESIDE + INTERESTED + RENEWAL
Command = Course | Beside
