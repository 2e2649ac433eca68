"""Handing results over: one, or at once what several bodies granted; at a window always against a signature."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from yici.cases.queries import form_values
from yici.domain.case import Command, Deliver, DeliverTogether
from yici.domain.case.states import FINAL
from yici.web.case_words import WAY_WORDS
from yici.web.desk.forms.base import CommandForm, item_choices, table_choices

CHECKS, RADIOS = forms.CheckboxSelectMultiple, forms.RadioSelect
WINDOW, SIGNED, RECEIVER = "window", "signed", 60
RECEIVE = "case.receive"


class DeliverForm(CommandForm):
    """Hand the result over."""

    code, template = "deliver", "yici/desk/deliver_fields.html"
    blames: ClassVar[dict[str, str]] = {"delivery.way": "way", "command.not_a_code": "way"}
    way = forms.ChoiceField(
        label=gettext_lazy("怎样送到"),
        widget=RADIOS,
        error_messages={"required": gettext_lazy("选一种方式。")},
    )

    receiver = forms.CharField(
        label=gettext_lazy("谁签收"), help_text=gettext_lazy("窗口领取的，写签收人的姓名。"), required=False,
        max_length=RECEIVER,
    )  # fmt: skip
    signed = forms.BooleanField(label=gettext_lazy("已经在送达回证上签收"), required=False)

    def prepare(self) -> None:
        """The ways, at a window that one first; whoever applied usually comes, where their name is the clerk's
        business."""
        self.fields["way"].choices = table_choices(WAY_WORDS)  # type: ignore[attr-defined]
        if RECEIVE in self.opened.staff.grants.actions():
            self.initial["way"] = WINDOW
        if self.opened.knows:
            self.initial["receiver"] = form_values(self.opened.lines).get("applicant.name", "")

    def clean(self) -> None:
        """What is handed over at a window is handed over against a signature."""
        if self.cleaned_data.get("way") != WINDOW:
            return
        if not self.cleaned_data.get("signed"):
            self.add_error("signed", gettext("窗口领取的，先请领的人签收，再勾选。"))
        if not self.cleaned_data.get("receiver", "").strip():
            self.add_error("receiver", gettext("写签收人的姓名。"))

    @property
    def proof(self) -> str | None:
        """How it is known that it has arrived; only for a valid form."""
        return SIGNED if self.cleaned_data["way"] == WINDOW else None

    @property
    def taken_by(self) -> str:
        """Who signed for it; nobody where it is sent."""
        return str(self.cleaned_data["receiver"]).strip() if self.proof else ""

    def command(self) -> Command:
        """The command."""
        way = self.cleaned_data["way"]
        return Deliver(item=self.offer.on, way=way, proof=self.proof, receiver=self.taken_by)


class DeliverTogetherForm(DeliverForm):
    """Hand out at once what several bodies granted."""

    code, template = "deliver_together", CommandForm.template
    field_order: tuple[str, ...] = ("items_chosen", "way", "receiver", "signed")
    items_chosen = forms.MultipleChoiceField(
        label=gettext_lazy("一次交哪几项"), widget=CHECKS, error_messages={"required": gettext_lazy("至少选一项。")}
    )

    def prepare(self) -> None:
        """All that is ready, and the ways."""
        super().prepare()
        self.fields["items_chosen"].choices = item_choices(self.opened, self.offer.items)  # type: ignore[attr-defined]
        self.initial["items_chosen"] = list(self.offer.items)

    def lead(self) -> list[str]:
        """What is still on its way, so that the applicant may choose to come once for all."""
        names = self.opened.names
        still = [a for a in self.opened.case.approvals if a.status not in FINAL and a.item not in self.offer.items]
        if not still:
            return [gettext("结果都齐了，一次交给申请人。")]
        listed = names.listed(names.of("item", a.item) for a in still)
        return [gettext("还没有办好的：%(items)s。申请人愿意等齐的，可以等齐了一次交。") % {"items": listed}]

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        return DeliverTogether(
            items=tuple(data["items_chosen"]), way=data["way"], proof=self.proof, receiver=self.taken_by
        )
