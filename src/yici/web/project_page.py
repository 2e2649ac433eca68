"""An engineering project in words and as a picture: its stages, the days it has used, who measured what."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Case
from yici.domain.project import Attached, Whole
from yici.domain.project_course import ProjectCourse
from yici.projects.queries import ProjectRow, ProjectView
from yici.web import dates
from yici.web.amounts import limit_text
from yici.web.case_words import PHASE_WORDS, worded
from yici.web.here import described
from yici.web.words import Names

STAGE_WORDS: dict[str, str] = {
    "ahead": gettext_noop("还没有开始"),
    "running": gettext_noop("正在办"),
    "done": gettext_noop("办好了"),
}
PROJECT_WORDS: dict[str, str] = {"open": gettext_noop("进行中"), "closed": gettext_noop("已经结束")}
TONES = {"ahead": "", "running": "later", "done": "good"}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of a stage; `href` is empty for whoever may not open it, `number` where it is not theirs to know."""

    href: str
    matter: str
    number: str
    state: str
    since: str


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage of the picture; `matters` can be applied for in it, by id and name."""

    name: str
    state: str
    word: str
    tone: str
    cases: tuple[CaseLine, ...]
    matters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DaysLine:
    """The days of the whole: `sentence` first, then how it goes on; `share` is the used part in a hundred."""

    sentence: str
    running: str
    source: str
    share: int | None
    late: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A project in words; `name` is empty once it was erased. `results` are what was measured, by whom and when."""

    view: ProjectView
    name: str
    place: str
    phase: str
    stages: tuple[StageLine, ...]
    days: DaysLine | None
    surveyors: tuple[tuple[str, str], ...]
    results: tuple[tuple[str, str, str], ...]
    gaps: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether anything can still be done to it."""
        return self.view.project.phase == "open"


@dataclass(frozen=True, slots=True)
class ListLine:
    """One project in a list."""

    id: UUID
    code: str
    name: str
    place: str
    phase: str


def list_lines(rows: list[ProjectRow]) -> list[ListLine]:
    """This will put a page of projects into words, with one statement for the places."""
    named = described(sorted({row.place for row in rows}))
    return [_list_line(row, named[row.place].path if row.place in named else row.place) for row in rows]


def _list_line(row: ProjectRow, place: str) -> ListLine:
    return ListLine(row.id, row.code, row.name or "", place, worded(PROJECT_WORDS, row.phase))


def project_page(view: ProjectView, known: Mapping[str, Case], hrefs: Mapping[str, str]) -> Page:
    """This will put a project into words. `known` are the cases that the reader may know, `hrefs` where they open."""
    names = Names(
        catalogue_queries.current(), {}, {source.id: source for source in view.course.sources}, dates.english()
    )
    place = described([view.project.place]).get(view.project.place)
    return Page(
        view, view.name or "", place.path if place else view.project.place, worded(PROJECT_WORDS, view.project.phase),
        _stages(view, known, hrefs, names), _days(view, names), _surveyors(view, names), _results(view, names),
        view.course.gaps_en if dates.english() and view.course.gaps_en else view.course.gaps,
    )  # fmt: skip


def _stages(
    view: ProjectView, known: Mapping[str, Case], hrefs: Mapping[str, str], names: Names
) -> tuple[StageLine, ...]:
    stages = {stage.id: stage for stage in view.course.stages}
    lines = []
    for name in view.project.stages:
        state = view.project.state_of(name)
        cases = tuple(_case(one, known, hrefs, names) for one in view.project.cases if one.stage == name)
        matters = tuple((one, matter(names, one)) for one in stages[name].bundles) if name in stages else ()
        said = names.name(stages[name]) if name in stages else name
        lines.append(StageLine(said, state, worded(STAGE_WORDS, state), TONES[state], cases, matters))
    return tuple(lines)


def matter(names: Names, bundle: str) -> str:
    """This will name a matter, also one that is no longer published."""
    found = names.catalogue.bundles.get(bundle)
    return names.name(found) if found else bundle


def _case(one: Attached, known: Mapping[str, Case], hrefs: Mapping[str, str], names: Names) -> CaseLine:
    case = known.get(one.case)
    since = gettext("%(day)s放进来") % {"day": dates.day_text(dates.last_day(one.since), year=True)}
    number = case.number if case else ""
    return CaseLine(hrefs.get(one.case, ""), matter(names, one.bundle), number, _state(one, case), since)


def _state(one: Attached, case: Case | None) -> str:
    if one.ended_at is None:
        return worded(PHASE_WORDS, case.phase) if case else gettext("正在办")
    day = dates.day_text(dates.last_day(one.ended_at), year=True)
    ended = gettext("%(day)s都办成了") if one.decided else gettext("%(day)s结束，没有全部办成")
    return ended % {"day": day}


def _days(view: ProjectView, names: Names) -> DaysLine | None:
    whole = view.project.whole
    if whole is None:
        return None
    share = None if view.used is None else min(100, round(100 * view.used / max(whole.limit.amount, 1)))
    return DaysLine(
        _used(view.used, whole), _running(whole, closed=view.project.phase == "closed"),
        names.of("source", whole.source), share, whole.missed,
    )  # fmt: skip


def _used(used: int | None, whole: Whole) -> str:
    limit = limit_text(whole.limit)
    if used is None:
        return gettext("一共%(limit)s；有一年的放假安排还没有装入，算不出用了几天") % {"limit": limit}
    return gettext("用了 %(used)s 个工作日，一共%(limit)s") % {"used": used, "limit": limit}


def _running(whole: Whole, *, closed: bool) -> str:
    if closed:
        return ""
    if whole.since is None:
        return gettext("现在没有在政府这边办的，不计时。")
    since = {"since": dates.day_text(whole.since, year=True)}
    if whole.due is None:
        return gettext("从%(since)s的第二天起在计时。") % since
    told = since | {"due": dates.day_text(dates.last_day(whole.due), year=True)}
    return gettext("从%(since)s的第二天起在计时，一直办下去，到%(due)s用完。") % told


def measurements(course: ProjectCourse) -> tuple[tuple[str, str], ...]:
    """This will name what can be measured, by id."""
    return tuple((one.id, (dates.english() and one.name_en) or one.name) for one in course.measurements)


def _surveyors(view: ProjectView, names: Names) -> tuple[tuple[str, str], ...]:
    known = dict(measurements(view.course))
    return tuple(
        (_body(view, one.organisation), names.listed(known.get(name, name) for name in one.measurements))
        for one in view.project.surveyors
    )


def _results(view: ProjectView, names: Names) -> tuple[tuple[str, str, str], ...]:
    known = dict(measurements(view.course))
    return tuple(
        (known.get(one.measurement, one.measurement), _body(view, one.organisation), dates.moment_text(one.at))
        for one in view.project.results
    )


def _body(view: ProjectView, organisation: str) -> str:
    found = view.bodies.get(UUID(organisation))
    if found is None:
        return organisation
    return (dates.english() and found.name_en) or found.name
