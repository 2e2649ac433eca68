"""Asking other departments for their opinion, proving that the question arrived, and answering it."""

import re
from typing import ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from yici.domain.case import AskOpinions, Command, ConfirmNotice, GiveOpinion
from yici.domain.case.codes import RECEIPT
from yici.domain.case.opinions import askable, opinion_of
from yici.domain.clock import legal_day
from yici.domain.plan import PlannedApproval, PlannedOpinion
from yici.web.amounts import limit_text
from yici.web.case_words import GROUNDS
from yici.web.counting import end_text
from yici.web.desk.forms.base import CommandForm, check_other, note_field, table_choices
from yici.web.desk.questions import answers_itself, question_of, signature_of
from yici.web.opinion_words import PROOF_WORDS, about_text, planned_opinion, silence_text, stance_text

AGREES, DISAGREES = "agrees", "disagrees"


class OpinionForm(CommandForm):
    """What forms about the opinions of one item share."""

    @property
    def item(self) -> str:
        """The item that the opinion is about."""
        return self.offer.items[0]

    @property
    def planned(self) -> PlannedApproval:
        """The plan's approval of it."""
        return next(one for one in self.opened.plan.schedule.approvals if one.item == self.item)

    def told(self, one: PlannedOpinion) -> str:
        """What a department is asked, within what, and what its silence means, in a line."""
        names = self.opened.names
        about = about_text(self.item, one, names)
        within = limit_text(one.within) if one.within else gettext("没有查到规定的期限，平台会提醒")
        parts = (names.of("agency", one.agency) + gettext("：") + about, within, silence_text(one, names))
        return gettext("；").join(parts)


class AskOpinionsForm(OpinionForm):
    """Ask departments, all at once: the letter is shown first."""

    code, sent = "ask_opinions", True
    blames: ClassVar[dict[str, str]] = {
        "opinion.not_planned": "agencies", "opinion.nobody_to_ask": "agencies",
    }  # fmt: skip
    agencies = forms.MultipleChoiceField(
        label=gettext_lazy("征求谁的意见"),
        help_text=gettext_lazy("一次问全，同时征求，不要一家等一家。"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("至少选一个部门。")},
    )

    def prepare(self) -> None:
        """Those who may be asked now, all of them chosen."""
        open_ones = askable(self.opened.case.approval(self.item), self.planned)
        self.fields["agencies"].choices = [  # type: ignore[attr-defined]
            (one.agency, self.told(one)) for one in self.planned.opinions if one.agency in open_ones
        ]
        self.initial["agencies"] = list(open_ones)

    def lead(self) -> list[str]:
        """What asking moves: no limit at all."""
        return [gettext("征求意见的时间计入办理期限，申请人的期限不变。申请人会看到在问谁、什么时候答复。")]

    def command(self) -> Command:
        """The command."""
        return AskOpinions(item=self.item, agencies=tuple(self.cleaned_data["agencies"]))


