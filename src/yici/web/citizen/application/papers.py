"""The papers to hand in, and the commitments to sign, as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, ngettext

from yici.cases.context import office_hours
from yici.catalogue import queries as catalogue_queries
from yici.domain.condition import parse
from yici.domain.open_ends import due_known
from yici.domain.plan import PlannedApproval, PlannedMaterial
from yici.files.arriving import Arriving
from yici.files.queries import FileRow
from yici.web import dates
from yici.web.citizen.application.came import Unfinished, Uploaded, unfinished_of, uploaded
from yici.web.citizen.application.opened import Opened
from yici.web.citizen.plan_page import FORMS
from yici.web.lapses import paper_warning
from yici.web.words import worded


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to hand in; `way` is how it will come, empty while nobody has said; `later` until when it may wait."""

    material: str
    name: str
    form: str
    items: str
    maybe: str
    optional: bool
    reasons: tuple[str, ...]
    later: str
    way: str
    files: tuple[Uploaded, ...]
    unfinished: tuple[Unfinished, ...]
    wrong: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the paper on the page."""
        return "p-" + self.material.replace(".", "-")

    @property
    def given(self) -> tuple[Uploaded, ...]:
        """The files that stand for the paper: what was found to be harmful does not."""
        return tuple(file for file in self.files if not file.harmful)

    @property
    def settled(self) -> bool:
        """Whether it is said how the paper comes."""
        return bool(self.given) or self.way in ("bring", "later")


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment: what was told, whether it is signed, and the question behind which the other way is."""

    item: str
    name: str
    told: tuple[str, ...]
    signed: bool
    question: str
    wrong: str

    @property
    def id(self) -> str:
        """The id of the commitment on the page."""
        return f"s-{self.item}"


def papers_of(
    opened: Opened,
    files: list[FileRow],
    wrong: dict[str, tuple[str, ...]] | None = None,
    arriving: Sequence[Arriving] = (),
) -> tuple[Paper, ...]:
    """This will list the papers that a draft's plan wants handed in, with what came of each and what is coming in."""
    faults = wrong or {}
    return tuple(
        _paper(
            opened,
            one,
            [file for file in files if file.material == one.material],
            unfinished_of(arriving, one.material),
            faults.get(one.material, ()),
        )
        for one in wanted(opened)
    )


def wanted(opened: Opened) -> tuple[PlannedMaterial, ...]:
    """This will give the papers of a plan that somebody has to hand in, now or later."""
    return tuple(one for one in opened.plan.materials if one.how in ("submit", "deferrable"))


def _paper(
    opened: Opened,
    one: PlannedMaterial,
    files: list[FileRow],
    unfinished: tuple[Unfinished, ...],
    wrong: tuple[str, ...],
) -> Paper:
    names = opened.names
    worded_reasons = [(reason.code, worded(reason, names)) for reason in one.reasons]
    return Paper(
        material=one.material,
        name=names.of("material", one.material),
        form=form_text(one),
        items=names.listed(names.of("item", item) for item in one.items),
        maybe=dates.joined(text for code, text in worded_reasons if code == "material.maybe") if one.maybe else "",
        optional=one.mandatory is False,
        reasons=tuple(dict.fromkeys(text for code, text in worded_reasons if code != "material.submit")),
        later=_later(one, opened),
        way=opened.filling.ways.get(one.material, ""),
        files=tuple(uploaded(file) for file in files),
        unfinished=unfinished,
        wrong=wrong,
    )


def form_text(one: PlannedMaterial) -> str:
    """This will write in which form, and how many copies, a paper is wanted."""
    form = gettext(FORMS[one.form]) if one.form else gettext("要原件还是复印件，指南没有写明")
    copies = ngettext("%(n)s 份", "%(n)s 份", one.copies) % {"n": one.copies} if one.copies else ""
    return " ".join(part for part in (form, copies) if part)


def _later(one: PlannedMaterial, opened: Opened) -> str:
    told = (later_text(one, opened.row.place, opened.now), paper_warning(one.material, opened.plan, opened.names))
    return gettext("。").join(text for text in told if text)


def later_text(one: PlannedMaterial, place: str, now: datetime) -> str:
    """This will say until when a paper may wait; empty when it may not."""
    if one.how != "deferrable":
        return ""
    if one.later is None:
        return gettext("可以等现场核查时再交") if one.at_inspection else gettext("可以受理以后再交")
    end = due_known(one.later, now, catalogue_queries.calendar_for(place), office_hours(place))
    if end.day is None:
        return gettext("可以在 %(limit)s 内补交") % {"limit": dates.limit_text(one.later)}
    return gettext("可以晚些交：今天提交的话，到 %(day)s为止") % {"day": dates.day_text(end.day)}


def promises_of(opened: Opened, unsigned: frozenset[str] = frozenset()) -> tuple[Promise, ...]:
    """This will list the commitments that the plan rests on; `unsigned` are those that somebody went on without."""
    return tuple(_promise(opened, one, one.item in unsigned) for one in committed(opened))


def committed(opened: Opened) -> tuple[PlannedApproval, ...]:
    """This will give the approvals that are decided on a commitment."""
    return tuple(one for one in opened.plan.schedule.approvals if one.committed)


def _promise(opened: Opened, one: PlannedApproval, wrong: bool) -> Promise:
    return Promise(
        item=one.item,
        name=opened.names.of("item", one.item),
        told=opened.names.signed_texts(one.told),
        signed=opened.filling.has_signed(one.item, one.told),
        question=_question(opened, one.item),
        wrong=gettext("按承诺办要先读完、勾选；不想承诺，可以改走一般程序。") if wrong else "",
    )


def _question(opened: Opened, item: str) -> str:
    """The question by which this way was chosen, where the other can be chosen as freely."""
    commitment = opened.catalogue.items[item].commitment
    asked = parse(commitment.when).names if commitment and commitment.when else frozenset()
    return next((name for name in sorted(asked) if name in opened.plan.answers), "")


def unsigned_of(opened: Opened) -> frozenset[str]:
    """This will name the items whose commitment is not signed yet."""
    return frozenset(one.item for one in committed(opened) if not opened.filling.has_signed(one.item, one.told))
