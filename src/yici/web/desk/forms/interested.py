"""Interested parties (Administrative Licensing Law Art. 36): told by a letter, heard, or silent in time."""

import hashlib
import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from yici.cases import context
from yici.domain.case import Command, HearInterested, Interested, TellInterested
from yici.domain.case.codes import RECEIPT
from yici.domain.case.interested import answers, least_day
from yici.domain.clock import legal_day
from yici.people.ids import new_id
from yici.web import dates
from yici.web.desk.forms.base import NOTE_LENGTH, CommandForm, table_choices
from yici.web.desk.forms.hearing import RECORD_LENGTH
from yici.web.desk.forms.inspecting import DAY, DAY_FORMAT
from yici.web.interest_words import HEARD_WORDS
from yici.web.opinion_words import PROOF_WORDS

NAME_LENGTH, ADDRESS_LENGTH = 100, 200


class TellInterestedForm(CommandForm):
    """Tell somebody that the matter concerns their major interest, by a letter."""

    code, sent = "tell_interested", True
    blames: ClassVar[dict[str, str]] = {
        "interested.too_soon": "until", "interested.no_name": "who", "interested.no_note": "note",
    }  # fmt: skip
    who = forms.CharField(
        label=gettext_lazy("告知谁（姓名或者名称）"),
        help_text=gettext_lazy("人数众多、用公告告知的，合记为一位。"),
        max_length=NAME_LENGTH,
        error_messages={"required": gettext_lazy("写明姓名或者名称。")},
    )
    address = forms.CharField(
        label=gettext_lazy("送达地址（可以不填）"), required=False, max_length=ADDRESS_LENGTH,
        help_text=gettext_lazy("写在告知书上；申请人看不到。"),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("关系到他的什么重大利益"),
        help_text=gettext_lazy("会写在告知书上，如油烟管道正对其窗户。"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("写明为什么告知，会写在告知书上。")},
    )
    until = forms.DateField(
        label=gettext_lazy("听取意见到哪一天"),
        widget=DAY,
        error_messages={"required": gettext_lazy("选一天。"), "invalid": DAY_FORMAT},
    )

    def prepare(self) -> None:
        """The first day that leaves enough time is proposed."""
        case = self.opened.case
        ctx = context.of_case(case, actor=self.opened.staff.reader(), now=self.opened.staff.now)
        self.least = least_day(case.approval(self.offer.on), ctx)
        self.fields["until"].widget.attrs |= {"min": self.least.isoformat()} if self.least else {}
        self.initial["until"] = self.least

    def lead(self) -> list[str]:
        """What follows from it."""
        lines = [
            gettext("审查时发现直接关系他人重大利益的，应当告知，并听取意见（行政许可法第三十六条）。"),
            gettext("听取以前不能准予；办理期限照常计算，不因此停下。"),
        ]
        if self.least is not None:
            day = {"day": dates.day_text(self.least, year=True)}
            lines.append(gettext("最早到 %(day)s；邮寄的，留出路上的时间。") % day)
        planned = next(one for one in self.opened.plan.schedule.approvals if one.item == self.offer.on)
        if planned.hearing is not None and self.opened.case.approval(self.offer.on).hearing is None:
            lines.append(gettext("同时告知双方有要求听证的权利（第四十七条）：申请人也会收到听证权利告知书。"))
        return lines

    def warnings(self) -> list[str]:
        """That the day lies behind the end of the limit, which runs on: what is mistyped here cannot be changed."""
        approval = self.opened.case.approval(self.offer.on)
        due = next((one.due for one in approval.deadlines if one.name == "legal"), None)
        if due is None or self.cleaned_data["until"] <= (end := dates.last_day(due)):
            return []
        told = {"day": dates.day_text(self.cleaned_data["until"], year=True), "end": dates.day_text(end, year=True)}
        return [gettext("听取意见到 %(day)s，法定期限 %(end)s就到了，不因此停下。告知以后不能改。") % told]

    def command(self) -> Command:
        """The command, for an id that nobody has."""
        data = self.cleaned_data
        return TellInterested(
            item=self.offer.on, interested=str(new_id()), until=data["until"], name=data["who"].strip(),
            address=data["address"].strip(), note=data["note"].strip(),
        )  # fmt: skip


