"""Writing to the applicant about an item."""

import re
from typing import ClassVar, Final
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from yici.domain.case import Command, Reply
from yici.domain.case.talking import LONGEST, talk_of
from yici.domain.clock import legal_day
from yici.files.queries import files_held
from yici.web.citizen.application.uploads import keep_chosen
from yici.web.counting import end_text
from yici.web.desk.forms.base import CommandForm
from yici.web.message_lines import ATTACHED

FILES: Final = "attached"
KEY: Final = re.compile(r"[0-9a-f]{1,64}")


class Several(forms.ClearableFileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class ReplyForm(CommandForm):
    """Write to the applicant, who reads it on the page of the matter."""

    code = "reply"
    takes_files = True
    blames: ClassVar[dict[str, str]] = {
        "message.empty": "note", "message.too_long": "note", "file.too_many": FILES,
    }  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("写给申请人"),
        help_text=gettext_lazy("申请人在这件事的页面上看。要补正、要改期限，另有办法，不写在这里。"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("写好要说的再发。")},
    )
    attached = forms.Field(
        label=gettext_lazy("附上文件（可以不附）"),
        help_text=gettext_lazy("PDF、JPG、PNG，最多 10 个。文书不从这里发。"),
        required=False,
        widget=Several(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )
    along: tuple[str, ...] = ()

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

    def take(self, request: HttpRequest) -> None:
        """This will keep what goes along under the name of this very form: a second click finds the same files."""
        chosen, key = request.FILES.getlist(FILES), request.POST.get("key", "")
        if not chosen or not KEY.fullmatch(key):
            return
        material, case = f"{ATTACHED}{key}", self.opened.case
        for text in keep_chosen(
            chosen, holder=self.opened.id, subject=UUID(case.subject), material=material, now=self.opened.staff.now
        ):
            self.add_error(FILES, text)
        self.along = tuple(one.digest for one in files_held(self.opened.id, (material,)))

    def command(self) -> Command:
        """The command."""
        return Reply(item=self.offer.on, note=self.cleaned_data["note"], files=self.along)
