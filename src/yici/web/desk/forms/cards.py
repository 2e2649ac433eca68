"""Supervision cards: a supervisor sends one, the unit answers it."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from yici.domain.case import AnswerCard, Card, Command, IssueCard
from yici.domain.case.beside_events import CardIssued
from yici.domain.clock import legal_day
from yici.web.case_words import worded
from yici.web.counting import end_text
from yici.web.desk.forms.base import NOTE_LENGTH, CommandForm, check_other, note_field, table_choices
from yici.web.desk.forms.inspecting import DAY, DAY_FORMAT
from yici.web.watching_words import CARD_REASONS, COLOUR_WORDS, DEGREE_WORDS, card_about

RED, YELLOW = "red", "yellow"


class IssueCardForm(CommandForm):
    """Send the unit that has an item a card."""

    code = "issue_card"
    about = forms.ChoiceField(
        label=gettext_lazy("为什么"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("选一个原因。")},
    )
    colour = forms.ChoiceField(label=gettext_lazy("黄牌还是红牌"), widget=forms.RadioSelect, initial=YELLOW)
    note = note_field(gettext_lazy("说明"), gettext_lazy("给承办机关看，申请人看不到。"))

    def prepare(self) -> None:
        """What a card may be about, and its colours."""
        self.fields["about"].choices = table_choices(CARD_REASONS)  # type: ignore[attr-defined]
        self.fields["colour"].choices = table_choices(COLOUR_WORDS)  # type: ignore[attr-defined]

    def lead(self) -> list[str]:
        """To whom it goes, and what follows."""
        unit = self.opened.names.of("agency", self.opened.case.approval(self.offer.on).agency)
        return [gettext("发给%(unit)s，要书面答复；期限由平台定，不是法定期限。") % {"unit": unit}]

    def clean(self) -> None:
        """A reason of its own needs words."""
        check_other(self, "about")

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        return IssueCard(item=self.offer.on, about=data["about"], red=data["colour"] == RED, note=data["note"])


class AnswerCardForm(CommandForm):
    """Answer a card."""

    code = "answer_card"
    blames: ClassVar[dict[str, str]] = {
        "card.no_answer": "note", "urging.no_day": "expected", "card.expected_past": "expected",
    }  # fmt: skip
    field_order: tuple[str, ...] = ("note", "expected")
    expected = forms.DateField(
        label=gettext_lazy("打算哪天办好"),
        help_text=gettext_lazy("给催办的人看；不改变法定期限和承诺期限。"),
        required=False,
        widget=DAY,
        error_messages={"invalid": DAY_FORMAT},
    )
    note = forms.CharField(
        label=gettext_lazy("答复"),
        help_text=gettext_lazy("写明是什么情况、做了什么。"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("写明是什么情况、做了什么。")},
    )

    def lead(self) -> list[str]:
        """The card: its colour, what it is about, until when it is to be answered, and the supervisor's words."""
        card = self._card
        told = {"colour": worded(DEGREE_WORDS, card.colour), "about": card_about(card.about)}
        lines = [gettext("%(colour)s：%(about)s。") % told]
        if card.deadline:
            end = end_text(card.deadline, legal_day(self.opened.staff.now))
            lines.append(gettext("请在 %(day)s前答复。") % {"day": end})
        return [*lines, *self._said]

    def command(self) -> Command:
        """The command."""
        data = self.cleaned_data
        return AnswerCard(
            item=self.offer.items[0], card=self._card.id, note=data["note"], expected=data["expected"]
        )  # fmt: skip

    @property
    def _card(self) -> Card:
        wanted = self.offer.on.partition("/")[2]
        return next(card for card in self.opened.case.approval(self.offer.items[0]).cards if card.id == wanted)

    @property
    def _said(self) -> list[str]:
        """The words that came with the card, for those whose business they are."""
        if not self.opened.knows:
            return []
        item, wanted = self.offer.items[0], self._card.id
        for line in self.opened.lines:
            event = line.event
            if isinstance(event, CardIssued) and (event.item, event.card.id) == (item, wanted):
                note = (line.private or {}).get("note")
                return [str(note)] if note else []
        return []