class ConfirmNoticeForm(OpinionForm):
    """Prove that a question arrived: by its receipt, or by the department's own signature."""

    code = "confirm_notice"
    blames: ClassVar[dict[str, str]] = {"opinion.no_proof": "number", "command.not_a_code": "number"}
    way = forms.ChoiceField(
        label=gettext_lazy("怎样送到的"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("选一种送达方式。")},
    )
    number = forms.RegexField(
        regex=re.compile(f"^(?:{RECEIPT})$", re.IGNORECASE | re.ASCII),
        label=gettext_lazy("回执编号"),
        help_text=gettext_lazy("只写编号：几个字母，后面是数字和短横。没有签收的回执，到期不答复不能视为同意。"),
        max_length=60,
        error_messages={
            "required": gettext_lazy("写明回执编号。"),
            "invalid": gettext_lazy("只写编号：几个字母，后面是数字和短横，不写姓名和电话。"),
        },
    )

    @property
    def own(self) -> bool:
        """Whether the department signs for itself: then the record of the question is what it signs."""
        return answers_itself(self.opened, self.offer.on)

    def prepare(self) -> None:
        """The ways; none for the department itself, whose signature is the proof."""
        if self.own:
            del self.fields["way"], self.fields["number"]
        else:
            self.fields["way"].choices = table_choices(PROOF_WORDS)  # type: ignore[attr-defined]

    def lead(self) -> list[str]:
        """What runs from here."""
        _, agency = question_of(self.offer.on)
        planned = planned_opinion(self.planned, agency)
        return [gettext("答复期限从送达起算。"), *([self.told(planned)] if planned else [])]

    def command(self) -> Command:
        """The command."""
        item, agency = question_of(self.offer.on)
        if self.own:
            return ConfirmNotice(item=item, agency=agency, proof=f"signed:{signature_of(self.opened, item, agency)}")
        data = self.cleaned_data
        return ConfirmNotice(item=item, agency=agency, proof=f"{data['way']}:{data['number'].lower()}")


class GiveOpinionForm(OpinionForm):
    """Agree, or disagree with grounds; it stands for the department."""

    code, final, unwritten = "give_opinion", True, True
    blames: ClassVar[dict[str, str]] = {"opinion.grounds": "grounds"}
    says = forms.ChoiceField(
        label=gettext_lazy("意见"), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("选一种意见。")}
    )
    grounds = forms.MultipleChoiceField(
        label=gettext_lazy("不同意的理由"),
        help_text=gettext_lazy("不同意的，至少选一条。"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = note_field(gettext_lazy("说明"), gettext_lazy("给承办机关看。"))

    def prepare(self) -> None:
        """The two answers and the grounds."""
        says = [(AGREES, gettext("同意")), (DISAGREES, gettext("不同意"))]
        self.fields["says"].choices = says  # type: ignore[attr-defined]
        self.fields["grounds"].choices = table_choices(GROUNDS)  # type: ignore[attr-defined]

    def lead(self) -> list[str]:
        """What is asked and until when; that it comes late, when it does."""
        item, agency = question_of(self.offer.on)
        planned, asked = planned_opinion(self.planned, agency), opinion_of(self.opened.case.approval(item), agency)
        lines = [self.told(planned)] if planned else []
        if asked and asked.deadline:
            until = end_text(asked.deadline, legal_day(self.opened.staff.now))
            lines.append(gettext("答复期限：%(until)s。") % {"until": until})
        if asked and asked.stance == "absent":
            lines.append(gettext("到期没有答复，已经视为同意。现在补出的意见存入办件，不改变这个结果。"))
        return lines

    def clean(self) -> None:
        """Who disagrees says why."""
        if self.cleaned_data.get("says") == DISAGREES:
            if not self.cleaned_data.get("grounds"):
                self.add_error("grounds", gettext("不同意的，至少选一条理由。"))
            check_other(self, "grounds")

    def command(self) -> Command:
        """The command."""
        item, agency = question_of(self.offer.on)
        data, agrees = self.cleaned_data, self.cleaned_data["says"] == AGREES
        grounds = () if agrees else tuple(data["grounds"])
        return GiveOpinion(item=item, agency=agency, agrees=agrees, grounds=grounds, note=data["note"])


class CorrectOpinionForm(GiveOpinionForm):
    """Say otherwise than before, with the reasons; what was said stays on the record."""

    code = "correct_opinion"
    blames: ClassVar[dict[str, str]] = {
        "opinion.grounds": "grounds", "opinion.correction": "note", "opinion.given_already": "says",
    }  # fmt: skip

    def lead(self) -> list[str]:
        """What was said before, and what becomes of it."""
        item, agency = question_of(self.offer.on)
        asked = opinion_of(self.opened.case.approval(item), agency)
        told = [stance_text(asked)] if asked else []
        return [*told, gettext("更正要写明理由；原来的答复留在办件里。")]
