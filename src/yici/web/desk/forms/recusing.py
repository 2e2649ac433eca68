"""Taking an officer off an item: oneself, or as a lead anybody of the organisation."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from yici.domain.case import Command, Recuse
from yici.domain.case.allowing import Desk
from yici.domain.clock import legal_day
from yici.web.desk.forms.base import CommandForm, OfficersMixin, table_choices
from yici.web.desk.recusals import others_too
from yici.web.interest_words import RECUSAL_REASONS


class RecuseForm(OfficersMixin, CommandForm):
    """Take oneself off an item, or somebody else by the name of their account."""

    code, final, unwritten = "recuse", True, True
    blames: ClassVar[dict[str, str]] = {
        "recusal.no_reason": "reason",
        "recusal.recorded_already": "officer_1",
        "recusal.unknown_officer": "officer_1",
    }
    officer_2 = None  # type: ignore[assignment]
    officer_3 = None  # type: ignore[assignment]
    reason = forms.ChoiceField(
        label=gettext_lazy("为什么回避"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("选一种原因。")},
    )

    def prepare(self) -> None:
        """Who may take off others names them; everybody else is meant themselves."""
        self.fields["reason"].choices = table_choices(RECUSAL_REASONS)  # type: ignore[attr-defined]
        if self._others:
            self.fields["officer_1"].label = gettext("谁回避（账号）")
            self.initial["officer_1"] = self.opened.staff.user.username
            self.offer_colleagues()
        else:
            del self.fields["officer_1"]

    def lead(self) -> list[str]:
        """What follows from it."""
        return [gettext("回避的人不再参与这一项的审查、核查和决定；已经提出的决定不算数。")]

    def clean_officer_1(self) -> str:
        """This will find who it is."""
        found = super().clean_officer_1()
        if not found:
            raise forms.ValidationError(gettext("写明是谁。"))
        return found

    def command(self) -> Command:
        """The command."""
        officer = self.cleaned_data.get("officer_1") or str(self.opened.staff.id)
        return Recuse(item=self.offer.on, officer=officer, reason=self.cleaned_data["reason"])

    @property
    def _others(self) -> bool:
        staff = self.opened.staff
        desk = Desk(self.opened.case, self.opened.plan, staff.grants, legal_day(staff.now), str(staff.id))
        return others_too(desk, self.offer.on)
