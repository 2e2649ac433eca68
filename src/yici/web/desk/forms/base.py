"""What all forms of the desk share: the case they are about, choices from word tables, and two people by name."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from yici.domain.case import Command
from yici.domain.case.allowing import Offer
from yici.domain.error import NotFound, YiciError
from yici.people.queries import user_named
from yici.people.queries.accounts import staff_who_may
from yici.web.desk.opened import Opened
from yici.web.desk.visits import deed_words
from yici.web.refusal_words import refusal_words

OTHER = "other"
NOTE_LENGTH = 2000
MOST_OTHERS = 8
MOST_NAMED = 8
Choices = list[tuple[str, str]]


class CommandForm(forms.Form):
    """One command on one case. `final`: it cannot be undone, so what will happen is shown before it is done.

    `sent`: it leads to a paper for the applicant, who is told at once: shown before it is done, too.
    `unwritten`: it leads to no paper at all, so that nobody waits for one to be shown.
    `wary`: it is asked again, before it is done, where `warnings` has something to say.
    `blames` says at which field a refusal of the domain is shown, by its code.
    """

    code: ClassVar[str]
    final: ClassVar[bool] = False
    sent: ClassVar[bool] = False
    unwritten: ClassVar[bool] = False
    wary: ClassVar[bool] = False
    blames: ClassVar[Mapping[str, str]] = {}
    takes_files: ClassVar[bool] = False
    template: ClassVar[str] = "yici/desk/fields.html"
    error_css_class = "wrong"

    def __init__(self, opened: Opened, offer: Offer, data: Any = None) -> None:
        super().__init__(data, auto_id="do-%s", label_suffix="")
        self.opened = opened
        self.offer = offer
        self.prepare()

    @property
    def shown_first(self) -> bool:
        """Whether what will happen is shown before it is done, whatever was typed."""
        return self.final or self.sent

    def prepare(self) -> None:
        """Fill choices and initial values from the case."""

    def command(self) -> Command:
        """This will give the command; only for a valid form."""
        raise NotImplementedError

    def take(self, request: HttpRequest) -> None:
        """This will keep the files that came with the form, or say at their field why not; only for a valid form."""

    @property
    def name(self) -> str:
        """What is done, in words."""
        return deed_words(self.code, self.offer.on, self.offer.items, self.opened.case)

    @property
    def items(self) -> str:
        """The items that it is about, in words."""
        return self.opened.names.listed(self.opened.names.of("item", item) for item in self.offer.items)

    def lead(self) -> list[str]:
        """This will say what follows from it, before it is done."""
        return []

    def warnings(self) -> list[str]:
        """This will say what is unusual about what was typed, though it is allowed; only for a valid form."""
        return []

    def blame(self, error: YiciError) -> None:
        """This will show a refusal at the field that it is about, else on top."""
        title, remedy = refusal_words(error, self.opened.names)
        field = self.blames.get(error.code)
        self.add_error(field if field in self.fields else None, f"{title}{gettext('。')}{remedy}")


def table_choices(table: Mapping[str, str]) -> Choices:
    """This will make choices of a table of words."""
    return [(code, gettext(words)) for code, words in table.items()]


def item_choices(opened: Opened, items: Iterable[str]) -> Choices:
    """This will make choices of items."""
    return [(item, opened.names.of("item", item)) for item in items]


def paper_choices(opened: Opened, papers: Iterable[str]) -> Choices:
    """This will make choices of papers."""
    return [(paper, opened.names.of("material", paper)) for paper in papers]


def note_field(label: Any, hint: Any = "") -> forms.CharField:
    """This will make a field for free words."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=NOTE_LENGTH, widget=widget)


def check_other(form: forms.Form, field: str) -> None:
    """This will ask for words where the reason chosen is "other"."""
    chosen = form.cleaned_data.get(field) or ()
    if OTHER in ([chosen] if isinstance(chosen, str) else chosen) and not form.cleaned_data.get("note"):
        form.add_error("note", gettext("选了“其他”，要写明是什么。"))


class OfficersMixin(forms.Form):
    """The people who go: by the names of their accounts, kept as ids; those who may are offered by their names."""

    going: ClassVar[str] = "approval.inspect"
    opened: Opened
    offer: Offer

    officer_1 = forms.CharField(label=gettext_lazy("第一位（账号）"), required=False, max_length=150)
    officer_2 = forms.CharField(label=gettext_lazy("第二位（账号）"), required=False, max_length=150)
    officer_3 = forms.CharField(
        label=gettext_lazy("其他人（账号，用空格隔开，可以不填）"), required=False, max_length=300
    )

    @cached_property
    def colleagues(self) -> tuple[tuple[str, str], ...]:
        """Account and name of those who may go, of every body whose items are looked at."""
        case = self.opened.case
        approvals = [a for a in case.approvals if a.item in self.offer.items]
        if not approvals:
            return ()
        agencies, place = {a.agency for a in approvals}, case.place_of(approvals[0])
        found = staff_who_may(self.going, agencies, place, self.opened.staff.now)
        return tuple((account, name) for account, name in found.items())

    def offer_colleagues(self) -> None:
        """This will let every field choose among them, and name a few of them in words."""
        if not self.colleagues:
            return
        for name in ("officer_1", "officer_2"):
            if name in self.fields:
                self.fields[name].widget.attrs["list"] = "do-colleagues"
        if len(self.colleagues) <= MOST_NAMED and "officer_2" in self.fields:
            shown = gettext("、").join(f"{name}（{account}）" for account, name in self.colleagues)
            self.fields["officer_2"].help_text = gettext("有权限去的：%(people)s") % {"people": shown}

    def officers(self) -> tuple[str, ...]:
        """This will give the ids of those who were named."""
        named = [self.cleaned_data.get("officer_1"), self.cleaned_data.get("officer_2")]
        return tuple(one for one in (*named, *(self.cleaned_data.get("officer_3") or ())) if one)

    def clean_officer_1(self) -> str:
        """This will find the first one."""
        return self._found(self.cleaned_data["officer_1"].strip())

    def clean_officer_2(self) -> str:
        """This will find the second one."""
        return self._found(self.cleaned_data["officer_2"].strip())

    def clean_officer_3(self) -> tuple[str, ...]:
        """This will find the others."""
        typed = self.cleaned_data["officer_3"].split()
        if len(typed) > MOST_OTHERS:
            raise forms.ValidationError(gettext("最多再写 %(n)s 位。") % {"n": MOST_OTHERS})
        return tuple(self._found(one) for one in typed)

    def _found(self, typed: str) -> str:
        if not typed:
            return ""
        try:
            user = user_named(typed)
        except NotFound:
            user = None
        if user is None or user.kind != "staff":
            raise forms.ValidationError(gettext("没有叫“%(name)s”的工作人员账号。") % {"name": typed})
        return str(user.id)
