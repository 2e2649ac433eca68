"""Extending the limit of a decision (Administrative Licensing Law Art. 42)."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from yici.domain.case import Command, Deadline, ExtendDecision, longer
from yici.domain.clock import Limit, legal_day
from yici.domain.extension import AllowedExtension, Extended
from yici.web.amounts import limit_text
from yici.web.case_words import APPROVER_WORDS, worded
from yici.web.counting import end_text
from yici.web.desk.forms.base import NOTE_LENGTH, CommandForm
from yici.web.limit_sources import told_source

NAME_LENGTH = 120


class ExtendForm(CommandForm):
    """Extend the limit of one item, once: every number of days stands with the day that it leads to."""

    code, final = "extend", True
    blames: ClassVar[dict[str, str]] = {
        "extension.days": "days", "extension.no_reason": "note", "extension.no_approver": "approver",
    }  # fmt: skip
    days = forms.TypedChoiceField(
        label=gettext_lazy("延长多久"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("选延长几天。"), "invalid_choice": gettext_lazy("改成法律允许的天数以内。"),
        },
    )  # fmt: skip
    approver = forms.CharField(
        label=gettext_lazy("谁批准的"),
        max_length=NAME_LENGTH,
        error_messages={"required": gettext_lazy("写明批准人的职务和姓名。")},
    )
    # No law lists causes for it, so the reasons are words.
    note = forms.CharField(
        label=gettext_lazy("理由"),
        help_text=gettext_lazy("会写在告知书上，告诉申请人。"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("理由要告诉申请人，请写明。")},
    )

    def prepare(self) -> None:
        """Every number of days that the law allows, the most first chosen, with the end that it leads to."""
        most = self._allowed.limit
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (days, self._choice(days)) for days in range(1, most.amount + 1)
        ]
        self.initial["days"] = most.amount
        asked = {"approver": worded(APPROVER_WORDS, self._allowed.approver)}
        self.fields["approver"].help_text = gettext("职务和姓名。规定要由%(approver)s批准。") % asked

    def lead(self) -> list[str]:
        """What the law says about it, and the limit as it is now."""
        told = {"source": told_source(self._allowed, self.opened.names), "day": self._end(self._legal)}
        return [
            gettext("只能延长一次，要经批准，并把理由告诉申请人（%(source)s）。申请人自己的期限不变。") % told,
            gettext("现在的法定期限：%(day)s。") % told,
        ]

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        return ExtendDecision(item=self.offer.on, days=data["days"], approver=data["approver"], note=data["note"])

    @property
    def _allowed(self) -> AllowedExtension:
        allowed = next(one for one in self.opened.plan.schedule.approvals if one.item == self.offer.on).extension
        assert allowed is not None
        return allowed

    @property
    def _legal(self) -> Deadline:
        return next(d for d in self.opened.case.approval(self.offer.on).deadlines if d.name == "legal")

    def _choice(self, days: int) -> str:
        limit = Limit(days, self._allowed.limit.unit, self._allowed.limit.ends)
        item = self.offer.on
        calendar, office = self.opened.calendar_of(item), self.opened.office_of(item)
        moved = longer(self._legal, Extended(limit, self._allowed.source), calendar, office)
        return gettext("%(days)s：法定期限到 %(day)s") % {"days": limit_text(limit), "day": self._end(moved)}

    def _end(self, deadline: Deadline) -> str:
        return end_text(deadline, legal_day(self.opened.staff.now))
