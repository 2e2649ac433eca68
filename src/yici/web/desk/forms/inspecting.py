"""Visits: planned for several items at once, moved, recorded once."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy, ngettext

from yici.domain.case import Command, PlanInspection, RecordInspection, Visit
from yici.domain.clock import legal_day
from yici.domain.workdays import NotBefore
from yici.web import dates
from yici.web.desk.contents import points_of
from yici.web.desk.forms.base import CommandForm, OfficersMixin, item_choices, note_field, paper_choices

CHECKS = forms.CheckboxSelectMultiple
DAY = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
DAY_FORMAT = gettext_lazy("写成年-月-日，比如 2026-03-16。")
BLAMES = {
    "inspection.too_few_people": "officer_2",
    "inspection.in_the_past": "day",
    "inspection.no_items": "items_chosen",
}


class PlanInspectionForm(OfficersMixin, CommandForm):
    """Set one visit for one or several items."""

    code, action = "plan_inspection", "approval.inspect"
    blames: ClassVar[dict[str, str]] = BLAMES
    field_order: tuple[str, ...] = ("items_chosen", "day", "officer_1", "officer_2", "officer_3")
    items_chosen = forms.MultipleChoiceField(
        label=gettext_lazy("一起看哪几项"), widget=CHECKS, error_messages={"required": gettext_lazy("至少选一项。")}
    )
    day = forms.DateField(
        label=gettext_lazy("哪一天去"),
        widget=DAY,
        error_messages={"required": gettext_lazy("写明哪一天。"), "invalid": DAY_FORMAT},
    )

    def prepare(self) -> None:
        """All items, the next working day, oneself."""
        self.fields["items_chosen"].choices = item_choices(self.opened, self.offer.items)  # type: ignore[attr-defined]
        self.initial["items_chosen"] = list(self.offer.items)
        self.initial["day"] = self._day()
        self.initial["officer_1"] = self.opened.staff.user.username

    def _day(self) -> date:
        today = legal_day(self.opened.staff.now)
        following = self.opened.calendar.next_workday(today)
        return following.day if isinstance(following, NotBefore) else following

    def lead(self) -> list[str]:
        """Who must go, and which other departments belong to the same visit."""
        planned = [one for one in self.opened.plan.schedule.approvals if one.item in self.offer.items]
        least = max(one.officers for one in planned)
        told = [ngettext("至少 %(n)s 个人去。", "至少 %(n)s 个人去。", least) % {"n": least}]
        names = self.opened.names
        joint = next((v for v in self.opened.plan.schedule.visits if set(self.offer.items) < set(v.items)), None)
        if joint:
            others = names.listed(names.of("item", item) for item in joint.items if item not in self.offer.items)
            told.append(gettext("方案里这是一次联合核查，还有：%(items)s。和他们约在同一天。") % {"items": others})
        return told

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        return PlanInspection(
            visit=self.offer.on, items=tuple(data["items_chosen"]), on=data["day"], officers=self.officers()
        )  # fmt: skip


class MoveInspectionForm(PlanInspectionForm):
    """Move a planned visit to another day, or let others go."""

    code = "move_inspection"
    field_order: tuple[str, ...] = ("day", "officer_1", "officer_2", "officer_3")
    items_chosen = None  # type: ignore[assignment]

    def prepare(self) -> None:
        """The day as planned."""
        self.initial["day"] = _visit(self).on
        self.initial["officer_1"] = self.opened.staff.user.username

    def command(self) -> Command:
        """The command."""
        return PlanInspection(
            visit=self.offer.on, items=self.offer.items, on=self.cleaned_data["day"], officers=self.officers()
        )  # fmt: skip


class RecordInspectionForm(OfficersMixin, CommandForm):
    """Record what a visit found."""

    code, action = "record_inspection", "approval.inspect"
    blames: ClassVar[dict[str, str]] = {"inspection.too_few_people": "officer_2"}
    field_order: tuple[str, ...] = ("failed", "papers", "same", "officer_1", "officer_2", "officer_3", "note")
    failed = forms.MultipleChoiceField(
        label=gettext_lazy("不符合的要点"),
        help_text=gettext_lazy("都符合就一个也不勾。"),
        required=False,
        widget=CHECKS,
    )
    papers = forms.MultipleChoiceField(label=gettext_lazy("现场收到的材料"), required=False, widget=CHECKS)
    same = forms.BooleanField(required=False, initial=True)
    note = note_field(gettext_lazy("情况说明"))

    def prepare(self) -> None:
        """The points of the definitions, and what is owed for these items."""
        planned = {one.item: one for one in self.opened.plan.schedule.approvals}
        names = self.opened.names
        several = len(self.offer.items) > 1
        points = [
            (point.code, f"{names.of('item', item)}{gettext('：')}{point.text}" if several else point.text)
            for item in self.offer.items
            for point in points_of(item, names, planned[item].inspections)
        ]
        owed = [one.material for one in self.opened.case.owed if set(one.items) & set(self.offer.items)]
        self.fields["failed"].choices = points  # type: ignore[attr-defined]
        self.fields["papers"].choices = paper_choices(self.opened, owed)  # type: ignore[attr-defined]
        if not owed:
            del self.fields["papers"]
        count = len(_visit(self).officers)
        self.fields["same"].label = ngettext(
            "去的就是约好的 %(n)s 个人", "去的就是约好的 %(n)s 个人", count
        ) % {"n": count}  # fmt: skip
        self.fields["officer_1"].help_text = gettext("换了人才填。")

    def lead(self) -> list[str]:
        """Which visit it is, and that its day has not come when it has not."""
        planned = _visit(self).on
        told = [gettext("约在 %(day)s。记录以后不能改。") % {"day": dates.day_text(planned, year=True)}]
        if planned > legal_day(self.opened.staff.now):
            told.append(gettext("约定的日子还没有到，确认已经去过再记录。"))
        return told

    def clean(self) -> None:
        """Others must be named when it was not those who were planned."""
        if not self.cleaned_data.get("same") and not self.officers() and not self.errors:
            self.add_error("officer_1", gettext("写明去的是谁，至少两位。"))

    def command(self) -> Command:
        """The command."""
        data: dict[str, Any] = self.cleaned_data
        return RecordInspection(
            visit=self.offer.on,
            officers=_visit(self).officers if data["same"] else self.officers(),
            failed=tuple(data["failed"]),
            papers=tuple(data.get("papers", ())),
            note=data["note"],
        )


def _visit(form: CommandForm) -> Visit:
    return next(one for one in form.opened.case.visits if one.id == form.offer.on)
