"""Urging: asking the unit whose turn it is how far a matter is."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from yici.domain.case import Command, Urge
from yici.domain.case.urging import units
from yici.domain.lights import light_of
from yici.web.desk.forms.base import CommandForm, check_other, note_field, table_choices
from yici.web.watching_words import URGE_REASONS


class UrgeForm(CommandForm):
    """Ask the unit whose turn it is how far a matter is."""

    code = "urge"
    blames: ClassVar[dict[str, str]] = {"urging.not_their_turn": "agency", "urging.again_too_soon": "agency"}
    agency = forms.ChoiceField(
        label=gettext_lazy("催谁"), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("选一个部门。")}
    )
    about = forms.ChoiceField(
        label=gettext_lazy("为什么"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("选一个原因。")},
    )
    note = note_field(gettext_lazy("说明"), gettext_lazy("给承办机关看，申请人看不到。"))

    def prepare(self) -> None:
        """The units whose turn it is, the first one chosen."""
        names = self.opened.names
        known = units(self.opened.case.approval(self.offer.on))
        self.fields["agency"].choices = [(unit, names.of("agency", unit)) for unit in known]  # type: ignore[attr-defined]
        self.initial["agency"] = next(iter(known), "")
        self.fields["about"].choices = table_choices(URGE_REASONS)  # type: ignore[attr-defined]
        self.initial["about"] = self._reason()

    def _reason(self) -> str:
        """What is so anyway: late, or kept waiting for; else nothing is chosen."""
        case, item, now = self.opened.case, self.offer.on, self.opened.staff.now
        lamp = light_of(case.approval(item), now=now, calendar=self.opened.calendar_of(item))
        others = any(item in one.needs for one in case.approvals if one.status == "waiting")
        return (
            "late"
            if lamp.colour == "red"
            else "others_wait"
            if others
            else "due_soon"
            if lamp.colour == "yellow"
            else ""
        )

    def lead(self) -> list[str]:
        """What it is and what it is not."""
        return [
            gettext(
                "催办请承办机关答复办到哪一步、打算哪天办好；不改变期限，也不是督查的黄牌、红牌。"
                "一个部门一个工作日最多催一次（平台第 3 号规则，不是法律规定）。"
            )
        ]

    def clean(self) -> None:
        """A reason of its own needs words."""
        check_other(self, "about")

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        return Urge(item=self.offer.on, about=data["about"], agency=data["agency"], note=data["note"])
