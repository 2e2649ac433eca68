"""What is in a case: the papers with their review points, the form as it stands, what is owed, the points of visits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, ngettext

from yici.cases.queries import Line
from yici.domain.case import Case
from yici.domain.case import events as e
from yici.domain.clock import legal_day
from yici.domain.form import FormField
from yici.domain.occurrence import plain
from yici.domain.plan import Plan, PlannedMaterial
from yici.domain.vocabulary import Element
from yici.files.queries import FileRow
from yici.web import counting, dates
from yici.web.case_words import DEFECT_CODES, TRUST_WORDS, worded
from yici.web.citizen.application.themes import in_order, theme_name, theme_of
from yici.web.masking import mask_name, mask_value
from yici.web.words import Names
from yici.web.words import worded as reason_words

HOW: dict[str, tuple[str, str]] = {
    "submit": (gettext_noop("要交"), ""),
    "deferrable": (gettext_noop("可以后补"), "later"),
    "commitment": (gettext_noop("承诺代替"), "good"),
    "form": (gettext_noop("合并的申请表代替"), "good"),
    "produced": (gettext_noop("本次产生"), "good"),
    "spared": (gettext_noop("本地不收"), "good"),
    "held": (gettext_noop("已经持有"), "good"),
    "shared": (gettext_noop("部门共享"), "good"),
}
FORMS: dict[str, str] = {
    "original": gettext_noop("原件"),
    "copy": gettext_noop("复印件"),
    "original_and_copy": gettext_noop("原件和复印件"),
    "electronic": gettext_noop("电子件"),
}
GIVEN_BY = (e.Submitted, e.CorrectionSupplied, e.PaperSupplied)


@dataclass(frozen=True, slots=True)
class Point:
    """What the definition says must be looked at in a paper, for one item."""

    item: str
    text: str


@dataclass(frozen=True, slots=True)
class FileLink:
    """One uploaded file: its name (masked names are left out), kind, size in kilobytes and where to fetch it.

    `state` says why it cannot be seen, and then there is nothing to fetch.
    """

    href: str
    name: str
    kilobytes: int
    state: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the plan: how it is met, what came in, what is to be looked at, what is wrong with it."""

    id: str
    name: str
    how: str
    tone: str
    form: str
    items: str
    given: str
    missing: bool
    files: tuple[FileLink, ...]
    points: tuple[Point, ...]
    why: tuple[str, ...]
    defect: str


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value of the form with where it comes from and how far it can be trusted.

    `account`: the account told it, nobody was asked; `opens`: it is masked and this person may have it shown.
    """

    name: str
    value: str
    masked: bool
    personal: bool
    origin: str
    trust: str
    items: str
    defect: str
    account: bool
    opens: bool


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """The values about one subject; `empty` counts what was asked and left empty."""

    name: str
    lines: tuple[ValueLine, ...]
    empty: int


def given_papers(lines: Sequence[Line]) -> dict[str, str]:
    """This will say of every paper that came in when it did."""
    given: dict[str, str] = {}
    for line in lines:
        when = dates.day_text(legal_day(line.event.at))
        if isinstance(line.event, GIVEN_BY):
            given |= {paper.material: when for paper in line.event.papers}
        if isinstance(line.event, e.InspectionRecorded):
            given |= dict.fromkeys(line.event.supplied, when)
    return given


def papers(
    case: Case, plan: Plan, lines: Sequence[Line], files: Sequence[FileRow], names: Names
) -> tuple[PaperLine, ...]:
    """This will list the papers of a case, those first that came in or must come."""
    given = given_papers(lines)
    defects = {defect.target: worded(DEFECT_CODES, defect.code) for defect in case.defects}
    by_paper: dict[str, list[FileRow]] = {}
    for row in files:
        by_paper.setdefault(row.material, []).append(row)
    order = sorted(plan.materials, key=lambda one: (one.material not in given, one.how not in ("submit", "deferrable")))
    return tuple(_paper(case, one, given, defects, by_paper.get(one.material, []), names) for one in order)


def _paper(
    case: Case,
    planned: PlannedMaterial,
    given: Mapping[str, str],
    defects: Mapping[str, str],
    files: Sequence[FileRow],
    names: Names,
) -> PaperLine:
    how, tone = HOW[planned.how]
    return PaperLine(
        id=planned.material,
        name=names.of("material", planned.material),
        how=gettext(how),
        tone=tone,
        form=form_text(planned),
        items=names.listed(names.of("item", item) for item in planned.items),
        given=given.get(planned.material, ""),
        missing=planned.how == "submit" and planned.material not in given,
        files=tuple(file_link(case, row) for row in files),
        points=tuple(review_points(planned, names)),
        why=tuple(dict.fromkeys(reason_words(one, names) for one in planned.reasons if one.code != "material.submit")),
        defect=defects.get(planned.material, ""),
    )


def form_text(planned: PlannedMaterial) -> str:
    """This will write in which form and how many copies a paper is asked for, as far as a source says."""
    form = gettext(FORMS[planned.form]) if planned.form else ""
    copies = ngettext("%(n)s 份", "%(n)s 份", planned.copies) % {"n": planned.copies} if planned.copies else ""
    return " ".join(part for part in (form, copies) if part)


def file_link(case: Case, row: FileRow) -> FileLink:
    """This will tell of a file of a case where it is fetched, or why it cannot be."""
    href = reverse("desk_file", args=[UUID(case.id), row.id])
    state = gettext("正在检查有没有病毒") if row.checking else gettext("查出病毒，已删掉") if row.harmful else ""
    return FileLink("" if state else href, row.name or gettext("（已清除）"), max(1, row.size // 1024), state)


def review_points(planned: PlannedMaterial, names: Names) -> Iterator[Point]:
    """This will give the review points of the definitions for one paper, item by item."""
    for item in planned.items:
        for use in names.catalogue.items[item].materials:
            if use.material == plain(planned.material):
                yield from (Point(names.of("item", item), text) for text in names.texts(use.review_points))


def values(
    case: Case, plan: Plan, form: Mapping[str, Any], names: Names, *, clear: frozenset[str], person: bool
) -> tuple[ValueGroup, ...]:  # fmt: skip
    """This will list the form as it stands, by subject, and what the account told, so that nobody was asked for it.

    Personal values stand in clear for the items in `clear`; those of the account only where `person` says so.
    """
    defects = {defect.target: worded(DEFECT_CODES, defect.code) for defect in case.defects}
    groups: dict[str, list[ValueLine]] = {}
    empty: dict[str, int] = {}
    for field in (*plan.form.spared, *plan.form.fields):
        theme = theme_of(field.element)
        known = form.get(field.element) not in (None, "", [])
        if known or field.element in defects:
            seen = bool(clear & set(field.items))
            groups.setdefault(theme, []).append(_value(field, form, defects, names, clear=seen, person=person))
        elif field.origin == "ask":
            empty[theme] = empty.get(theme, 0) + 1
    return tuple(
        ValueGroup(theme_name(theme, names), tuple(groups.get(theme, ())), empty.get(theme, 0))
        for theme in in_order((*groups, *empty))
    )


def _value(
    field: FormField, form: Mapping[str, Any], defects: Mapping[str, str], names: Names, *, clear: bool, person: bool
) -> ValueLine:  # fmt: skip
    element = names.catalogue.elements[field.element]
    text = value_text(element, form.get(field.element), names)
    account = field.origin == "account"
    hidden = element.personal and bool(text) and not (clear and (person or not account))
    return ValueLine(
        name=names.name(element),
        value=masked(element, text) if hidden else text,
        masked=hidden,
        personal=element.personal,
        origin=next((reason_words(one, names) for one in field.reasons if one.code.startswith("field.")), ""),
        trust=worded(TRUST_WORDS, field.trust),
        items=names.listed(names.of("item", item) for item in field.items),
        defect=defects.get(field.element, ""),
        account=account,
        opens=hidden and clear,
    )


def masked(element: Element, text: str) -> str:
    """This will mask a value as its element asks for."""
    return mask_name(text) if element.id.endswith(".name") else mask_value(element.type, text)


def value_text(element: Element, value: Any, names: Names) -> str:
    """This will write a value: the words of its options, yes or no, with its unit."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if element.type == "boolean" and value in ("yes", "no"):
        return gettext("是") if value == "yes" else gettext("否")
    options = {option.value: names.name(option) for option in element.options}
    text = names.listed(options.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))
    return f"{text} {names.unit(element)}" if element.unit else text


