"""What the applicant has to do, now or when they like."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from yici.cases.queries import Line
from yici.domain.case import Case
from yici.domain.plan import Plan
from yici.web.citizen.application.explained import by_text
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that the applicant has to do, now (`urgent`) or when they like, and where."""

    urgent: bool
    text: str
    until: str
    url: str
    action: str


def given_in(lines: Sequence[Line]) -> set[str]:
    """This will name the papers that came so far."""
    return {paper.material for line in lines for paper in getattr(line.event, "papers", ())}


def todo(case: Case, plan: Plan, given: set[str], names: Names) -> tuple[Todo, ...]:
    """This will list what the applicant has to do; nothing is the usual answer."""
    return (
        *_corrections(case),
        *_repairs(case, names),
        *_bring(case, plan, given, names),
        *_owed(case, names),
        *_fetch(case, names),
    )


def _bring(case: Case, plan: Plan, given: set[str], names: Names) -> list[Todo]:
    """What did not come with the application, while the window still checks the papers."""
    # Where the window has told what is missing, it told everything: nothing else is wanted there.
    waiting = {one.item for one in case.approvals if one.status == "received" and not one.corrected}
    missing = [
        names.of("material", one.material)
        for one in plan.materials
        if one.how == "submit" and one.mandatory is not False and not one.maybe
        if one.material not in given and waiting & set(one.items)
    ]
    if not missing:
        return []
    text = gettext("带到综合窗口：%(papers)s") % {"papers": names.listed(missing)}
    return [Todo(False, text, gettext("越早带来越早办；还要补什么，窗口会一次告诉您"), "", "")]


def _corrections(case: Case) -> list[Todo]:
    if not case.defects:
        return []
    count = len({defect.target for defect in case.defects})
    reply = [d for a in case.approvals if a.status == "correcting" for d in a.deadlines if d.name == "reply"]
    text = ngettext("补 %(n)s 处", "补 %(n)s 处", count) % {"n": count}
    url = reverse("case_correct", args=[case.id])
    return [Todo(True, text, by_text(reply[0]) if reply else "", url, gettext("看要补什么，现在补"))]


def _owed(case: Case, names: Names) -> list[Todo]:
    """Papers that may come later: with a date each for itself, those that can wait for the visit together."""
    url, action = reverse("case_supply", args=[case.id]), gettext("现在交")
    dated = [
        Todo(
            True,
            gettext("交来%(papers)s") % {"papers": names.of("material", owed.material)},
            by_text(end),
            url,
            action,
        )
        for owed in case.owed
        if (end := owed.deadline) is not None
    ]
    waiting = [names.of("material", owed.material) for owed in case.owed if owed.deadline is None]
    if not waiting:
        return dated
    text = gettext("交来%(papers)s") % {"papers": names.listed(waiting)}
    return [*dated, Todo(False, text, gettext("可以等现场核查时再交"), url, action)]


def _repairs(case: Case, names: Names) -> list[Todo]:
    return [
        Todo(True, gettext("把“%(item)s”整改好") % {"item": names.of("item", approval.item)}, by_text(deadline), "", "")
        for approval in case.approvals
        for deadline in approval.deadlines
        if deadline.name == "repair"
    ]


def _fetch(case: Case, names: Names) -> list[Todo]:
    ready = [names.of("item", one.item) for one in case.approvals if one.status == "decided"]
    if not ready:
        return []
    return [Todo(False, gettext("领“%(items)s”的结果") % {"items": names.listed(ready)}, "", "", "")]
