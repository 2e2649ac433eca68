"""What an applicant brings to the window in answer to the request for correction: every paper and field it named."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext

from yici.cases.queries import form_values
from yici.domain.case import Command, Paper, SupplyCorrection
from yici.domain.case.events import CorrectionRequested
from yici.domain.error import Invalid
from yici.domain.vocabulary import Element
from yici.intake.values import read_named
from yici.web.case_words import DEFECT_CODES, worded
from yici.web.citizen.application.field_words import fault_text
from yici.web.desk.contents import FORMS
from yici.web.desk.forms.base import Choices, CommandForm, table_choices
from yici.web.refusal_words import target_name

YES, NO = "yes", "no"
MOST_COPIES = 99
LONGEST = 2000


class SupplyCorrectionForm(CommandForm):
    """Take in what the request named, all of it at once."""

    code = "supply_correction"

    def prepare(self) -> None:
        """For a paper: whether it came, in which form, how many. For a field: its value as it stands."""
        known = self.opened.names.catalogue.materials
        targets = tuple(dict.fromkeys(defect.target for defect in self.opened.case.defects))
        self.papers = tuple(target for target in targets if target in known)
        self.elements = tuple(target for target in targets if target not in known)
        self.standing = form_values(self.opened.lines)
        for number, paper in enumerate(self.papers):
            self._add_paper(number, paper)
        for number, element in enumerate(self.elements):
            self._add_element(number, element)

    def _add_paper(self, number: int, paper: str) -> None:
        name = target_name(self.opened.names, paper)
        planned = next((one for one in self.opened.plan.materials if one.material == paper), None)
        self.fields[f"p{number}"] = forms.BooleanField(
            label=gettext("收到：%(name)s") % {"name": name}, required=False, help_text=self._asked(paper)
        )
        self.fields[f"f{number}"] = forms.ChoiceField(
            label=gettext("%(name)s：形式") % {"name": name},
            choices=[("", gettext("没有写明")), *table_choices(FORMS)],
            required=False,
            initial=planned.form if planned else None,
        )
        self.fields[f"k{number}"] = forms.IntegerField(
            label=gettext("%(name)s：份数") % {"name": name},
            required=False,
            min_value=1,
            max_value=MOST_COPIES,
            initial=planned.copies if planned else None,
            widget=forms.NumberInput(attrs={"class": "short"}),
        )

    def _add_element(self, number: int, target: str) -> None:
        field = _field(self.opened.names.catalogue.elements[target], self._options(target))
        field.label, field.help_text = target_name(self.opened.names, target), self._asked(target)
        field.required = False
        field.initial = _shown(self.standing.get(target)) if self._may_see(target) else None
        self.fields[f"e{number}"] = field

    def _may_see(self, target: str) -> bool:
        items = {defect.item for defect in self.opened.case.defects if defect.target == target}
        personal = self.opened.names.catalogue.elements[target].personal
        return not personal or bool(items & self.opened.clear)

    def _options(self, target: str) -> Choices:
        element, names = self.opened.names.catalogue.elements[target], self.opened.names
        if element.type == "boolean":
            return [(YES, gettext("是")), (NO, gettext("否"))]
        return [(option.value, names.name(option)) for option in element.options]

    def _asked(self, target: str) -> str:
        """What the request said about it: as an instruction, and in the words of whoever asked."""
        codes = dict.fromkeys(one.code for one in self.opened.case.defects if one.target == target)
        told = [worded(DEFECT_CODES, code) for code in codes]
        return gettext("；").join([*told, *self._notes(target)])

    def _notes(self, target: str) -> Iterator[str]:
        asked = [line for line in self.opened.lines if isinstance(line.event, CorrectionRequested)]
        if asked and asked[-1].private and asked[-1].private.get(target):
            yield str(asked[-1].private[target])

    def lead(self) -> list[str]:
        """All at once, and what follows."""
        return [gettext("告知书列出的要一次收齐。收到以后，从这一天重新审查。")]

    def clean(self) -> None:
        """Everything that was named is there, and every value can be read."""
        for number, _ in enumerate(self.papers):
            if not self.cleaned_data.get(f"p{number}"):
                self.add_error(f"p{number}", gettext("还没有收到，不能登记；要全部补来。"))
        typed: dict[str, Any] = {one: self.cleaned_data.get(f"e{n}") for n, one in enumerate(self.elements)}
        elements = self.opened.names.catalogue.elements
        try:
            self.values = read_named(elements, self.elements, {**self.standing, **typed})
        except Invalid as invalid:
            faults: Any = invalid.params["faults"]
            for fault in faults:
                self.add_error(f"e{self.elements.index(fault.element)}", fault_text(fault.code, fault.params))

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        papers = tuple(
            Paper(material=paper, form=data[f"f{number}"] or None, copies=data[f"k{number}"])
            for number, paper in enumerate(self.papers)
        )
        return SupplyCorrection(papers=papers, elements=self.elements, form=self.values)


def _field(element: Element, options: Choices) -> forms.Field:
    """A control that fits the type; what was typed is read by the type itself."""
    if element.type == "choices" and options:
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple)
    if options:
        return forms.ChoiceField(choices=[("", ""), *options])
    if element.type == "date":
        return forms.CharField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}))
    widget = forms.Textarea(attrs={"rows": 3}) if element.type == "long_text" else forms.TextInput()
    return forms.CharField(max_length=LONGEST, widget=widget)


def _shown(value: Any) -> Any:
    return (YES if value else NO) if isinstance(value, bool) else value
