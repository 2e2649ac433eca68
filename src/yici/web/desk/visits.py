"""The visits of a case in words: the day, who set it, who takes part, what each department recorded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from yici.cases.queries import Line
from yici.domain.case import Case, Visit
from yici.domain.case.events import InspectionPlanned
from yici.files.queries import FileRow
from yici.web import dates
from yici.web.case_words import COMMAND_WORDS, worded
from yici.web.desk.contents import FileLink, file_link, point_text
from yici.web.desk.course import role_words
from yici.web.watching_words import URGING
from yici.web.words import Names

JOINT_WORDS: dict[str, str] = {
    "plan_inspection": gettext_noop("约联合勘验"),
    "move_inspection": gettext_noop("改约联合勘验"),
    "record_inspection": gettext_noop("记录联合勘验"),
}
"""What is done about a visit of several departments."""


@dataclass(frozen=True, slots=True)
class Department:
    """One department of a visit: its items, and what is on record of them, `tone` by how it went."""

    name: str
    items: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit: when, by how many, set by whom, which departments take part, what failed.

    `to_move` says whom to ask for another day while it is still ahead.
    """

    id: str
    day: str
    people: int
    planned_by: str
    to_move: str
    joint: bool
    recorded: bool
    departments: tuple[Department, ...]
    failed: tuple[str, ...]
    photos: tuple[FileLink, ...] = ()


PHOTOS = "visit:"
"""With the name of a visit behind it: under what its photographs are kept with the case."""


def visits(
    case: Case, lines: Sequence[Line], names: Names, files: Sequence[FileRow] = ()
) -> tuple[VisitLine, ...]:  # fmt: skip
    """This will list the visits, planned and recorded, each with its photographs."""
    return tuple(_visit(case, visit, lines, names, files) for visit in case.visits)


def _visit(
    case: Case, visit: Visit, lines: Sequence[Line], names: Names, files: Sequence[FileRow]
) -> VisitLine:  # fmt: skip
    together = agencies(case, visit.items)
    return VisitLine(
        id=visit.id,
        day=dates.day_text(visit.on, year=True),
        people=len(_people(visit)),
        planned_by=planned_by(visit.id, lines),
        to_move=to_move(visit.id, lines) if case.pending(visit) else "",
        joint=len(together) > 1,
        recorded=visit.recorded,
        departments=tuple(_department(case, visit, agency, names) for agency in together),
        failed=tuple(point_text(failed, names) for failed in visit.failed),
        photos=tuple(file_link(case, file) for file in files if file.material == PHOTOS + visit.id),
    )


def _people(visit: Visit) -> set[str]:
    """Everybody who was there for a part, and those who are still to go."""
    there = {officer for part in visit.parts for officer in part.officers}
    return there if visit.recorded and visit.parts else there | {*visit.officers}


def agencies(case: Case, items: Iterable[str]) -> tuple[str, ...]:
    """This will name by code the departments that these items belong to, each once."""
    wanted = set(items)
    return tuple(dict.fromkeys(a.agency for a in case.approvals if a.item in wanted))


def _department(case: Case, visit: Visit, agency: str, names: Names) -> Department:
    items = [item for item in visit.items if case.approval(item).agency == agency]
    state, tone = _state(case, visit, items)
    return Department(
        name=names.of("agency", agency),
        items=names.listed(names.of("item", item) for item in items),
        state=state,
        tone=tone,
    )


def _state(case: Case, visit: Visit, items: Sequence[str]) -> tuple[str, str]:
    if set(items) & set(case.pending(visit)):
        return gettext("已约，未记录"), ""
    if not visit.recorded and not set(items) <= set(visit.seen):
        return gettext("不用再看"), ""
    failed = any(point.partition(":")[0] in items for point in visit.failed)
    return (gettext("有不符合的"), "bad") if failed else (gettext("全部符合"), "good")


def deed_words(command: str, on: str, items: Iterable[str], case: Case) -> str:
    """This will name a command; of a visit by what it is: that of one department, or a joint one of several; of an
    answer by what is answered."""
    if command == "answer_card" and _urges(on, items, case):
        return gettext("答复催办")
    if command == "hear_interested":
        return _hearing(on, case)
    visit = next((one for one in case.visits if one.id == on), None)
    together = agencies(case, visit.items if visit else items)
    words = JOINT_WORDS.get(command) if len(together) > 1 else None
    return gettext(words) if words else worded(COMMAND_WORDS, command)


def _hearing(on: str, case: Case) -> str:
    """Of several who are still to be heard, which one: by the order in which they were told."""
    name = worded(COMMAND_WORDS, "hear_interested")
    item, _, who = on.partition(":")
    told = [one.id for one in case.approval(item).interested]
    return gettext("%(what)s（第 %(n)s 位）") % {"what": name, "n": told.index(who) + 1} if len(told) > 1 else name


def _urges(on: str, items: Iterable[str], case: Case) -> bool:
    cards = (card for item in items for card in case.approval(item).cards)
    return any(card.colour == URGING and card.id == on.partition("/")[2] for card in cards)


def planned_by(visit: str, lines: Sequence[Line]) -> str:
    """This will say in which role a visit was last set or moved; nobody is named."""
    who = _setter(visit, lines)
    return gettext("%(role)s约的") % {"role": who} if who else ""


def to_move(visit: str, lines: Sequence[Line]) -> str:
    """This will say whom to ask when the day does not suit."""
    who = _setter(visit, lines)
    return gettext("要改日子，找%(role)s。") % {"role": who} if who else ""


def _setter(visit: str, lines: Sequence[Line]) -> str:
    last = next(
        (line for line in reversed(lines) if isinstance(line.event, InspectionPlanned) and line.event.visit == visit),
        None,
    )
    return role_words(last.stored.actor) if last else ""


def ahead(case: Case, item: str, lines: Sequence[Line], names: Names) -> Iterator[str]:
    """This will tell of the visits of an item that are still to be made: the day, who set it, whom to ask."""
    for visit in case.visits:
        if item in case.pending(visit):
            told = {
                "what": gettext("联合勘验") if len(agencies(case, visit.items)) > 1 else gettext("现场核查"),
                "day": dates.day_text(visit.on, year=True),
                "who": planned_by(visit.id, lines),
            }
            gap = " " if names.english else ""
            yield gettext("%(what)s在 %(day)s，%(who)s。") % told + gap + to_move(visit.id, lines)
