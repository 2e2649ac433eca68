"""Before and after, and what each reform does: figures counted from the same lines that the plan shows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop, ngettext, npgettext

from yici.domain.burden import Burden, LeverEffect
from yici.domain.plan import Plan
from yici.web.words import Names, grouped

LEVERS: dict[str, tuple[str, str]] = {
    "merged_form": (gettext_noop("一张表、一个窗口"), gettext_noop("几张申请表合成一张，材料合成一套，在一处交。")),
    "reuse": (gettext_noop("不重复要"), gettext_noop("证照和部门数据里有的、这次会产生的，不再要。")),
    "parallel": (gettext_noop("同时办"), gettext_noop("除了必须等的，各部门同时开始。")),
    "joint_inspection": (gettext_noop("联合勘验"), gettext_noop("几个部门要看现场的，合成一次来。")),
    "tolerance": (gettext_noop("容缺受理"), gettext_noop("有的材料可以先受理、后补交。")),
    "commitment": (gettext_noop("告知承诺"), gettext_noop("您签了承诺就先许可，事后再核查。")),
}
OPEN = frozenset({"burden.item_open", "burden.fields_open", "burden.papers_open"})


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of before and after: words, bar lengths in percent; `partial` when not every item's figure is known."""

    name: str
    before: str
    after: str
    before_width: int
    after_width: int
    partial: bool


@dataclass(frozen=True, slots=True)
class Lever:
    """One reform: what it is, whether it is on, and what would be otherwise without it."""

    id: str
    name: str
    what: str
    on: bool
    effect: str


@dataclass(frozen=True, slots=True)
class Step:
    """The burden after one more reform is switched on: figures for a table."""

    name: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Savings:
    """Before against after, each reform alone off, and all switched on one after another."""

    compared: tuple[Compared, ...]
    unknown: tuple[str, ...]
    levers: tuple[Lever, ...]
    heads: tuple[str, ...]
    steps: tuple[Step, ...]


def savings_words(plan: Plan, names: Names) -> Savings:
    """This will put before and after into words."""
    before, after = plan.savings.before, plan.savings.after
    return Savings(
        compared=tuple(_compared(before, after)),
        unknown=grouped((*before.unknown, *after.unknown), names),
        levers=tuple(_lever(effect, after, plan, names) for effect in plan.savings.levers),
        heads=tuple(name for name, _ in _figures(before)),
        steps=tuple(_steps(plan)),
    )


def _figures(burden: Burden) -> Iterator[tuple[str, int | None]]:
    yield gettext("填写"), burden.fields
    yield gettext("材料"), burden.papers
    yield gettext("工作日"), burden.days
    yield gettext("跑动"), burden.visits
    yield gettext("找几家"), burden.departments
    yield gettext("上门看"), burden.inspections


def _compared(before: Burden, after: Burden) -> Iterator[Compared]:
    codes = {reason.code for reason in (*before.unknown, *after.unknown)}
    undecided = bool(OPEN & codes)
    yield _line(gettext("填写"), _items(before.fields), _items(after.fields), before.fields, after.fields, undecided)
    yield _line(
        gettext("材料，连申请表"), _sheets(before.papers), _sheets(after.papers), before.papers, after.papers,
        undecided or "burden.materials_incomplete" in codes,
    )  # fmt: skip
    partial = undecided or "burden.days_unknown" in codes
    yield _line(gettext("时间"), _dated(before, _days), _days(after.days), before.days, after.days, partial)
    partial = undecided or "burden.visits_unknown" in codes
    # None found yet is no promise that nobody need come.
    trips = gettext("还说不出") if partial and not after.visits else _times(after.visits)
    yield _line(gettext("您跑几次"), _times(before.visits), trips, before.visits, after.visits, partial)
    yield _line(
        gettext("您找几家"), _bodies(before.departments), _bodies(after.departments), before.departments,
        after.departments, undecided or "burden.departments_unknown" in codes,
    )  # fmt: skip
    if before.inspections != 0:
        inspected = _dated(before, lambda _: _times(before.inspections))
        yield _line(
            gettext("上门看几次"), inspected, _times(after.inspections), before.inspections, after.inspections,
            undecided,
        )  # fmt: skip


def _dated(burden: Burden, words: Callable[[int | None], str]) -> str:
    """Where the items wait for each other, nobody lacks a publication: there is no order to count in."""
    return gettext("互相等，排不出先后") if _is_circle(burden) else words(burden.days)


def _is_circle(burden: Burden) -> bool:
    return any(reason.code == "burden.circle" for reason in burden.unknown)


def _line(name: str, before: str, after: str, old: int | None, new: int | None, partial: bool) -> Compared:
    if old is None or new is None:
        return Compared(name, before, after, 0, 0, partial)
    most = max(old, new, 1)
    return Compared(name, before, after, round(100 * old / most), round(100 * new / most), partial)


