"""The one request for correction: every defect at once, paper by paper and field by field, each with what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_noop

from yici.domain.case import Command, Deadline, Defect, RequestCorrection, lacking
from yici.domain.clock import legal_day
from yici.web import counting
from yici.web.case_words import DEFECT_CODES
from yici.web.desk.contents import given_papers, review_points
from yici.web.desk.forms.base import CommandForm
from yici.web.refusal_words import target_name

NOTE_LENGTH = 300
PAPER, FIELD = "paper.", "field."
CODES: dict[str, dict[str, str]] = {
    prefix: {code: words for code, words in DEFECT_CODES.items() if code.startswith(prefix)}
    for prefix in (PAPER, FIELD)
}


@dataclass(frozen=True, slots=True)
class Target:
    """One paper or form field that may be named: the items that need it, and what to look at in it."""

    id: str
    name: str
    prefix: str
    items: tuple[str, ...]
    missing: bool
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target with its three controls as plain values: a hundred of them are written faster without widgets."""

    target: Target
    number: int
    ticked: bool
    code: str
    codes: tuple[tuple[str, str], ...]
    note: str
    faults: tuple[str, ...]


class CorrectForm(CommandForm):
    """Tell all defects once."""

    code, sent = "correct", True
    template: ClassVar[str] = "yici/desk/correct_fields.html"

    def prepare(self) -> None:
        """Three controls a target: tick, what to do, words of one's own."""
        self.targets = tuple(self._targets())
        self.lacking = frozenset(lacking(self.opened.case, self.offer.items, self.opened.plan))
        for number, target in enumerate(self.targets):
            wanted = target.id in self.lacking
            self.fields[f"t{number}"] = forms.BooleanField(label=target.name, required=False, initial=wanted)
            self.fields[f"c{number}"] = forms.ChoiceField(
                label=gettext("%(name)s：要怎样") % {"name": target.name},
                choices=[("", ""), *CODES[target.prefix].items()],
                required=False,
                initial=f"{target.prefix}missing" if target.missing else "",
            )
            self.fields[f"n{number}"] = forms.CharField(
                label=gettext("%(name)s：说明") % {"name": target.name}, required=False, max_length=NOTE_LENGTH
            )

    def _targets(self) -> Iterator[Target]:
        """What may be named: of items that were told once already only what was named then."""
        plan, names = self.opened.plan, self.opened.names
        given = given_papers(self.opened.lines)
        for paper in plan.materials:
            items = self._items(paper.items, paper.material)
            if items and (paper.how == "submit" or paper.material in given):
                points = tuple(point.text for point in review_points(paper, names))
                missing = paper.material not in given
                yield Target(paper.material, target_name(names, paper.material), PAPER, items, missing, points)
        for field in plan.form.fields:
            if items := self._items(field.items, field.element):
                yield Target(field.element, target_name(names, field.element), FIELD, items, False, ())

    def _items(self, asked: tuple[str, ...], target: str) -> tuple[str, ...]:
        case = self.opened.case
        return tuple(item for item in asked if item in self.offer.items and case.may_name(item, target))

    @cached_property
    def rows(self) -> tuple[TargetRow, ...]:
        """Every target with its controls."""
        return tuple(self._row(number, target) for number, target in enumerate(self.targets))

    def papers(self) -> list[TargetRow]:
        """This will give the rows of papers."""
        return [row for row in self.rows if row.target.prefix == PAPER]

    def elements(self) -> list[TargetRow]:
        """This will give the rows of form fields."""
        return [row for row in self.rows if row.target.prefix == FIELD]

    def opened_elements(self) -> bool:
        """This will say whether the form fields must be seen: something was ticked or is wrong there."""
        return self.is_bound and any(row.faults or row.ticked for row in self.elements())

    def _row(self, number: int, target: Target) -> TargetRow:
        names = [f"{letter}{number}" for letter in "tcn"]
        tick, code, note = (self[name].value() for name in names)
        faults = tuple(str(fault) for name in names for fault in self.errors.get(name, ())) if self.is_bound else ()
        codes = (("", gettext_noop("选一个：要怎样")), *CODES[target.prefix].items())
        return TargetRow(
            target, number, bool(tick), str(code or ""), tuple((one, gettext(words)) for one, words in codes),
            str(note or ""), faults,
        )  # fmt: skip

    def lead(self) -> list[str]:
        """Once, and until when."""
        told = [gettext("一次告知：现在把要补正的全部勾上，以后不能再要新的。")]
        window = self._window()
        if window is not None and window.due is not None:
            day = counting.end_text(window, legal_day(self.opened.staff.now))
            told.append(gettext("最晚 %(day)s告知；过了这一天没有告知，自收到之日起视为受理。") % {"day": day})
        return told

    def _window(self) -> Deadline | None:
        standing = [
            d for a in self.opened.case.approvals if a.item in self._silent() for d in a.deadlines
            if d.name == "correction" and d.due is not None
        ]  # fmt: skip
        return min(standing, key=lambda d: d.due or d.since, default=None)

    def _silent(self) -> set[str]:
        """The items of which the law makes an acceptance when the office stays silent."""
        planned = self.opened.plan.schedule.approvals
        return {one.item for one in planned if one.missed == "accepted_from_receipt"} & set(self.offer.items)

    def clean(self) -> None:
        """At least one is ticked, and nothing is written beside one that is not."""
        ticked = False
        for number, _ in enumerate(self.targets):
            ticked = ticked or bool(self.cleaned_data.get(f"t{number}"))
            if self.cleaned_data.get(f"n{number}") and not self.cleaned_data.get(f"t{number}"):
                self.add_error(f"t{number}", gettext("写了说明，没有勾选。"))
            if self.cleaned_data.get(f"t{number}") and not self.cleaned_data.get(f"c{number}"):
                self.add_error(f"c{number}", gettext("勾选了，没有选要怎样。"))
        if not ticked and not self.errors:
            self.add_error(None, gettext("没有勾选要补正的内容。都齐了，就受理。"))

    def warnings(self) -> list[str]:
        """What has not come and is not named: it can never be asked for again."""
        left = [
            target.name
            for number, target in enumerate(self.targets)
            if target.id in self.lacking and not self.cleaned_data[f"t{number}"]
        ]
        if not left:
            return []
        told = gettext("没有交来、也没有勾选的：%(papers)s。告知以后不能再要。")
        return [told % {"papers": self.opened.names.listed(left)}]

    def command(self) -> Command:
        """The command: one defect for each item that needs the thing, so that none of them runs on meanwhile."""
        data: dict[str, Any] = self.cleaned_data
        chosen = [(number, target) for number, target in enumerate(self.targets) if data[f"t{number}"]]
        return RequestCorrection(
            defects=tuple(
                Defect(item=item, target=target.id, code=data[f"c{number}"])
                for number, target in chosen
                for item in target.items
            ),
            notes={target.id: data[f"n{number}"] for number, target in chosen if data[f"n{number}"]},
        )
