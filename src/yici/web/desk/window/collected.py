"""What the counter's page collects while the clerk looks: the one notice, what would be accepted, what is open."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from yici.cases.broken import breaches_of
from yici.cases.counter import defects_of
from yici.domain.commitment import to_sign
from yici.domain.plan import PlannedApproval
from yici.web.case_words import DEFECT_CODES, worded
from yici.web.citizen.application.field_words import about, fault_text
from yici.web.citizen.application.opened import Opened
from yici.web.citizen.application.papers import unsigned_of, wanted
from yici.web.desk.window import checklist
from yici.web.desk.window.sheet import faults_in_form
from yici.web.desk.window.signers import signers_of
from yici.web.refusal_words import target_name


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the notice: what, what to do with it, words beside it."""

    name: str
    code: str
    note: str


@dataclass(frozen=True, slots=True)
class Open:
    """One thing that is not done yet, with where it is done."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Collected:
    """The state of the counter. `notice` is what would be asked for, once; `asked` and `accepted` are items in words;
    `waits` what may come later; `left` what keeps it from being answered now; `looked` of `papers` were looked at.
    `unasked` are questions that still matter and were not put: they may be left open, but not overlooked."""

    notice: tuple[Told, ...]
    asked: str
    accepted: str
    waits: tuple[str, ...]
    left: tuple[Open, ...]
    looked: int
    papers: int
    unasked: tuple[Open, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether everything was asked and looked at, so that it is to be answered now."""
        return not self.left and not self.unasked

    @property
    def todo(self) -> tuple[Open, ...]:
        """What is still to be asked, to be looked at or to be typed."""
        return (*self.unasked, *self.left)


def collected(opened: Opened) -> Collected:
    """This will collect what was found so far."""
    codes, names = checklist.codes_of(opened), opened.names
    missing, papers = checklist.faults_of(opened), wanted(opened)
    checks = opened.filling.checks
    defects = defects_of(opened.plan, codes)
    asked, notes = {one.item for one in defects}, checklist.notes_of(opened, defects)
    items = [one.item for one in opened.plan.schedule.approvals]
    waits = [one.material for one in papers if checks.get(one.material, {}).get("is") == checklist.LATER]
    return Collected(
        notice=tuple(
            Told(target_name(names, target), worded(DEFECT_CODES, code), notes.get(target, ""))
            for target, code in codes.items()
        ),
        asked=names.listed(names.of("item", item) for item in items if item in asked),
        accepted=names.listed(names.of("item", item) for item in items if item not in asked),
        waits=tuple(names.of("material", one) for one in waits),
        left=left_for(opened, answered=True),
        looked=len(papers) - len(missing),
        papers=len(papers),
        unasked=_unasked(opened),
    )


def _unasked(opened: Opened) -> tuple[Open, ...]:
    """One line for all of them: it leads to the first."""
    open_ones = opened.plan.questions
    if not open_ones or not opened.plan.schedule.approvals:
        return ()
    told = ngettext("还有 %(n)s 个问题没有问清", "还有 %(n)s 个问题没有问清", len(open_ones)) % {"n": len(open_ones)}
    return (Open(told, f"#f-{open_ones[0].id}"),)


def left_for(opened: Opened, *, answered: bool) -> tuple[Open, ...]:
    """This will list what is still to be done; papers need not be looked at by whoever only receives."""
    missing = checklist.faults_of(opened) if answered or not opened.plan.schedule.approvals else {}
    return (*_left(opened, missing), *form_left(opened), *_unsigned(opened), *_not_signed(opened, answered))


def _left(opened: Opened, missing: Mapping[str, str]) -> list[Open]:
    names = opened.names
    if not opened.plan.schedule.approvals:
        return [Open(gettext("先回答问题：现在还看不出要办哪些事项。"), "#questions")]
    return [
        Open(about(names.of("material", one), text), "#p-" + one.replace(".", "-")) for one, text in missing.items()
    ]


def form_left(opened: Opened) -> list[Open]:
    """This will list what is wrong with the form and is not asked for by the notice."""
    faults = faults_in_form(opened)
    return [
        Open(about(opened.names.of("element", name), fault_text(one.code, one.params)), "#f-" + name.replace(".", "-"))
        for name, one in faults.items()
    ]


def _unsigned(opened: Opened) -> list[Open]:
    return [
        Open(gettext("承诺书还没有读、没有签：%(item)s") % {"item": opened.names.of("item", item)}, f"#s-{item}")
        for item in sorted(unsigned_of(opened))
    ]


def _not_signed(opened: Opened, answered: bool) -> list[Open]:
    return [
        Open(gettext("还没有当面签字：%(role)s") % {"role": one.name}, f"#signer-{one.id}")
        for one in signers_of(opened)
        if not one.signed and not (one.asked and answered)
    ]


@dataclass(frozen=True, slots=True)
class Way:
    """A commitment that is offered for an item and was not chosen: `question` is where it is chosen."""

    name: str
    question: str


def ways_of(opened: Opened) -> tuple[Way, ...]:
    """This will list the items that may be decided on a commitment as well: by an answer that was given otherwise, or
    not yet. Where the definition has no such way, nothing is offered."""
    return tuple(way for one in opened.plan.schedule.approvals if not one.committed for way in _way(opened, one))


def _way(opened: Opened, planned: PlannedApproval) -> list[Way]:
    commitment = opened.catalogue.items[planned.item].commitment
    if commitment is None or not commitment.when:
        return []
    asked = checklist.question_of(commitment.when, opened)
    return [Way(opened.names.of("item", planned.item), asked)] if asked else []


def barred(opened: Opened, number: str) -> str:
    """This will say that a person may promise nothing now; empty when they may, or when nothing rests on a promise."""
    if not number or not to_sign(opened.plan):
        return ""
    broken = breaches_of(number)
    if not broken:
        return ""
    told = ngettext(
        "以前有 %(n)s 项承诺没有兑现、没有修复（%(numbers)s），这次不能再承诺，改走一般程序（国办发〔2020〕42号）。",
        "以前有 %(n)s 项承诺没有兑现、没有修复（%(numbers)s），这次不能再承诺，改走一般程序（国办发〔2020〕42号）。",
        len(broken),
    )
    return told % {"n": len(broken), "numbers": gettext("、").join(broken)}
