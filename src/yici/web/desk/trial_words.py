"""A what-if in words and as pictures: what was asked, both sides, who changes by how much, who gets worse."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from yici.catalogue import queries as catalogue_queries
from yici.oversight.queries import Trial
from yici.oversight.whatif import FURTHEST, Asked, Line, Side, WhatIf
from yici.web import dates
from yici.web.case_number import spaced
from yici.web.case_words import worded
from yici.web.citizen.plan_page.savings import LEVERS
from yici.web.here import described
from yici.web.words import Names

STATE_WORDS: dict[str, str] = {
    "waiting": gettext_noop("等着算"), "running": gettext_noop("正在算"), "done": gettext_noop("算好了"),
    "failed": gettext_noop("没有算成"),
}  # fmt: skip
LACK_WORDS: dict[str, str] = {
    "unfinished": gettext_noop("还没有全部决定"),
    "ended_otherwise": gettext_noop("撤回、不予受理，没有决定而视为准予延续，或者因为前面一项没办成而终止"),
    "new_item": gettext_noop("另一种规则多出事项，没有办理的记录"),
    "other_procedure": gettext_noop("另一种规则改变了承诺和普通程序，没有记录可比"),
    "calendar": gettext_noop("要用到还没有装入的年份"),
    "not_planned": gettext_noop("另一种规则排不出办法"),
}
ROWS: tuple[tuple[str, str], ...] = (
    ("days_median", gettext_noop("办多久（工作日，中位）")), ("visits", gettext_noop("上门核查")),
    ("trips", gettext_noop("申请人到场")), ("papers", gettext_noop("要交的材料")), ("fields", gettext_noop("要填的栏")),
    ("late", gettext_noop("超过期限的事项")),
)  # fmt: skip
COLUMN, TALL, MARGIN = 30, 96, 10
"""Units of one column of the picture of changes, of its highest, and of what is left beside the last."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of before and after: words, and bar lengths in percent."""

    name: str
    before: str
    after: str
    before_width: int
    after_width: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column: by how many working days, how many cases; where it stands in the picture."""

    label: str
    count: int
    tone: str
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class WorseLine:
    """One case that gets worse, in words."""

    href: str
    number: str
    days: str
    late: str
    papers: str


@dataclass(frozen=True, slots=True)
class Result:
    """What the model says, in words; `unseen` counts those of the worst that the reader may not open."""

    lead: str
    lacking: tuple[str, ...]
    compared: tuple[Compared, ...]
    columns: tuple[Column, ...]
    width: int
    told: str
    worst: tuple[WorseLine, ...]
    worse: int
    unseen: int
    off_by: str


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One what-if in words: what is tried, on what; `percent` how far it is."""

    id: UUID
    title: str
    scope: str
    asked: str
    state: str
    running: bool
    tone: str
    looked: str
    percent: int


def trial_line(trial: Trial) -> TrialLine:
    """This will put a what-if into words, without its result."""
    running = trial.state in ("waiting", "running")
    tone = {"done": "good", "failed": "bad"}.get(trial.state, "later")
    percent = 100 if trial.state == "done" else min(99, round(100 * trial.looked_at / max(trial.total, 1)))
    looked = gettext("看了 %(looked)s 件，一共 %(total)s 件") % {"looked": trial.looked_at, "total": trial.total}
    return TrialLine(
        trial.id, title_of(trial.asked), _scope(trial.asked), dates.moment_text(trial.asked_at),
        worded(STATE_WORDS, trial.state), running, tone, looked, percent,
    )  # fmt: skip


def title_of(asked: Asked) -> str:
    """This will say what is tried."""
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    told = [
        (gettext("开着“%(lever)s”") if on else gettext("关掉“%(lever)s”")) % {"lever": gettext(LEVERS[lever][0])}
        for lever, on in asked.policy.items()
    ]
    for item, days in asked.limits.items():
        told.append(gettext("“%(item)s”承诺 %(days)s 个工作日") % {"item": names.of("item", item), "days": days})
    if asked.release:
        told.append(gettext("目录换成 %(digest)s") % {"digest": asked.release[:12]})
    return names.listed(told)