def owed(case: Case, names: Names, now: datetime) -> tuple[tuple[str, str], ...]:
    """This will list the papers that may come later, each with until when."""
    return tuple(
        (
            names.of("material", one.material),
            counting.end_text(one.deadline, legal_day(now)) if one.deadline else gettext("现场核查时"),
        )
        for one in case.owed
    )


def joint(items: Iterable[str], names: Names) -> bool:
    """This will say whether items are with more than one department: one visit of theirs is a joint one (联合勘验)."""
    known = (names.catalogue.items.get(item) for item in items)
    return len({item.agency for item in known if item}) > 1


def point_text(failed: str, names: Names) -> str:
    """This will word a point that failed, written as "item:inspection#number"; what is not known is shown as it is."""
    item, _, place = failed.partition(":")
    known = {point.code: point.text for point in points_of(item, names)}
    gap = " " if names.english else ""
    return f"{names.of('item', item)}{gettext('：')}{gap}{known.get(failed, place)}"


@dataclass(frozen=True, slots=True)
class VisitPoint:
    """One point that is looked at in a visit; `code` is how an event names it."""

    code: str
    text: str


def points_of(item: str, names: Names, inspections: Sequence[str] | None = None) -> tuple[VisitPoint, ...]:
    """This will list the inspection points of an item's definition, of these inspections or of all."""
    found = names.catalogue.items.get(item)
    return tuple(
        VisitPoint(f"{item}:{one.id}#{number}", text)
        for one in (found.inspections if found else ())
        if inspections is None or one.id in inspections
        for number, text in enumerate(names.texts(one.points), 1)
    )
