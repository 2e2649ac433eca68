"""Decisions and what follows: grant or refuse, check a promise, confirm its repair, revoke."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from yici.domain.case import Command, ConfirmRepair, Decide, Revoke, VerifyCommitment
from yici.web.case_words import FINDINGS, GROUNDS, REVOKE_GROUNDS
from yici.web.desk.authority import resting_on
from yici.web.desk.forms.base import CommandForm, OfficersMixin, check_other, note_field, table_choices
from yici.web.desk.forms.inspecting import DAY, DAY_FORMAT
from yici.web.desk.obstacles import hindrances
from yici.web.desk.standing_notes import proposal_text
from yici.web.outcome_words import outcome_word

CHECKS, RADIOS = forms.CheckboxSelectMultiple, forms.RadioSelect
GRANT, REFUSE = "grant", "refuse"
KEPT, BROKEN = "kept", "broken"
PREPARED = "decision.prepared_already"
GRANT_CODES = ("decision.inspection_missing", "decision.papers_missing", "decision.opinions_missing")


class Ways(forms.RadioSelect):
    """The ways to decide; what cannot be chosen now stands there all the same, so that nobody looks for it."""

    barred: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *more: Any, **but: Any) -> dict[str, Any]:
        """This will make one choice, which cannot be made while it is barred."""
        option: dict[str, Any] = super().create_option(name, value, *more, **but)
        if value in self.barred:
            option["attrs"]["disabled"] = True
        return option


class DecideForm(CommandForm):
    """Grant or refuse one item."""

    code, final, template = "decide", True, "yici/desk/decide_fields.html"
    blames: ClassVar[dict[str, str]] = {
        "decision.grounds": "grounds", "decision.no_refusal": "how", "decision.second_needed": "how",
        "decision.failed_points": "note", "decision.lacking": "note", "signature.missing": "note",
        PREPARED: "valid_until", **dict.fromkeys(GRANT_CODES, "how"),
        **dict.fromkeys(("term.exceeded", "term.over", "decision.no_licence"), "valid_until"),
    }  # fmt: skip
    how = forms.ChoiceField(
        label=gettext_lazy("决定"), widget=Ways, error_messages={"required": gettext_lazy("选一种决定。")}
    )
    grounds = forms.MultipleChoiceField(
        label=gettext_lazy("不予的理由"),
        help_text=gettext_lazy("不予的，至少选一条，并写明事实。"),
        required=False,
        widget=CHECKS,
    )
    valid_until = forms.DateField(
        label=gettext_lazy("证照有效期到哪一天"),
        help_text=gettext_lazy("准予的才写；规定了期限的可以不写，按规定算。"),
        required=False,
        widget=DAY,
        error_messages={"invalid": DAY_FORMAT},
    )
    note = note_field(gettext_lazy("说明"), gettext_lazy("会写在决定书上。"))

    def prepare(self) -> None:
        """The outcomes of the regime: some know no refusal; what hinders a grant is said where it would be chosen."""
        planned = next(one for one in self.opened.plan.schedule.approvals if one.item == self.offer.on)
        pairs = zip((GRANT, REFUSE), planned.outcomes, strict=False)
        self.fields["how"].choices = [(way, outcome_word(planned.regime, one)) for way, one in pairs]  # type: ignore[attr-defined]
        self.barred = not self._grantable(bool(planned.gives))
        self.fields["how"].widget.barred = frozenset([GRANT] if self.barred else [])
        self.hindrances = hindrances(self.opened, self.offer)
        self.fields["grounds"].choices = table_choices(GROUNDS)  # type: ignore[attr-defined]
        if len(planned.outcomes) < 2:
            del self.fields["grounds"]
        if not planned.gives:
            del self.fields["valid_until"]

    def _grantable(self, gives: bool) -> bool:
        """What is prepared may be granted until another last day, as long as it is not formal."""
        return not self.offer.hindered or (gives and self.offer.hindered == (PREPARED,))

    def lead(self) -> list[str]:
        """In whose right it is decided, and what the first of two decided."""
        told = self._second()
        rests = resting_on(self.opened.staff, self.opened.case, self.offer.on, self.opened.names)
        return [*told, rests] if rests else told

    def _second(self) -> list[str]:
        """Where two must decide the same: what the first one decided, and what follows from what is typed here."""
        planned = next(one for one in self.opened.plan.schedule.approvals if one.item == self.offer.on)
        if planned.deciders < 2:
            return []
        approval = self.opened.case.approval(self.offer.on)
        told = [proposal_text(approval, planned, self.opened.names)]
        if approval.proposal and approval.proposal.by == str(self.opened.staff.id):
            told.append(gettext("这是您提出的：等另一位作同样的决定；您也可以改作相反的提出。"))
        elif approval.proposal:
            told.append(gettext("您作同样的决定，决定就生效；作别的决定，就成为您的提出，再等另一位。"))
        return told

    def clean(self) -> None:
        """A refusal needs its grounds and says them; what is barred is not sent by any other way."""
        if self.cleaned_data.get("how") == GRANT and self.barred:
            hard = (one for one in self.hindrances if not one.spoken)
            self.add_error("how", gettext("。").join(f"{one.what}{gettext('。')}{one.remedy}" for one in hard))
        if self.cleaned_data.get("how") == REFUSE:
            if not self.cleaned_data.get("grounds"):
                self.add_error("grounds", gettext("选一条理由（行政许可法第三十八条）。"))
            check_other(self, "grounds")

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        grant = data["how"] == GRANT
        grounds = () if grant else tuple(data.get("grounds", ()))
        until = data.get("valid_until") if grant else None
        return Decide(item=self.offer.on, grant=grant, grounds=grounds, valid_until=until, note=data["note"])


class VerifyForm(OfficersMixin, CommandForm):
    """Report the check of a promise."""

    code, sent, going = "verify", True, "approval.verify"
    blames: ClassVar[dict[str, str]] = {
        "inspection.too_few_people": "officer_2", "inspection.same_person": "officer_2",
        "inspection.no_right": "officer_1",
        "commitment.repair": "repair_by",
    }  # fmt: skip
    field_order: tuple[str, ...] = (
        "kept",
        "findings",
        "repair_by",
        "officer_1",
        "officer_2",
        "officer_3",
        "note",
    )
    kept = forms.ChoiceField(
        label=gettext_lazy("承诺兑现了吗"), widget=RADIOS, error_messages={"required": gettext_lazy("选一个。")}
    )
    findings = forms.MultipleChoiceField(label=gettext_lazy("发现了什么"), required=False, widget=CHECKS)
    repair_by = forms.DateField(
        label=gettext_lazy("整改到哪一天"), required=False, widget=DAY, error_messages={"invalid": DAY_FORMAT}
    )
    note = note_field(gettext_lazy("说明"))

    def prepare(self) -> None:
        """Kept or broken, and what may be found."""
        self.fields["kept"].choices = [(KEPT, gettext("兑现了")), (BROKEN, gettext("没有兑现，责令整改"))]  # type: ignore[attr-defined]
        self.fields["findings"].choices = table_choices(FINDINGS)  # type: ignore[attr-defined]
        self.initial["officer_1"] = self.opened.staff.user.username
        self.offer_colleagues()

    def lead(self) -> list[str]:
        """What was promised."""
        planned = next(one for one in self.opened.plan.schedule.approvals if one.item == self.offer.on)
        return [gettext("承诺的内容：%(told)s") % {"told": one} for one in self.opened.names.texts(planned.told)]

    def clean(self) -> None:
        """A broken promise names what was found and by when to repair it."""
        if self.cleaned_data.get("kept") == BROKEN:
            if not self.cleaned_data.get("findings"):
                self.add_error("findings", gettext("勾选发现的问题。"))
            if not self.cleaned_data.get("repair_by") and "repair_by" not in self.errors:
                self.add_error("repair_by", gettext("写明整改到哪一天。"))
            check_other(self, "findings")

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        kept = data["kept"] == KEPT
        return VerifyCommitment(
            item=self.offer.on,
            kept=kept,
            officers=self.officers(),
            findings=() if kept else tuple(data["findings"]),
            repair_by=None if kept else data["repair_by"],
            note=data["note"],
        )


class ConfirmRepairForm(CommandForm):
    """The broken promise was made good."""

    code = "confirm_repair"

    def lead(self) -> list[str]:
        """What follows."""
        return [gettext("确认以后，这项承诺了结，许可继续有效。")]

    def command(self) -> Command:
        """The command."""
        return ConfirmRepair(item=self.offer.on)


class RevokeForm(CommandForm):
    """Revoke what was granted on a broken promise."""

    code, final = "revoke", True
    blames: ClassVar[dict[str, str]] = {"decision.grounds": "grounds"}
    grounds = forms.MultipleChoiceField(
        label=gettext_lazy("撤销的理由"), widget=CHECKS, error_messages={"required": gettext_lazy("选一条理由。")}
    )
    note = note_field(gettext_lazy("说明"), gettext_lazy("会写在决定书上。"))

    def prepare(self) -> None:
        """The grounds."""
        self.fields["grounds"].choices = table_choices(REVOKE_GROUNDS)  # type: ignore[attr-defined]

    def clean(self) -> None:
        """A ground of its own needs words."""
        check_other(self, "grounds")

    def command(self) -> Command:
        """The command."""
        return Revoke(item=self.offer.on, grounds=tuple(self.cleaned_data["grounds"]), note=self.cleaned_data["note"])