def _scope(asked: Asked) -> str:
    place = asked.cases.place or ""
    known = described([place]).get(place)
    told = [known.path if known else place]
    if asked.cases.bundle:
        bundle = catalogue_queries.current().bundles.get(asked.cases.bundle)
        names = Names(catalogue_queries.current(), {}, {}, dates.english())
        told.append(names.name(bundle) if bundle else asked.cases.bundle)
    for day, words in ((asked.cases.since, gettext("%(day)s起")), (asked.cases.until, gettext("到%(day)s"))):
        if day:
            told.append(words % {"day": dates.day_text(day, year=True)})
    return " · ".join(told)


def result_of(found: WhatIf, known: Collection[UUID]) -> Result:
    """This will put a result into words; `known` are the cases that the reader may open."""
    columns = _columns(found.spread)
    return Result(
        lead=_lead(found),
        lacking=_lacking(found.lacking),
        compared=_compared(found.before, found.after),
        columns=columns,
        width=COLUMN * len(columns) + MARGIN,
        told=_told(found),
        worst=tuple(_worse(one) for one in found.worst if one.id in known),
        worse=found.worse,
        unseen=sum(one.id not in known for one in found.worst),
        off_by=f"{found.off_by:g}" if found.off_by is not None else "",
    )


def _lead(found: WhatIf) -> str:
    if not found.compared:
        return gettext("看了 %(looked)s 件，没有一件能比。") % {"looked": found.looked_at}
    told = {"compared": found.compared, "better": found.better, "same": found.same, "worse": found.worse}
    return gettext("%(compared)s 件能比：%(better)s 件变好，%(same)s 件不变，%(worse)s 件变差。") % told


def _lacking(lacking: Mapping[str, int]) -> tuple[str, ...]:
    words = gettext("%(count)s 件：%(why)s")
    return tuple(words % {"count": count, "why": worded(LACK_WORDS, why)} for why, count in lacking.items())


def _compared(before: Side | None, after: Side | None) -> tuple[Compared, ...]:
    if before is None or after is None:
        return ()
    return tuple(_line(gettext(words), getattr(before, name), getattr(after, name)) for name, words in ROWS)


def _line(name: str, before: float, after: float) -> Compared:
    most = max(before, after, 1)
    return Compared(name, f"{before:g}", f"{after:g}", round(100 * before / most), round(100 * after / most))


def _columns(spread: Mapping[int, int]) -> tuple[Column, ...]:
    if not spread:
        return ()
    most, low, high = max(spread.values()), min(*spread, 0), max(*spread, 0)
    return tuple(_column(days, spread.get(days, 0), most, place) for place, days in enumerate(range(low, high + 1)))


def _column(days: int, count: int, most: int, place: int) -> Column:
    height = max(round(TALL * count / most), 2) if count else 0
    label = _signed(days) + ("…" if abs(days) == FURTHEST else "")
    tone = "good" if days < 0 else "bad" if days > 0 else "same"
    return Column(label, count, tone, place * COLUMN + 4, 16 + TALL - height, height)


def _told(found: WhatIf) -> str:
    """The picture in one sentence, for whoever does not see it."""
    told = {
        "shorter": sum(count for days, count in found.spread.items() if days < 0),
        "same": found.spread.get(0, 0),
        "longer": sum(count for days, count in found.spread.items() if days > 0),
    }
    return gettext("按工作日：%(shorter)s 件变短，%(same)s 件一样，%(longer)s 件变长。") % told


def _worse(line: Line) -> WorseLine:
    days, late, papers = line.worse_by
    href = reverse("desk_case", args=[line.id])
    return WorseLine(href, spaced(line.number), _signed(days), _signed(late), _signed(papers))


def _signed(number: int) -> str:
    """A difference, with a real minus; nothing before no difference."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"
