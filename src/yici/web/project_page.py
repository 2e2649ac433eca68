"""An engineering project in words and as a picture: its stages, the days it has used, who measured what."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext, gettext_noop, ngettext

from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Case
from yici.domain.project import Attached
from yici.domain.project_course import ProjectCourse
from yici.projects.queries import ProjectRow, ProjectView
from yici.web import dates
from yici.web.case_number import spaced
from yici.web.case_words import PHASE_WORDS, worded
from yici.web.here import described
from yici.web.project_days import DaysLine, days_line
from yici.web.words import Names

STAGE_WORDS: dict[str, str] = {
    "ahead": gettext_noop("还没有开始"),
    "running": gettext_noop("正在办"),
    "done": gettext_noop("办好了"),
    "elsewhere": gettext_noop("没有在这里办"),
}
"""A stage that nothing was put into while a later one has begun was not gone through here: it is not "ahead"."""
DECIDED = frozenset({"decided", "delivered"})
PROJECT_WORDS: dict[str, str] = {"open": gettext_noop("进行中"), "closed": gettext_noop("已经结束")}
TONES = {"ahead": "", "running": "later", "done": "good", "elsewhere": "quiet"}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of a stage; `href` is empty for whoever may not open it, `number` and `progress` where it is not theirs
    to know."""

    id: str
    href: str
    matter: str
    number: str
    state: str
    progress: str
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
class Page:
    """A project in words; `name` is empty once it was erased. `lead` says what happens now. `results` are what was
    measured, by whom and when."""

    view: ProjectView
    name: str
    place: str
    phase: str
    lead: str
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
    running: str


def list_lines(rows: list[ProjectRow]) -> list[ListLine]:
    """This will put a page of projects into words, with one statement for the places."""
    named = described(sorted({row.place for row in rows}))
    stages = {
        (course.id, stage.id): (dates.english() and stage.name_en) or stage.name
        for course in catalogue_queries.current().projects.values()
        for stage in course.stages
    }
    return [_list_line(row, named[row.place].path if row.place in named else row.place, stages) for row in rows]


def _list_line(row: ProjectRow, place: str, stages: Mapping[tuple[str, str], str]) -> ListLine:
    running = gettext("、").join(stages.get((row.course, stage), stage) for stage in row.running)
    return ListLine(row.id, row.code, row.name or "", place, worded(PROJECT_WORDS, row.phase), running)


def project_page(view: ProjectView, known: Mapping[str, Case], hrefs: Mapping[str, str]) -> Page:
    """This will put a project into words. `known` are the cases that the reader may know, `hrefs` where they open."""
    names = Names(
        catalogue_queries.current(), {}, {source.id: source for source in view.course.sources}, dates.english()
    )
    place = described([view.project.place]).get(view.project.place)
    stages = _stages(view, known, hrefs, names)
    return Page(
        view, view.name or "", place.path if place else view.project.place, worded(PROJECT_WORDS, view.project.phase),
        _lead(view, stages), stages, days_line(view, names), _surveyors(view, names), _results(view, names),
        _gaps(view),
    )  # fmt: skip


def _gaps(view: ProjectView) -> tuple[str, ...]:
    """What the sources do not say, each without the full stop that the page writes."""
    gaps = view.course.gaps_en if dates.english() and view.course.gaps_en else view.course.gaps
    return tuple(gap.rstrip("。.") for gap in gaps)


def _lead(view: ProjectView, stages: tuple[StageLine, ...]) -> str:
    """What happens now, and whose turn it is."""
    if view.project.phase == "closed":
        return gettext("项目已经结束。")
    running = [stage.name for stage in stages if stage.state == "running"]
    if not running:
        return gettext("现在没有在办的事，等建设单位提交下一步。")
    count = sum(one.ended_at is None for one in view.project.cases)
    told = {"stages": gettext("、").join(running), "n": count}
    return (
        ngettext("正在办：%(stages)s，%(n)s 件事在政府这边。", "正在办：%(stages)s，%(n)s 件事在政府这边。", count)
        % told
    )


def _stages(
    view: ProjectView, known: Mapping[str, Case], hrefs: Mapping[str, str], names: Names
) -> tuple[StageLine, ...]:
    stages = {stage.id: stage for stage in view.course.stages}
    begun = [place for place, name in enumerate(view.project.stages) if view.project.state_of(name) != "ahead"]
    lines = []
    for place, name in enumerate(view.project.stages):
        state = view.project.state_of(name)
        cases = tuple(_case(one, known, hrefs, names) for one in view.project.cases if one.stage == name)
        shown = "elsewhere" if state == "ahead" and not cases and begun and place < begun[-1] else state
        matters = tuple((one, matter(names, one)) for one in stages[name].bundles) if name in stages else ()
        said = names.name(stages[name]) if name in stages else name
        lines.append(StageLine(said, shown, worded(STAGE_WORDS, shown), TONES[shown], cases, matters))
    return tuple(lines)


def matter(names: Names, bundle: str) -> str:
    """This will name a matter, also one that is no longer published."""
    found = names.catalogue.bundles.get(bundle)
    return names.name(found) if found else bundle


def _case(one: Attached, known: Mapping[str, Case], hrefs: Mapping[str, str], names: Names) -> CaseLine:
    case = known.get(one.case)
    since = gettext("%(day)s放进来") % {"day": dates.day_text(dates.last_day(one.since), year=True)}
    number = spaced(case.number) if case else ""
    return CaseLine(
        one.case, hrefs.get(one.case, ""), matter(names, one.bundle), number, _state(one, case), _progress(case), since
    )


def _progress(case: Case | None) -> str:
    """How many of its items are decided."""
    if case is None:
        return ""
    done = sum(one.status in DECIDED for one in case.approvals)
    return gettext("%(all)s 个事项，决定了 %(done)s 个") % {"all": len(case.approvals), "done": done}


def _state(one: Attached, case: Case | None) -> str:
    if one.ended_at is None:
        return worded(PHASE_WORDS, case.phase) if case else gettext("正在办")
    day = dates.day_text(dates.last_day(one.ended_at), year=True)
    ended = gettext("%(day)s都办成了") if one.decided else gettext("%(day)s结束，没有全部办成")
    return ended % {"day": day}


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
