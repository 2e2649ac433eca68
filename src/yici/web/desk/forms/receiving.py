"""From receipt to acceptance: accept, not accept, take a request back, take papers in, record a withdrawal."""

from collections.abc import Iterable
from typing import ClassVar, cast

from django import forms
from django.utils.translation import gettext, gettext_lazy

from yici.domain.case import (
    Accept,
    Command,
    DeclineAcceptance,
    Paper,
    SupplyPaper,
    Withdraw,
    WithdrawCorrection,
    awaited,
    lacking,
)
from yici.domain.case.intake import NOT_COMPETENT
from yici.domain.error import YiciError
from yici.web.case_words import REASON_CODES
from yici.web.desk.forms.base import (
    CommandForm,
    check_other,
    item_choices,
    note_field,
    paper_choices,
    table_choices,
)

CHECKS = forms.CheckboxSelectMultiple


class AcceptForm(CommandForm):
    """Accept all, or those that are ticked."""

    code = "accept"
    blames: ClassVar[dict[str, str]] = {"acceptance.papers_missing": "lacking"}
    items_chosen = forms.MultipleChoiceField(
        label=gettext_lazy("受理哪几项"), widget=CHECKS, error_messages={"required": gettext_lazy("至少选一项。")}
    )
    lacking = forms.MultipleChoiceField(
        label=gettext_lazy("还没有收到的：没有它也受理，以后不再要"), widget=CHECKS, required=False
    )

    def prepare(self) -> None:
        """All items, ticked; what has not come, not ticked."""
        missing = lacking(self.opened.case, self.offer.items, self.opened.plan)
        self.fields["lacking"].choices = paper_choices(self.opened, missing)  # type: ignore[attr-defined]
        if not missing:
            del self.fields["lacking"]
        self.fields["items_chosen"].choices = item_choices(self.opened, self.offer.items)  # type: ignore[attr-defined]
        self.initial["items_chosen"] = list(self.offer.items)

    def lead(self) -> list[str]:
        """What follows."""
        waiting = [a.item for a in self.opened.case.approvals if a.item in self.offer.items and a.needs]
        told = [gettext("受理以后，决定的期限开始算，申请人会看到受理通知书。")]
        if waiting:
            names = self.opened.names
            items = names.listed(names.of("item", item) for item in waiting)
            told.append(gettext("%(items)s：材料先审查通过，等前一项办好再受理。") % {"items": items})
        return told

    def blame(self, error: YiciError) -> None:
        """What has not come stands below, to be ticked: its names are not said a second and a third time."""
        if error.code != "acceptance.papers_missing":
            super().blame(error)
            return
        told = gettext("还有 %(n)s 份没有收到，也没有勾选。先登记收到，或者一次告知补正；不再要的，勾选后再受理。")
        self.add_error("lacking", told % {"n": len(tuple(cast(Iterable[str], error.params["papers"])))})

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        return Accept(items=tuple(data["items_chosen"]), lacking=tuple(data.get("lacking", ())))


class DeclineForm(CommandForm):
    """Not accept one item."""

    code, final = "decline", True
    blames: ClassVar[dict[str, str]] = {
        "not_accepted.reason": "reason",
        "not_accepted.competent": "competent",
        "not_accepted.unknown_body": "competent",
    }
    reason = forms.ChoiceField(
        label=gettext_lazy("理由"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("选一个理由。")},
    )
    competent = forms.ChoiceField(label=gettext_lazy("该向哪个机关申请"), required=False)
    note = note_field(gettext_lazy("说明"), gettext_lazy("会写在不予受理通知书上。"))

    def prepare(self) -> None:
        """Reasons, and every agency but the one that has it."""
        agencies = self.opened.names.catalogue.agencies
        mine = self.opened.case.approval(self.offer.on).agency
        known = [(one, self.opened.names.of("agency", one)) for one in agencies if one != mine]
        self.fields["reason"].choices = table_choices(REASON_CODES)  # type: ignore[attr-defined]
        self.fields["competent"].choices = [("", gettext("不涉及，或者不清楚")), *known]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """A reason of its own needs words, another body's business needs that body."""
        check_other(self, "reason")
        if self.cleaned_data.get("reason") == NOT_COMPETENT and not self.cleaned_data.get("competent"):
            self.add_error("competent", gettext("写明该找哪个机关（行政许可法第三十二条）。"))

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        return DeclineAcceptance(
            item=self.offer.on, reason=data["reason"], competent=data["competent"] or None, note=data["note"]
        )  # fmt: skip


class WithdrawCorrectionForm(CommandForm):
    """Take a wrong request back."""

    code = "withdraw_correction"

    def lead(self) -> list[str]:
        """What follows."""
        return [
            gettext("撤回以后，告知的期限从收到申请那天接着算；如果已经过了，就视为受理。"),
            gettext("撤回以后再告知的，只能提这一次提过的。"),
        ]

    def command(self) -> Command:
        """The command."""
        return WithdrawCorrection()


class SupplyPaperForm(CommandForm):
    """Take in papers that may come later, and those that have not come yet."""

    code = "supply_paper"
    blames: ClassVar[dict[str, str]] = {"paper.none": "papers", "paper.not_owed": "papers"}
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("收到哪几份"),
        widget=CHECKS,
        error_messages={"required": gettext_lazy("勾选收到的那几份。")},
    )

    def prepare(self) -> None:
        """What is waited for."""
        wanted = awaited(self.opened.case, self.opened.plan)
        self.fields["papers"].choices = paper_choices(self.opened, wanted)  # type: ignore[attr-defined]

    def command(self) -> Command:
        """The command."""
        planned = {one.material: one for one in self.opened.plan.materials}
        chosen = [planned[one] for one in self.cleaned_data["papers"]]
        return SupplyPaper(papers=tuple(Paper(material=p.material, form=p.form, copies=p.copies) for p in chosen))


class WithdrawForm(CommandForm):
    """Record that the applicant takes the application back."""

    code, final, unwritten = "withdraw", True, True
    items_chosen = forms.MultipleChoiceField(
        label=gettext_lazy("申请人撤回哪几项"),
        widget=CHECKS,
        error_messages={"required": gettext_lazy("至少选一项。")},
    )

    def prepare(self) -> None:
        """All that are not decided, none ticked."""
        self.fields["items_chosen"].choices = item_choices(self.opened, self.offer.items)  # type: ignore[attr-defined]

    def lead(self) -> list[str]:
        """What follows."""
        return [gettext("只在申请人本人要求撤回时使用。撤回以后要重新申请。")]

    def command(self) -> Command:
        """The command."""
        return Withdraw(items=tuple(self.cleaned_data["items_chosen"]))
