"""The list on a desk: what is due first, as rows in words; a page ends with the key of its last row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from yici.cases.queries import DeskRow, Reader, desk
from yici.catalogue import queries as catalogue_queries
from yici.domain.authority import Grants
from yici.domain.catalogue import Catalogue
from yici.domain.clock import legal_day
from yici.domain.lights import Light, light
from yici.domain.workdays import Calendar
from yici.web import counting, dates
from yici.web.case_words import STATUS_WORDS, worded
from yici.web.desk.light_words import LightWords, light_words
from yici.web.masking import mask_name
from yici.web.words import Names

PAGE = 40
READ_AT_ONCE = 100
MOST_READS = 3
"""How many rows are looked through for one page of a filter: what comes behind is on the next page."""
Key = tuple[datetime, str]
STATUSES = ("received", "handling", "decided", "delivered", "correcting", "waiting")

MINE, ALL = "", "all"
STATES: dict[str, str] = {
    MINE: gettext_noop("轮到我的"),
    "received": gettext_noop("要审查"),
    "handling": gettext_noop("要决定"),
    "decided": gettext_noop("要送达"),
    "delivered": gettext_noop("要核查承诺"),
    "correcting": gettext_noop("等申请人"),
    "waiting": gettext_noop("等前一项"),
    ALL: gettext_noop("全部"),
}
TURNS: dict[str, frozenset[str]] = {
    "received": frozenset({"case.accept", "approval.decide"}),
    "handling": frozenset({"approval.decide", "approval.inspect"}),
    "decided": frozenset({"case.deliver"}),
    "delivered": frozenset({"approval.verify"}),
}
"""In which state whose turn it is, by what they may do; who may only read has no turn and sees everything."""


@dataclass(frozen=True, slots=True)
class Row:
    """One approval on the desk, in words. `href` opens the case at this item."""

    href: str
    case: str
    item: str
    number: str
    name: str
    matter: str
    applicant: str
    state: str
    duty: str
    due: str
    light: LightWords
    left: str


@dataclass(frozen=True, slots=True)
class State:
    """One filter: its words, its address, and whether it is the one that holds."""

    name: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a desk: its own address, that of the first page, and of the next one, empty at the end."""

    rows: tuple[Row, ...]
    states: tuple[State, ...]
    following: str
    first: bool
    href: str
    start: str


def desk_page(grants: Grants, query: Mapping[str, str], reader: Reader) -> Page:
    """This will read one page of what these grants see, filtered by state; an unknown state or key means none.

    What `reader` is shown is recorded.
    """
    turns = turns_of(grants)
    known = {one: name for one, name in STATES.items() if turns or one != MINE}
    state = query.get("state", MINE)
    state = state if state in known else next(iter(known)) if turns else ALL
    after = read_key(query.get("after", ""))
    wanted = turns if state == MINE else frozenset(STATES) if state == ALL else frozenset({state})
    rows, following = _filtered(grants, wanted, after, reader)
    words = _Words(catalogue_queries.current(), reader.now)
    return Page(
        rows=tuple(words.row(row) for row in rows),
        states=tuple(State(gettext(name), _address(one, None), one == state) for one, name in known.items()),
        following=_address(state, following) if following else "",
        first=after is None,
        href=_address(state, after),
        start=_address(state, None),
    )


def turns_of(grants: Grants) -> frozenset[str]:
    """This will name the states in which it is the turn of somebody with these grants."""
    actions = grants.actions()
    return frozenset(state for state, needed in TURNS.items() if needed & actions)


def _filtered(
    grants: Grants, wanted: frozenset[str], after: Key | None, reader: Reader
) -> tuple[list[DeskRow], Key | None]:
    """Give one page of rows in these states, and the key behind which the next one begins."""
    most = PAGE + 1 if wanted >= set(STATUSES) else READ_AT_ONCE
    found: list[DeskRow] = []
    for _ in range(MOST_READS):
        rows = desk(grants=grants, after=after, limit=most, reader=reader)
        for row in rows:
            if len(found) == PAGE:
                return found, after
            after = (row.due, row.number)
            if row.status in wanted:
                found.append(row)
        if len(rows) < most:
            return found, None
    return found, after


def read_key(text: str) -> Key | None:
    """This will read the key in an address; None for none or one that cannot be read."""
    due, _, number = text.partition("~")
    try:
        moment = datetime.fromisoformat(due)
    except ValueError:
        return None
    return (moment, number) if moment.tzinfo and number else None


def _address(state: str, key: Key | None) -> str:
    pairs = [("state", state)] if state else []
    if key:
        pairs.append(("after", f"{key[0].isoformat()}~{key[1]}"))
    return reverse("desk") + (f"?{urlencode(pairs)}" if pairs else "")


class _Words:
    """Rows of one page put into words; a calendar is looked up once a place."""

    def __init__(self, catalogue: Catalogue, now: datetime) -> None:
        self.names = Names(catalogue, {}, {}, dates.english())
        self.now = now
        self.today: date = legal_day(now)
        self._calendars: dict[str, Calendar] = {}

    def row(self, row: DeskRow) -> Row:
        lamp = light(row.due, now=self.now, calendar=self._calendar(row.place))
        return Row(
            href=reverse("desk_case", args=[row.case]) + "?" + urlencode({"item": row.item}),
            case=str(row.case),
            item=row.item,
            number=row.number,
            name=self.names.of("item", row.item),
            matter=self._matter(row.bundle),
            applicant=mask_name(row.name) or gettext("（已清除）"),
            state=worded(STATUS_WORDS, row.status) if row.status != "delivered" else gettext("待核查承诺"),
            duty=self.names.of("agency", row.agency),
            due=_due_text(row, lamp, self.today),
            light=light_words(lamp),
            left=_left_text(lamp),
        )

    def _matter(self, bundle: str) -> str:
        found = self.names.catalogue.bundles.get(bundle)
        return self.names.name(found) if found else bundle

    def _calendar(self, place: str) -> Calendar:
        if place not in self._calendars:
            self._calendars[place] = catalogue_queries.calendar_for(place)
        return self._calendars[place]


def _due_text(row: DeskRow, lamp: Light, today: date) -> str:
    if lamp.why == "waits":
        return gettext("等前一项")
    text = counting.day_of(row.due, today)
    return gettext("不早于 %(day)s") % {"day": text} if lamp.why == "open" else text


def _left_text(lamp: Light) -> str:
    if lamp.left is None:
        return ""
    return f"−{-lamp.left}" if lamp.left < 0 else str(lamp.left)