class HearInterestedForm(CommandForm):
    """Record what somebody said who was told, that they ask for a hearing, or that they said nothing."""

    code, final, unwritten = "hear_interested", True, True
    blames: ClassVar[dict[str, str]] = {
        "interested.no_record": "record", "interested.no_proof": "number", "command.not_a_code": "number",
        "interested.answer_not_now": "answer",
    }  # fmt: skip
    answer = forms.ChoiceField(
        label=gettext_lazy("怎样答复的"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("选一种。")},
    )
    record = forms.CharField(
        label=gettext_lazy("意见（提出意见的，必填）"),
        help_text=gettext_lazy("照原话，经本人确认。内容封存，摘要记入办件记录；申请人看不到是谁说的。"),
        required=False,
        max_length=RECORD_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("告知书怎样送到的（没有提出意见的，必填）"), widget=forms.RadioSelect, required=False
    )  # fmt: skip
    number = forms.RegexField(
        regex=re.compile(f"^(?:{RECEIPT})$", re.IGNORECASE | re.ASCII),
        label=gettext_lazy("送达回执编号"),
        help_text=gettext_lazy("只写编号：几个字母，后面是数字和短横。"),
        required=False,
        max_length=60,
        error_messages={"invalid": gettext_lazy("只写编号：几个字母，后面是数字和短横，不写姓名和电话。")},
    )

    @property
    def one(self) -> Interested:
        """Whom it is about."""
        item, _, who = self.offer.on.partition(":")
        return next(one for one in self.opened.case.approval(item).interested if one.id == who)

    @property
    def item(self) -> str:
        """The item that it concerns."""
        return self.offer.on.partition(":")[0]

    def prepare(self) -> None:
        """What can be recorded today."""
        planned = next(one for one in self.opened.plan.schedule.approvals if one.item == self.item)
        today = legal_day(self.opened.staff.now)
        can = answers(self.opened.case.approval(self.item), self.one, planned.hearing is not None, today)
        words = {code: HEARD_WORDS[code] for code in can}
        self.fields["answer"].choices = table_choices(words)  # type: ignore[attr-defined]
        self.fields["way"].choices = table_choices(PROOF_WORDS)  # type: ignore[attr-defined]
        if "silent" not in can:
            del self.fields["way"], self.fields["number"]

    def lead(self) -> list[str]:
        """Who it is and until when they may answer."""
        told = {"who": self._name(), "day": dates.day_text(self.one.until, year=True)}
        return [
            gettext("%(who)s，听取意见到 %(day)s。") % told,
            gettext("提出的意见，作决定时要考虑；没有答复的，过了这一天、凭送达回执才能记录。"),
        ]

    def _name(self) -> str:
        """The name as it was told, for whoever may see what is personal."""
        if self.item not in self.opened.clear:
            return gettext("利害关系人")
        lines = (line for line in self.opened.lines if line.event.kind == "interested.told")
        found = next((line for line in lines if getattr(line.event, "interested", "") == self.one.id), None)
        return str((found.private or {}).get("name", "")) if found and found.private else gettext("（个人信息已清除）")

    def command(self) -> Command:
        """The command: the words are sealed, their digest stands in the record."""
        data = self.cleaned_data
        answer = data["answer"]
        record = data["record"].strip() if answer == "views" else ""
        number = data.get("number", "").lower()
        return HearInterested(
            item=self.item, interested=self.one.id, answer=answer, record=record,
            minutes=hashlib.sha256(record.encode()).hexdigest() if record else "",
            proof=f"{data['way']}:{number}" if answer == "silent" and data.get("way") and number else "",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Silence is recorded with the proof that the letter came."""
        data = super().clean() or {}
        if data.get("answer") == "silent" and not data.get("way"):
            self.add_error("way", gettext("选一种送达方式。"))
        return data
