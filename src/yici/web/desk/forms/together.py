"""Bringing departments together: meetings."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from yici.domain.case import (
    AnswerInvitation,
    CallOffMeeting,
    Command,
    Convene,
    Meeting,
    RecordMeeting,
)
from yici.domain.case.beside_events import MeetingConvened
from yici.domain.case.conferring import invitable
from yici.domain.clock import LEGAL
from yici.web import dates
from yici.web.case_words import worded
from yici.web.desk.forms.base import NOTE_LENGTH, CommandForm, check_other, item_choices, note_field, table_choices
from yici.web.desk.forms.inspecting import CHECKS, DAY, DAY_FORMAT
from yici.web.watching_words import MEETING_WORDS, RESULT_WORDS

RADIOS = forms.RadioSelect
HOUR = forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M")
HERE, AFAR = "here", "afar"
COMES, STAYS = "yes", "no"
RECORD_LENGTH = 20_000


class ConveneForm(CommandForm):
    """Call the departments of some items to a meeting."""

    code = "convene"
    blames: ClassVar[dict[str, str]] = {
        "meeting.in_the_past": "day", "meeting.no_place": "where", "meeting.alone": "items_chosen",
        "meeting.unknown_department": "agencies",
    }  # fmt: skip
    field_order: tuple[str, ...] = ("items_chosen", "agencies", "about", "day", "hour", "how", "where", "note")
    items_chosen = forms.MultipleChoiceField(
        label=gettext_lazy("会商哪几项"),
        widget=CHECKS,
        error_messages={"required": gettext_lazy("至少选两个部门的事项。")},
    )
    agencies = forms.MultipleChoiceField(label=gettext_lazy("还请被征求意见的部门"), widget=CHECKS, required=False)
    about = forms.ChoiceField(
        label=gettext_lazy("为什么事"), widget=RADIOS, error_messages={"required": gettext_lazy("选一个原因。")}
    )
    day = forms.DateField(
        label=gettext_lazy("哪一天"),
        widget=DAY,
        error_messages={"required": gettext_lazy("选一天。"), "invalid": DAY_FORMAT},
    )
    hour = forms.TimeField(
        label=gettext_lazy("几点"),
        widget=HOUR,
        error_messages={
            "required": gettext_lazy("写明几点。"), "invalid": gettext_lazy("写成时:分，比如 14:30。"),
        },
    )  # fmt: skip
    how = forms.ChoiceField(label=gettext_lazy("怎样开"), widget=RADIOS, initial=HERE)
    where = forms.CharField(
        label=gettext_lazy("在哪里，或者怎样远程参加"),
        max_length=200,
        error_messages={"required": gettext_lazy("写明地点，或者远程参加的办法。")},
    )
    note = note_field(gettext_lazy("说明"), gettext_lazy("给各部门看，申请人看不到。"))

    def prepare(self) -> None:
        """All that is open, and the departments that were asked beside those that decide."""
        case, names = self.opened.case, self.opened.names
        bodies = {a.agency for a in case.approvals if a.item in self.offer.items}
        asked = [one for one in invitable(case, self.offer.items) if one not in bodies]
        self.fields["items_chosen"].choices = item_choices(self.opened, self.offer.items)  # type: ignore[attr-defined]
        self.initial["items_chosen"] = list(self.offer.items)
        self.fields["about"].choices = table_choices(MEETING_WORDS)  # type: ignore[attr-defined]
        self.fields["how"].choices = [(HERE, gettext("到现场")), (AFAR, gettext("远程"))]  # type: ignore[attr-defined]
        if asked:
            self.fields["agencies"].choices = [(one, names.of("agency", one)) for one in asked]  # type: ignore[attr-defined]
        else:
            del self.fields["agencies"]

    def lead(self) -> list[str]:
        """Who is called, and what a meeting is not."""
        case, names = self.opened.case, self.opened.names
        called = dict.fromkeys(a.agency for a in case.approvals if a.item in self.offer.items)
        return [
            gettext("会请：%(units)s。") % {"units": names.listed(names.of("agency", one) for one in called)},
            gettext("会商不改变期限；不来的部门，不因此视为同意。"),
        ]

    def clean(self) -> None:
        """A reason of its own needs words."""
        check_other(self, "about")

    def command(self) -> Command:
        """The command."""
        data: dict[str, Any] = self.cleaned_data
        return Convene(
            about=data["about"], at=datetime.combine(data["day"], data["hour"], LEGAL), where=data["where"],
            remote=data["how"] == AFAR, items=tuple(data["items_chosen"]), agencies=tuple(data.get("agencies") or ()),
            note=data["note"],
        )  # fmt: skip


class MeetingForm(CommandForm):
    """What the forms about one meeting know."""

    code = ""

    @property
    def meeting(self) -> Meeting:
        """The meeting."""
        wanted = self.offer.on.partition("/")[0]
        return next(one for one in self.opened.case.meetings if one.id == wanted)

    def lead(self) -> list[str]:
        """What for, when, where, and who is called."""
        meeting, names = self.meeting, self.opened.names
        called = names.listed(names.of("agency", one.agency) for one in meeting.invited)
        told = {"about": worded(MEETING_WORDS, meeting.about), "when": dates.moment_text(meeting.at), "units": called}
        return [gettext("%(about)s：%(when)s；请了%(units)s。") % told, *self._said]

    @property
    def _said(self) -> list[str]:
        """Where it is, and the words of who convened it, for those whose business it is."""
        wanted = self.offer.on.partition("/")[0]
        for line in self.opened.lines:
            event = line.event
            if isinstance(event, MeetingConvened) and event.meeting.id == wanted:
                return [str(one) for key in ("where", "note") if (one := (line.private or {}).get(key))]
        return []


class AnswerInvitationForm(MeetingForm):
    """Say whether a department comes."""

    code = "answer_invitation"
    blames: ClassVar[dict[str, str]] = {"meeting.no_reason": "note"}
    comes = forms.ChoiceField(
        label=gettext_lazy("参加吗"), widget=RADIOS, error_messages={"required": gettext_lazy("选一个。")}
    )
    note = note_field(gettext_lazy("说明"), gettext_lazy("不参加的，写明原因。"))

    def prepare(self) -> None:
        """Yes or no."""
        self.fields["comes"].choices = [(COMES, gettext("参加")), (STAYS, gettext("不参加"))]  # type: ignore[attr-defined]

    def lead(self) -> list[str]:
        """For which department it is answered."""
        unit = self.opened.names.of("agency", self._agency)
        return [*super().lead(), gettext("代表%(unit)s答复。") % {"unit": unit}]

    @property
    def _agency(self) -> str:
        return self.offer.on.partition("/")[2]

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        return AnswerInvitation(
            meeting=self.meeting.id, agency=self._agency, comes=data["comes"] == COMES, note=data["note"]
        )  # fmt: skip


class RecordMeetingForm(MeetingForm):
    """Record a meeting."""

    code = "record_meeting"
    blames: ClassVar[dict[str, str]] = {"meeting.no_minutes": "record", "meeting.too_early": "result"}
    attended = forms.MultipleChoiceField(label=gettext_lazy("哪些部门到会"), widget=CHECKS, required=False)
    result = forms.ChoiceField(
        label=gettext_lazy("结果"), widget=RADIOS, error_messages={"required": gettext_lazy("选一个结果。")}
    )
    record = forms.CharField(
        label=gettext_lazy("会商记录"),
        help_text=gettext_lazy("各部门说了什么、各自要办什么、哪天办好。内容封存。"),
        max_length=RECORD_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("写下会商记录。")},
    )

    def prepare(self) -> None:
        """Those who said that they come."""
        names, invited = self.opened.names, self.meeting.invited
        self.fields["attended"].choices = [(one.agency, names.of("agency", one.agency)) for one in invited]  # type: ignore[attr-defined]
        self.initial["attended"] = [one.agency for one in invited if one.answer == "accepted"]
        self.fields["result"].choices = table_choices(RESULT_WORDS)  # type: ignore[attr-defined]

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        return RecordMeeting(
            meeting=self.meeting.id, attended=tuple(data["attended"]), result=data["result"], record=data["record"]
        )  # fmt: skip


class CallOffMeetingForm(MeetingForm):
    """Call a meeting off."""

    code = "call_off_meeting"
    note = forms.CharField(
        label=gettext_lazy("说明"), required=False, max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )

    def command(self) -> Command:
        """The command."""
        return CallOffMeeting(meeting=self.offer.on, note=self.cleaned_data["note"])


TOGETHER: tuple[type[CommandForm], ...] = (
    ConveneForm,
    AnswerInvitationForm,
    RecordMeetingForm,
    CallOffMeetingForm,
)
