"""Hearings before a decision (Administrative Licensing Law Art. 46-48): told of, asked for, set, recorded."""

import hashlib
from typing import ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from yici.cases import context
from yici.domain.case import Command, HoldHearing, OfferHearing, RequestHearing, SetHearing
from yici.domain.case.hearing import hearing_bounds
from yici.domain.regime import HearingRule
from yici.web import dates
from yici.web.amounts import limit_text
from yici.web.desk.forms.base import NOTE_LENGTH, CommandForm, note_field
from yici.web.desk.forms.inspecting import DAY, DAY_FORMAT

RECORD_LENGTH = 20_000


class HearingForm(CommandForm):
    """What every form about a hearing knows: the periods of the item's regime."""

    code = ""

    @property
    def rule(self) -> HearingRule:
        """The periods."""
        rule = next(one for one in self.opened.plan.schedule.approvals if one.item == self.offer.on).hearing
        assert rule is not None
        return rule

    def told(self) -> dict[str, str]:
        """The periods in words, with their source."""
        rule = self.rule
        limits = {"request": rule.request, "hold": rule.hold, "notice": rule.notice}
        return {name: limit_text(limit) for name, limit in limits.items()} | {
            "source": self.opened.names.source(rule.source)
        }


class OfferHearingForm(HearingForm):
    """Tell of the right to a hearing; the decision waits until nobody asks any more."""

    code, sent = "offer_hearing", True
    blames: ClassVar[dict[str, str]] = {}
    note = note_field(gettext_lazy("为什么告知"), gettext_lazy("如打算作什么决定、根据什么。会写在告知书上。"))

    def lead(self) -> list[str]:
        """What follows, and what is in doubt about the periods."""
        told = self.told()
        lines = [
            gettext("申请人可以在被告知以后 %(request)s内要求听证；期间不能作决定（%(source)s）。只告知一次。") % told
        ]
        return [*lines, *([self.rule.note] if self.rule.note else [])]

    def command(self) -> Command:
        """The command."""
        return OfferHearing(item=self.offer.on, note=self.cleaned_data["note"].strip())


class RequestHearingForm(HearingForm):
    """Take down that the applicant asks for the hearing."""

    code = "request_hearing"

    def lead(self) -> list[str]:
        """From when it counts."""
        return [gettext("登记申请人今天在窗口要求听证：从今天起 %(hold)s内组织（%(source)s）。") % self.told()]

    def command(self) -> Command:
        """The command."""
        return RequestHearing(item=self.offer.on)


class SetHearingForm(HearingForm):
    """Set the day of a hearing, and tell where and at what time."""

    code, sent = "set_hearing", True
    blames: ClassVar[dict[str, str]] = {
        "hearing.too_soon": "day", "hearing.too_late": "day", "hearing.no_place": "note",
    }  # fmt: skip
    day = forms.DateField(
        label=gettext_lazy("哪一天"),
        widget=DAY,
        error_messages={"required": gettext_lazy("选一天。"), "invalid": DAY_FORMAT},
    )
    note = forms.CharField(
        label=gettext_lazy("几点、在哪里"),
        help_text=gettext_lazy("会写在通知书上；主持人不能是审查这项申请的人，也请写明。"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("写明几点、在哪里。")},
    )

    def lead(self) -> list[str]:
        """How long before it is told, and that its time is not counted once the clock is stopped."""
        return [
            gettext("举行的 %(notice)s以前通知申请人时间、地点（%(source)s）。") % self.told(),
            *self._bounds(),
            gettext("听证的时间不计入期限：另外做“暂停计算期限”，原因选“听证”。"),
        ]

    def prepare(self) -> None:
        """The days between which the law lets it be held; the first one is proposed."""
        self.bounds = hearing_bounds(self.opened.case, self.offer.on, context.of_case(
            self.opened.case, actor=self.opened.staff.reader(), now=self.opened.staff.now
        ))  # fmt: skip
        earliest, latest = self.bounds
        attrs = self.fields["day"].widget.attrs
        attrs |= {name: day.isoformat() for name, day in (("min", earliest), ("max", latest)) if day}
        self.initial["day"] = earliest

    def _bounds(self) -> list[str]:
        earliest, latest = self.bounds
        if earliest is None:
            return []
        told = {
            "first": dates.day_text(earliest, year=True),
            "last": dates.day_text(latest, year=True) if latest else "",
        }
        return [
            (gettext("今天通知，最早 %(first)s，最晚 %(last)s。") if latest else gettext("今天通知，最早 %(first)s。"))
            % told
        ]

    def command(self) -> Command:
        """The command."""
        return SetHearing(item=self.offer.on, on=self.cleaned_data["day"], note=self.cleaned_data["note"].strip())


class HoldHearingForm(HearingForm):
    """Record a hearing: the decision rests on its record."""

    code, final, unwritten = "hold_hearing", True, True
    blames: ClassVar[dict[str, str]] = {"hearing.no_minutes": "record"}
    record = forms.CharField(
        label=gettext_lazy("听证笔录"),
        help_text=gettext_lazy("全文，经参加人确认无误。内容封存，摘要记入办件记录。"),
        max_length=RECORD_LENGTH,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": gettext_lazy("写下笔录：决定以它为根据（行政许可法第四十八条）。")},
    )

    def lead(self) -> list[str]:
        """What it is for."""
        return [gettext("决定以听证笔录为根据（行政许可法第四十八条）。")]

    def command(self) -> Command:
        """The command."""
        record = self.cleaned_data["record"].strip()
        return HoldHearing(
            item=self.offer.on, minutes=hashlib.sha256(record.encode()).hexdigest(), record=record
        )  # fmt: skip
