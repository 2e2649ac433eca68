"""Stopping the lawful clock and letting it run on (Administrative Licensing Law Art. 45), and a place's own pauses."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from yici.domain.case import Command, Resume, Suspend
from yici.domain.clock import LONGEST
from yici.domain.plan import PlannedApproval
from yici.web.case_words import worded
from yici.web.causes import cause_source, cause_word
from yici.web.desk.forms.base import CommandForm, note_field
from yici.web.reason_words import CAUSE_WORDS


class SuspendForm(CommandForm):
    """Stop the clock of one item for a cause of its regime."""

    code, sent = "suspend", True
    blames: ClassVar[dict[str, str]] = {
        "clock.no_cause": "cause",
        "clock.days": "days",
        "clock.too_long": "days",
        "clock.cause_again": "note",
    }
    cause = forms.ChoiceField(
        label=gettext_lazy("为什么"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("选一种原因；别的原因不能停。")},
    )
    days = forms.IntegerField(
        label=gettext_lazy("需要几个工作日"),
        min_value=1,
        max_value=LONGEST["working_day"],
        help_text=gettext_lazy("写进给申请人的告知书。做完的日子过了，下一个工作日起期限自动接着算。"),
        error_messages={"required": gettext_lazy("写明需要几个工作日。")},
    )
    note = note_field(gettext_lazy("说明"), gettext_lazy("会写在告知书上。"))

    def prepare(self) -> None:
        """The causes that the regime of the item knows, then those of the place's own rule, which stop its promise."""
        planned = next(one for one in self.opened.plan.schedule.approvals if one.item == self.offer.on)
        lawful = [(cause, worded(CAUSE_WORDS, cause)) for cause in planned.stop_causes]
        own = [(one.id, self._own(one.id, planned)) for one in planned.local_causes]
        self.fields["cause"].choices = [*lawful, *own]  # type: ignore[attr-defined]
        hearing = self.opened.case.approval(self.offer.on).hearing
        if hearing and hearing.stage in ("requested", "set") and "hearing" in planned.stop_causes:
            self.initial["cause"] = "hearing"

    def _own(self, cause: str, planned: PlannedApproval) -> str:
        told = {
            "cause": cause_word(cause, planned, self.opened.names),
            "source": self.opened.names.source(cause_source(cause, planned)),
        }
        return gettext("%(cause)s（本地规定：%(source)s。只停承诺时限，法定时限照常计算）") % told

    def lead(self) -> list[str]:
        """What the law says about it."""
        planned = next(one for one in self.opened.plan.schedule.approvals if one.item == self.offer.on)
        told = []
        if planned.stop_causes:
            told.append(
                gettext("只有这几种原因的时间不计入期限，要书面告知申请人（行政许可法第四十五条）。等申请人不在其中。")
            )
        if planned.local_causes:
            told.append(gettext("本地规定的情形只停承诺时限，法定时限照常计算。"))
        return told

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        return Suspend(item=self.offer.on, cause=data["cause"], days=data["days"], note=data["note"])


class ResumeForm(CommandForm):
    """Let the clock run on."""

    code = "resume"

    def lead(self) -> list[str]:
        """From when it counts again."""
        return [gettext("今天还不算，下一个工作日起接着算。")]

    def command(self) -> Command:
        """The command."""
        return Resume(item=self.offer.on)
