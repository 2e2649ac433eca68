"""The list on a desk: what is due first, as rows in words; a page ends with the key of its last row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from yici.cases.figures import DueFilter
from yici.cases.queries import DeskRow, Reader, Wanted, desk
from yici.catalogue import queries as catalogue_queries
from yici.domain.authority import Grants
from yici.domain.case import TURNS, Task
from yici.domain.case.states import FINAL
from yici.domain.catalogue import Catalogue
from yici.domain.clock import legal_day
from yici.domain.lights import Light, light
from yici.domain.workdays import Calendar
from yici.web import counting, dates
from yici.web.case_words import STATUS_WORDS, VERIFICATION_WORDS, worded
from yici.web.desk import due_lists, finding
from yici.web.desk.light_words import LightWords, light_words
from yici.web.here import described
from yici.web.masking import mask_name
from yici.web.words import Names

PAGE = 40
RECEIVE, FIGURES = "case.receive", "figures.read"
Key = tuple[datetime, str]
Pairs = list[tuple[str, str]]

MINE, LATE, SENT_ON, ALL = "", "late", "sent", "all"
FILTERS: dict[str, tuple[str, frozenset[Task] | None]] = {
    MINE: (gettext_noop("轮到我的"), None),
    "accept": (gettext_noop("要审查"), frozenset({"accept", "end"})),
    "decide": (gettext_noop("要决定"), frozenset({"decide", "resume"})),
    "deliver": (gettext_noop("要送达"), frozenset({"deliver"})),
    "verify": (gettext_noop("要核查承诺"), frozenset({"verify", "repair"})),
    "opine": (gettext_noop("征求意见"), frozenset({"opine"})),
    "answer": (gettext_noop("要答复监督卡"), frozenset({"answer"})),
    "reply": (gettext_noop("要回消息"), frozenset({"reply"})),
    "correct": (gettext_noop("等申请人"), frozenset({"correct"})),
    "wait": (gettext_noop("等前一项"), frozenset({"wait"})),
    LATE: (gettext_noop("超过期限"), None),
    SENT_ON: (gettext_noop("本窗口收、别处办的"), None),
    ALL: (gettext_noop("全部"), None),
}
"""By what is to be done next, or by an end that has passed.