def _items(n: int | None) -> str:
    return gettext("没有公布") if n is None else ngettext("%(n)s 项", "%(n)s 项", n) % {"n": n}


def _sheets(n: int | None) -> str:
    return gettext("没有公布") if n is None else npgettext("papers", "%(n)s 份", "%(n)s 份", n) % {"n": n}


def _days(n: int | None) -> str:
    return gettext("没有公布") if n is None else ngettext("%(n)s 个工作日", "%(n)s 个工作日", n) % {"n": n}


def _times(n: int | None) -> str:
    return gettext("没有公布") if n is None else ngettext("%(n)s 次", "%(n)s 次", n) % {"n": n}


def _bodies(n: int | None) -> str:
    return gettext("没有公布") if n is None else ngettext("%(n)s 家", "%(n)s 家", n) % {"n": n}


def _lever(effect: LeverEffect, after: Burden, plan: Plan, names: Names) -> Lever:
    name, what = LEVERS[effect.lever]
    on = getattr(plan.policy, effect.lever)
    told = _effect(effect.alone_off, after) or _of_items(effect.lever, plan, names) if on else ""
    return Lever(effect.lever, gettext(name), gettext(what), on, told)


def _effect(without: Burden, now: Burden) -> str:
    more = tuple(_more(without, now))
    return gettext("没有它，%(more)s。") % {"more": gettext("，").join(more)} if more else ""


def _of_items(lever: str, plan: Plan, names: Names) -> str:
    """What moves nothing on the whole: a promise still decides its own item at once, though another one sets the
    end."""
    promised = [one for one in plan.schedule.approvals if one.committed] if lever == "commitment" else []
    if not promised:
        return gettext("这件事上它没有起作用。")
    ends = [one for one in plan.schedule.critical if one not in {each.item for each in promised}]
    told = {
        "items": names.listed(names.of("item", one.item) for one in promised),
        "ends": names.listed(names.of("item", one) for one in ends),
    }
    if any(one.critical for one in promised) or not ends:
        return gettext("“%(items)s”签了承诺先许可、事后核查；查到的期限没有因此变短，总的时间不变。") % told
    return gettext("“%(items)s”签了承诺先许可、事后核查；整件事哪天办好由“%(ends)s”决定，所以总的时间不变。") % told


def _more(without: Burden, now: Burden) -> Iterator[str]:
    fields, papers = _more_of(without.fields, now.fields), _more_of(without.papers, now.papers)
    days, trips = _more_of(without.days, now.days), _more_of(without.visits, now.visits)
    bodies = _more_of(without.departments, now.departments)
    inspections, sooner = _more_of(without.inspections, now.inspections), _more_of(now.later, without.later)
    lines = (
        (fields, ngettext("要多填 %(n)s 项", "要多填 %(n)s 项", fields)),
        (papers, ngettext("要多交 %(n)s 份", "要多交 %(n)s 份", papers)),
        (days, ngettext("要多等 %(n)s 个工作日", "要多等 %(n)s 个工作日", days)),
        (trips, ngettext("要多跑 %(n)s 次", "要多跑 %(n)s 次", trips)),
        (bodies, ngettext("要多找 %(n)s 家", "要多找 %(n)s 家", bodies)),
        (inspections, ngettext("要多来看 %(n)s 次", "要多来看 %(n)s 次", inspections)),
        (sooner, ngettext("有 %(n)s 份材料不能晚交", "有 %(n)s 份材料不能晚交", sooner)),
    )
    yield from _no_more_known(without, now)
    yield from (words % {"n": n} for n, words in lines if n > 0)


def _no_more_known(without: Burden, now: Burden) -> Iterator[str]:
    """What only this lever lets anybody say."""
    if _is_circle(without):
        yield gettext("有的事项互相等，排不出先后，谁也说不出哪天办好")
    elif without.days is None and now.days is not None:
        yield gettext("要等多久没有公布")
    if without.visits is None and now.visits is not None:
        yield gettext("要跑几次没有公布")
    if without.departments is None and now.departments is not None:
        yield gettext("要找几家没有写明")


def _more_of(without: int | None, now: int | None) -> int:
    return 0 if without is None or now is None else without - now


def _steps(plan: Plan) -> Iterator[Step]:
    yield Step(gettext("各办各的"), _row(plan.savings.before))
    for effect in plan.savings.levers:
        if getattr(plan.policy, effect.lever):
            yield Step(f"+ {gettext(LEVERS[effect.lever][0])}", _row(effect.cumulative))


def _row(burden: Burden) -> tuple[str, ...]:
    return tuple("–" if figure is None else str(figure) for _, figure in _figures(burden))
