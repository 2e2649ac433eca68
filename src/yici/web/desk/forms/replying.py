"""Writing to the applicant about an item."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from yici.domain.case import Command, Reply
from yici.domain.case.talking import LONGEST, talk_of
from yici.domain.clock import legal_day
from yici.web.counting import end_text
from yici.web.desk.forms.base import CommandForm


class ReplyForm(CommandForm):
    """Write to the applicant, who reads it on the page of the matter."""

    code = "reply"
    blames: ClassVar[dict[str, str]] = {"message.empty": "note", "message.too_long": "note"}
    note = forms.CharField(
        label=gettext_lazy("写给申请人"),
        help_text=gettext_lazy("申请人在这件事的页面上看。要补正、要改期限，另有办法，不写在这里。"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("写好要说的再发。")},
    )

    def lead(self) -> list[str]:
        """What the applicant asked last, for those whose business it is, and until when it is to be answered."""
        standing = talk_of(self.opened.case.approval(self.offer.on)).open
        if standing is None:
            return []
        end = end_text(standing, legal_day(self.opened.staff.now))
        return [*self._asked(), gettext("请在 %(day)s前回；期限由平台定，不是法定期限。") % {"day": end}]

    def _asked(self) -> list[str]:
        if not self.opened.knows:
            return []
        wrote = [line for line in self.opened.lines if line.event.kind == "message.asked"]
        last = [line for line in wrote if getattr(line.event, "item", "") == self.offer.on][-1:]
        said = [str((line.private or {}).get("note", "")) for line in last]
        return [gettext("申请人问：%(note)s") % {"note": note} for note in said if note]

    def command(self) -> Command:
        """The command."""
        return Reply(item=self.offer.on, note=self.cleaned_data["note"])