A broken promise stays with those who verify: they confirm its repair or revoke. Who did not answer in time what was to
be corrected is looked at like whoever handed in: what came is not accepted, or they are waited for.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One approval on the desk, in words. `href` opens the case at this item; `promise` says what is left of one;
    `hand_out` is where its result is handed out, empty where none is ready."""

    href: str
    case: str
    item: str
    number: str
    case_number: str
    name: str
    matter: str
    applicant: str
    state: str
    promise: str
    duty: str
    due: str
    light: LightWords | None
    left: str
    hand_out: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its words, its address, and whether it is the one that holds."""

    name: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a desk: its own address, that of the first page, and of the next one, empty at the end.

    `title` says whose cases these are: one's own, or those that one may only look at. `sought` says what was looked
    for, if anything was.
    """

    title: str
    rows: tuple[Row, ...]
    filters: tuple[Filter, ...]
    following: str
    first: bool
    href: str
    start: str
    sought: str = ""
    due: str = ""
    deeds: tuple[tuple[str, str], ...] = ()


def desk_page(grants: Grants, query: Mapping[str, str], reader: Reader) -> Page:
    """This will read one page of what these grants see, filtered by task; an unknown task or key means none.

    Who may only read has no turn and sees everything. What `reader` is shown is recorded.
    """
    turns = has_turns(grants)
    known = known_filters(grants)
    chosen = query.get("task", "")
    chosen = chosen if chosen in known else MINE if turns else ALL
    after = read_key(query.get("after", ""))
    tasks = FILTERS[chosen][1]
    late_at = reader.now if chosen == LATE else None
    read = desk(
        grants=grants, tasks=tasks, mine=chosen == MINE, late_at=late_at, after=after, limit=PAGE + 1, reader=reader,
        sent_on=chosen == SENT_ON,
    )  # fmt: skip
    asked = [("task", chosen)] if chosen else []
    return _page(grants, read, asked, after, reader, filters=_filters(known, chosen))


def found_page(grants: Grants, wanted: Wanted, query: Mapping[str, str], reader: Reader) -> Page:
    """This will read one page of what is looked for, as far as these grants see it; what is done with is there, too."""
    after = read_key(query.get("after", ""))
    read = desk(grants=grants, wanted=wanted, after=after, limit=PAGE + 1, reader=reader)
    filters = _filters(known_filters(grants), None)
    return _page(grants, read, finding.address(wanted), after, reader, filters, finding.words(wanted))


def due_page(grants: Grants, due: DueFilter, query: Mapping[str, str], reader: Reader) -> Page:
    """This will read one page of what stands behind a number of the figures by department."""
    after = read_key(query.get("after", ""))
    read = desk(grants=grants, due=due, after=after, limit=PAGE + 1, reader=reader)
    filters = _filters(known_filters(grants), None)
    page = _page(grants, read, due_lists.address(due), after, reader, filters, due_lists.words(due))
    back = f"{reverse('desk_due')}?{urlencode({'place': due.place})}" if due.place else reverse("desk_due")
    return replace(page, due=back if FIGURES in grants.actions() else "")


def known_filters(grants: Grants) -> dict[str, str]:
    """This will name the filters that mean something to whoever holds these grants: who takes nothing in at a window
    sent nothing on, and who only watches has no turn."""
    left_out = {*(() if has_turns(grants) else (MINE,)), *(() if RECEIVE in grants.actions() else (SENT_ON,))}
    return {one: name for one, (name, _) in FILTERS.items() if one not in left_out}


def _page(
    grants: Grants, read: list[DeskRow], asked: Pairs, after: Key | None, reader: Reader, filters: tuple[Filter, ...],
    sought: str = "",
) -> Page:  # fmt: skip
    rows, following = read[:PAGE], len(read) > PAGE
    words = _Words(catalogue_queries.current(), reader.now, _away(rows, asked))
    return Page(
        title=desk_title(grants),
        rows=tuple(words.row(row) for row in rows),
        filters=filters,
        following=_address(asked, (rows[-1].due, rows[-1].key)) if following else "",
        first=after is None,
        href=_address(asked, after),
        start=_address(asked, None),
        sought=sought,
    )


def _away(rows: list[DeskRow], asked: Pairs) -> dict[str, str]:
    """The names of the places that handle what was sent on; on other lists everything is handled here."""
    codes = sorted({row.place for row in rows}) if asked == [("task", SENT_ON)] else []
    return {code: here.name for code, here in described(codes).items()} if codes else {}


def _filters(known: Mapping[str, str], chosen: str | None) -> tuple[Filter, ...]:
    pairs = {one: [("task", one)] if one else [] for one in known}
    return tuple(Filter(gettext(name), _address(pairs[one], None), one == chosen) for one, name in known.items())


def has_turns(grants: Grants) -> bool:
    """This will say whether there is anything whose turn these grants could be."""
    return any(actions & grants.actions() for actions in TURNS.values())


def desk_title(grants: Grants) -> str:
    """This will name the desk of these grants."""
    return gettext("我的办件") if has_turns(grants) else gettext("办件")


def read_key(text: str) -> Key | None:
    """This will read the key in an address; None for none or one that cannot be read."""
    due, _, number = text.partition("~")
    try:
        moment = datetime.fromisoformat(due)
    except ValueError:
        return None
    return (moment, number) if moment.tzinfo and number else None


def _address(asked: Pairs, key: Key | None) -> str:
    pairs = [*asked, ("after", f"{key[0].isoformat()}~{key[1]}")] if key else asked
    return reverse("desk") + (f"?{urlencode(pairs)}" if pairs else "")


class _Words:
    """Rows of one page put into words; a calendar is looked up once a place."""

    def __init__(self, catalogue: Catalogue, now: datetime, away: Mapping[str, str]) -> None:
        self.names = Names(catalogue, {}, {}, dates.english(), away)
        self.now = now
        self.today: date = legal_day(now)
        self._calendars: dict[str, Calendar] = {}

    def row(self, row: DeskRow) -> Row:
        lamp = light(row.due, now=self.now, calendar=self._calendar(row.place), bounded=row.bounded)
        return Row(
            href=reverse("desk_case", args=[row.case]) + "?" + urlencode({"item": row.item}),
            case=str(row.case),
            item=row.item,
            number=row.number,
            case_number=row.case_number,
            name=self.names.of("item", row.item),
            matter=self._matter(row.bundle),
            applicant=mask_name(row.name) or gettext("（已清除）"),
            state=worded(STATUS_WORDS, row.status),
            promise=_promise_text(row),
            duty=self._duty(row),
            due=_due_text(row, lamp, self.today),
            light=_light(row, lamp) if row.open else None,
            left=_left_text(lamp),
            hand_out=_hand_out(row),
        )

    def _duty(self, row: DeskRow) -> str:
        agency, place = self.names.of("agency", row.agency), self.names.places.get(row.place)
        return gettext("%(place)s %(agency)s") % {"place": place, "agency": agency} if place else agency

    def _matter(self, bundle: str) -> str:
        found = self.names.catalogue.bundles.get(bundle)
        return self.names.name(found) if found else bundle

    def _calendar(self, place: str) -> Calendar:
        if place not in self._calendars:
            self._calendars[place] = catalogue_queries.calendar_for(place)
        return self._calendars[place]


def _light(row: DeskRow, lamp: Light) -> LightWords:
    """Of an item that is done with, only an answer may be late, and the light says so: the item itself is not."""
    told = light_words(lamp)
    if row.status not in FINAL or not row.tasks or not set(row.tasks) <= {"answer", "reply"}:
        return told
    card = "answer" in row.tasks
    if lamp.why == "late":
        return replace(told, word=gettext("答复监督卡超期") if card else gettext("回消息超期"))
    return replace(told, word=gettext("要答复监督卡") if card else gettext("要回消息"))


def _promise_text(row: DeskRow) -> str:
    """What is still to be done beside the state: about a promise, which outlasts the delivery of what was granted on
    it; whose opinion is waited for; a card or a message that nobody has answered."""
    if "opine" in row.tasks:
        return gettext("等您答复意见") if row.asked else gettext("等部门答复意见")
    if "verify" in row.tasks:
        return gettext("待核查承诺")
    if "repair" in row.tasks:
        return worded(VERIFICATION_WORDS, "broken")
    if "answer" in row.tasks:
        return gettext("等答复监督卡")
    return gettext("等回消息") if "reply" in row.tasks else ""


def _hand_out(row: DeskRow) -> str:
    if not row.open or "deliver" not in row.tasks:
        return ""
    return reverse("desk_do", args=[row.case, "deliver"]) + "?" + urlencode({"on": row.item})


def _due_text(row: DeskRow, lamp: Light, today: date) -> str:
    if not row.open:
        return gettext("已经结束")
    if lamp.why == "waits":
        return gettext("等前一项")
    return (counting.bound_text if row.bounded else counting.day_of)(row.due, today)


def _left_text(lamp: Light) -> str:
    if lamp.left is None:
        return ""
    return f"−{-lamp.left}" if lamp.left < 0 else str(lamp.left)
