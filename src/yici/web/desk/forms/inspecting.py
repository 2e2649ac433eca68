"""Visits: planned for several items at once, moved, recorded once."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy, ngettext

from yici.cases.onsite import onsite_open
from yici.domain.case import Command, PlanInspection, RecordInspection, Visit
from yici.domain.case.moves import LEAST_PEOPLE
from yici.domain.clock import legal_day
from yici.domain.workdays import NotBefore
from yici.people.queries import usernames
from yici.people.queries.accounts import names_at_work
from yici.web import dates
from yici.web.desk.contents import points_of
from yici.web.desk.forms.base import (
    Choices,
    CommandForm,
    OfficersMixin,
    item_choices,
    note_field,
    paper_choices,
)
from yici.web.desk.visits import agencies, planned_by

CHECKS = forms.CheckboxSelectMultiple
DAY = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
IDENTITY = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
GOOD, BAD = "good", "bad"
DAY_FORMAT = gettext_lazy("写成年-月-日，比如 2026-03-16。")
BLAMES = {
    "inspection.too_few_people": "officer_2",
    "inspection.same_person": "officer_2",
    "inspection.no_right": "officer_1",
    "inspection.in_the_past": "day",
    "inspection.no_items": "items_chosen",
}


class PlanInspectionForm(OfficersMixin, CommandForm):
    """Set one visit for one or several items."""

    code, wary = "plan_inspection", True
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
        self.fields["items_chosen"].choices = _items(self)  # type: ignore[attr-defined]
        self.initial["items_chosen"] = list(self.offer.items)
        self.initial["day"] = self._day()
        self.initial["officer_1"] = self.opened.staff.user.username
        self.fields["officer_1"].help_text = two_each()
        self.offer_colleagues()

    def _day(self) -> date:
        today = legal_day(self.opened.staff.now)
        following = self.opened.calendar_of(self.offer.items[0]).next_workday(today)
        return following.day if isinstance(following, NotBefore) else following

    def lead(self) -> list[str]:
        """Who must go, and which departments belong to the same visit."""
        planned = [one for one in self.opened.plan.schedule.approvals if one.item in self.offer.items]
        least = max(LEAST_PEOPLE, *(one.officers for one in planned))
        told = [ngettext("至少 %(n)s 个人去。", "至少 %(n)s 个人去。", least) % {"n": least}]
        names = self.opened.names
        if together := _departments(self, self.offer.items):
            told.append(gettext("联合勘验，一次看完：%(bodies)s。一起约，各自或者一起记录。") % {"bodies": together})
        joint = next((v for v in self.opened.plan.schedule.visits if set(self.offer.items) < set(v.items)), None)
        others = [item for item in joint.items if item not in self.offer.items] if joint else []
        if others:
            items = names.listed(names.of("item", item) for item in others)
            told.append(gettext("方案里这是一次联合勘验，还有：%(items)s。牵头部门可以一次约齐。") % {"items": items})
        return told

    def warnings(self) -> list[str]:
        """That nobody works on the day: a visit may be set for it, knowingly."""
        day, calendar = self.cleaned_data["day"], self.opened.calendar_of(self.offer.items[0])
        if not calendar.loaded(day.year) or calendar.is_workday(day):
            return []
        return [gettext("%(day)s这一天不上班。") % {"day": dates.day_text(day, year=True)}]

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        return PlanInspection(
            visit=self.offer.on, items=tuple(data["items_chosen"]), on=data["day"], officers=self.officers()
        )  # fmt: skip


class MoveInspectionForm(PlanInspectionForm):
    """Move a planned visit, or what is left of it, to another day, or let others go."""

    code = "move_inspection"
    field_order: tuple[str, ...] = ("day", "officer_1", "officer_2", "officer_3")
    items_chosen = None  # type: ignore[assignment]

    def prepare(self) -> None:
        """The day and the people as planned."""
        visit = _visit(self)
        first, second, *others = (*accounts(visit.officers), "", "")
        self.initial.update({"day": visit.on, "officer_1": first, "officer_2": second})
        self.initial["officer_3"] = " ".join(one for one in others if one)
        self.fields["officer_1"].help_text = two_each()
        self.offer_colleagues()

    def command(self) -> Command:
        """The command."""
        return PlanInspection(
            visit=self.offer.on, items=self.offer.items, on=self.cleaned_data["day"], officers=self.officers()
        )  # fmt: skip


class RecordInspectionForm(OfficersMixin, CommandForm):
    """Record what a visit found: all of it, or the part of one's own department."""

    code = "record_inspection"
    blames: ClassVar[dict[str, str]] = {
        "inspection.too_few_people": "officer_2",
        "inspection.same_person": "officer_2",
        "inspection.no_right": "officer_1",
        "inspection.nobody_of": "officer_1",
        "onsite.not_there": "officer_1",
        "inspection.foreign_point": "failed",
        "inspection.unknown_point": "failed",
        "inspection.foreign_item": "items_chosen",
        "inspection.recorded_already": "items_chosen",
    }
    field_order: tuple[str, ...] = (
        "items_chosen",
        "result",
        "failed",
        "papers",
        "same",
        "officer_1",
        "officer_2",
        "officer_3",
        "note",
    )
    items_chosen = forms.MultipleChoiceField(
        label=gettext_lazy("记录哪几项"), widget=CHECKS, error_messages={"required": gettext_lazy("至少选一项。")}
    )
    result = forms.ChoiceField(
        label=gettext_lazy("看的结果"),
        choices=[(GOOD, gettext_lazy("全部符合")), (BAD, gettext_lazy("有不符合的"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("选一个结果。")},
    )
    failed = forms.MultipleChoiceField(
        label=gettext_lazy("不符合的要点"),
        help_text=gettext_lazy("有不符合的才勾。"),
        required=False,
        widget=CHECKS,
    )
    papers = forms.MultipleChoiceField(label=gettext_lazy("现场收到的材料"), required=False, widget=CHECKS)
    same = forms.BooleanField(required=False, initial=True)
    note = note_field(gettext_lazy("情况说明"))

    def prepare(self) -> None:
        """The items, their points by the definitions, and what is owed for them."""
        items = self.offer.items
        owed = [one.material for one in self.opened.case.owed if set(one.items) & set(items)]
        self.fields["items_chosen"].choices = _items(self)  # type: ignore[attr-defined]
        self.initial["items_chosen"] = list(items)
        self.fields["failed"].choices = self._points()  # type: ignore[attr-defined]
        self.fields["papers"].choices = paper_choices(self.opened, owed)  # type: ignore[attr-defined]
        for name, wanted in (("items_chosen", len(items) > 1), ("papers", bool(owed))):
            if not wanted:
                del self.fields[name]
        people = names_at_work(UUID(one) for one in _visit(self).officers if IDENTITY.fullmatch(one))
        count, listed = len(_visit(self).officers), self.opened.names.listed(sorted(people.values()))
        self.fields["same"].label = ngettext(
            "去的就是约好的 %(n)s 个人：%(people)s", "去的就是约好的 %(n)s 个人：%(people)s", count
        ) % {"n": count, "people": listed}  # fmt: skip
        self.initial["officer_1"] = self.opened.staff.user.username
        self.fields["officer_1"].help_text = gettext("换了人才填。") + two_each()
        self.offer_colleagues()

    def _points(self) -> Choices:
        planned = {one.item: one for one in self.opened.plan.schedule.approvals}
        names, several = self.opened.names, len(self.offer.items) > 1
        return [
            (point.code, f"{names.of('item', item)}{gettext('：')}{point.text}" if several else point.text)
            for item in self.offer.items
            for point in points_of(item, names, planned[item].inspections)
        ]

    def lead(self) -> list[str]:
        """Which visit it is, who set it, and what of it others record."""
        visit, names = _visit(self), self.opened.names
        told = [gettext("约在 %(day)s。记录以后不能改。") % {"day": dates.day_text(visit.on, year=True)}]
        told.append(gettext("您交了以后，在现场的每一位都用自己的账号确认，都确认了才记录。手机上也能记，还能拍照。"))
        if waiting := len(onsite_open(self.opened.id, visit.id)):
            told.append(
                ngettext(
                    "这次核查已经有 %(n)s 份记录在等确认：先看“等确认的核查记录”。",
                    "这次核查已经有 %(n)s 份记录在等确认：先看“等确认的核查记录”。",
                    waiting,
                )
                % {"n": waiting}
            )
        if together := _departments(self, visit.items):
            who = planned_by(visit.id, self.opened.lines)
            told.append(gettext("联合勘验，%(who)s：%(bodies)s。") % {"who": who, "bodies": together})
        others = [item for item in self.opened.case.pending(visit) if item not in self.offer.items]
        if others:
            items = names.listed(names.of("item", item) for item in others)
            told.append(gettext("这里只记录本部门的；%(items)s由各自部门记录。") % {"items": items})
        return told

    def clean(self) -> None:
        """A finding is said, not left out; others are named when they went; a point belongs to a recorded item."""
        result, failed = self.cleaned_data.get("result"), self.cleaned_data.get("failed")
        if result == BAD and not failed and "failed" not in self.errors:
            self.add_error("failed", gettext("勾选不符合的要点。"))
        if result == GOOD and failed:
            self.add_error("result", gettext("勾了不符合的要点，就不是全部符合。"))
        if not self.cleaned_data.get("same") and not self.officers() and not self.errors:
            self.add_error("officer_1", gettext("写明去的是谁，至少两位。"))
        if "items_chosen" in self.fields and "items_chosen" not in self.errors:
            chosen = self.cleaned_data["items_chosen"]
            if any(point.partition(":")[0] not in chosen for point in self.cleaned_data.get("failed", ())):
                self.add_error("failed", gettext("勾了要点的事项，也要勾上。"))

    def command(self) -> Command:
        """The command."""
        data: dict[str, Any] = self.cleaned_data
        return RecordInspection(
            visit=self.offer.on,
            items=tuple(data.get("items_chosen", self.offer.items)),
            officers=_visit(self).officers if data["same"] else self.officers(),
            failed=tuple(data["failed"]),
            papers=tuple(data.get("papers", ())),
            note=data["note"],
        )


def two_each() -> str:
    """This will say how many must go (Administrative Licensing Law Art. 34)."""
    return gettext("每个部门的核查都要两名以上工作人员（行政许可法第三十四条）。")


def accounts(officers: Iterable[str]) -> list[str]:
    """This will give the names of the accounts of those who were planned, in their order."""
    wanted = [UUID(one) for one in officers if IDENTITY.fullmatch(one)]
    known = usernames(wanted) if wanted else {}
    return [known[one] for one in wanted if one in known]


def _visit(form: CommandForm) -> Visit:
    return next(one for one in form.opened.case.visits if one.id == form.offer.on)


def _items(form: CommandForm) -> Choices:
    """The items of a form; with their departments where these are several."""
    case, names = form.opened.case, form.opened.names
    choices = item_choices(form.opened, form.offer.items)
    if len(agencies(case, form.offer.items)) < 2:
        return choices
    return [(item, f"{name}（{names.of('agency', case.approval(item).agency)}）") for item, name in choices]


def _departments(form: CommandForm, items: Iterable[str]) -> str:
    """The departments of a joint visit, empty for that of one."""
    names, together = form.opened.names, agencies(form.opened.case, items)
    return names.listed(names.of("agency", one) for one in together) if len(together) > 1 else ""
