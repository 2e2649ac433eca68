"""The ledger of what was not asked: every box and every paper that was surely spared, each with its reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from yici.domain.form import FormField
from yici.domain.plan import Plan, PlannedMaterial
from yici.domain.reason import Reason
from yici.web.citizen.plan_page.lead import HANDED_IN, counts
from yici.web.words import Names, worded

ORIGINS: dict[str, str] = {
    "merged": gettext_noop("几张表都印了，只填一次"),
    "answered": gettext_noop("您在问题里已经回答"),
    "account": gettext_noop("从您的实名账户带出"),
    "register": gettext_noop("部门数据里已经有"),
    "held": gettext_noop("您的证照上已经有"),
    "produced": gettext_noop("由这次办理产生"),
    "omitted": gettext_noop("表上印了，这次用不着"),
}
PAPER_ORIGINS: dict[str, str] = {
    "form": gettext_noop("几张申请表合成一张"),
    "produced": gettext_noop("由这次办理产生"),
    "held": gettext_noop("您已经持有"),
    "spared": gettext_noop("本地不再收"),
    "shared": gettext_noop("部门之间共享"),
    "commitment": gettext_noop("由您的承诺代替"),
    "merged": gettext_noop("几处都要，只交一次"),
}


@dataclass(frozen=True, slots=True)
class Spared:
    """One line: what was spared, how many times, and why."""

    name: str
    times: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind, `origin`; `times` is their sum."""

    origin: str
    name: str
    times: int
    lines: tuple[Spared, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was spared: boxes of forms, papers. `unconnected` counts the boxes that a register could fill but does not
    yet, `could_spare` names those registers."""

    fields: int
    papers: int
    field_groups: tuple[Group, ...]
    paper_groups: tuple[Group, ...]
    unconnected: int
    could_spare: str


def ledger_words(plan: Plan, names: Names) -> Ledger:
    """This will write the ledger."""
    field_groups = _grouped(_fields(plan, names), ORIGINS)
    paper_groups = _grouped(_papers(plan, names), PAPER_ORIGINS)
    waiting = [_unconnected(one) for one in plan.form.fields if not one.maybe]
    registers = dict.fromkeys(reason.params["register"] for reason in waiting if reason)
    return Ledger(
        fields=sum(group.times for group in field_groups),
        papers=sum(group.times for group in paper_groups),
        field_groups=field_groups,
        paper_groups=paper_groups,
        unconnected=sum(reason is not None for reason in waiting),
        could_spare=names.listed(names.of("register", one) for one in registers),
    )


def _unconnected(one: FormField) -> Reason | None:
    return next((reason for reason in one.reasons if reason.code == "field.register_not_connected"), None)


def _fields(plan: Plan, names: Names) -> Iterator[tuple[str, Spared]]:
    for one in plan.form.fields:
        if one.printed > 1 and not one.maybe:
            merged = [reason for reason in one.reasons if reason.code == "field.merged"]
            yield "merged", Spared(names.of("element", one.element), one.printed - 1, _words(merged, names))
    for one in plan.form.spared:
        if one.maybe:
            continue
        yield one.origin, Spared(names.of("element", one.element), one.printed, _words(one.reasons, names))


def _papers(plan: Plan, names: Names) -> Iterator[tuple[str, Spared]]:
    forms = [paper for paper in plan.materials if paper.how == "form" and counts(paper)]
    for number, paper in enumerate(forms):
        # One merged form stays to be handed in: the first of them stands for it.
        yield "form", _paper(paper, paper.printed - (number == 0), paper.reasons, names)
    for paper in plan.materials:
        if paper.how in HANDED_IN and counts(paper) and paper.printed > 1:
            merged = tuple(reason for reason in paper.reasons if reason.code == "material.merged")
            yield "merged", _paper(paper, paper.printed - 1, merged, names)
        elif paper.how not in HANDED_IN and paper.how != "form" and counts(paper):
            yield paper.how, _paper(paper, paper.printed, paper.reasons, names)


def _paper(paper: PlannedMaterial, times: int, reasons: Iterable[Reason], names: Names) -> Spared:
    kept = [reason for reason in reasons if reason.code != "material.form_unknown"]
    return Spared(names.of("material", paper.material), times, _words(kept, names))


def _words(reasons: Iterable[Reason], names: Names) -> tuple[str, ...]:
    return tuple(dict.fromkeys(worded(reason, names) for reason in reasons))


def _grouped(lines: Iterable[tuple[str, Spared]], titles: dict[str, str]) -> tuple[Group, ...]:
    groups: dict[str, list[Spared]] = {}
    for origin, line in lines:
        if line.times:
            groups.setdefault(origin, []).append(line)
    return tuple(
        Group(origin, gettext(titles[origin]), sum(line.times for line in groups[origin]), tuple(groups[origin]))
        for origin in titles
        if origin in groups
    )
