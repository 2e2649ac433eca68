"""Refusing at the counter, at once, what is no matter of the office: with the reason and the body that has it.

Licensing Law Art. 32(1): what needs no licence is told at once; 32(2): what is another body's is refused at once, and
that body is named. Nothing else is asked for before.
"""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yici.domain.case import DeclineAcceptance
from yici.domain.case.intake import NOT_COMPETENT
from yici.domain.error import Forbidden, Invalid, Refused
from yici.web.case_words import REASON_CODES, worded
from yici.web.citizen.application.opened import Opened
from yici.web.desk.forms.base import check_other, note_field
from yici.web.desk.listing import RECEIVE
from yici.web.desk.waiting import stands_again
from yici.web.desk.who import Staff, staff_who_may
from yici.web.desk.window.begun import begun
from yici.web.desk.window.handing import turn_away
from yici.web.refusal_words import refusal_words

AT_ONCE = ("not_competent", "no_licence_needed", "not_entitled", "already_decided", "other")
"""What can be seen at once; that a supplement does not do either is seen later."""


class TurnAwayForm(forms.Form):
    """What is not accepted, why, and whose it is."""

    error_css_class = "wrong"
    items = forms.MultipleChoiceField(
        label=gettext_lazy("哪几项不予受理"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("至少选一项。")},
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("理由"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("选一个理由。")},
    )
    competent = forms.ChoiceField(label=gettext_lazy("该向哪个机关申请"), required=False)
    note = note_field(gettext_lazy("说明"), gettext_lazy("会写在不予受理通知书上。"))

    def __init__(self, opened: Opened, data: object = None) -> None:
        super().__init__(data, auto_id="away-%s", label_suffix="")  # type: ignore[arg-type]
        names, planned = opened.names, opened.plan.schedule.approvals
        self.names, self.agencies = names, {one.item: one.agency for one in planned}
        known = [(one, names.of("agency", one)) for one in names.catalogue.agencies]
        self.fields["items"].choices = [(one.item, names.of("item", one.item)) for one in planned]  # type: ignore[attr-defined]
        self.fields["reason"].choices = [(one, gettext(REASON_CODES[one])) for one in AT_ONCE]  # type: ignore[attr-defined]
        self.fields["competent"].choices = [("", gettext("不涉及，或者不清楚")), *known]  # type: ignore[attr-defined]
        if len(planned) == 1:
            self.initial["items"] = [planned[0].item]

    def clean(self) -> None:
        """A reason of its own needs words, another body's business needs that body: not the one that has it."""
        check_other(self, "reason")
        told = self.cleaned_data
        if told.get("reason") != NOT_COMPETENT:
            return
        if not told.get("competent"):
            self.add_error("competent", gettext("写明该找哪个机关（行政许可法第三十二条）。"))
        elif not told.get("note") and (own := self._own(told["competent"])):
            self.add_error("competent", own)

    def _own(self, body: str) -> str:
        """What is its own matter is no other body's, but for one of the same kind in another place or at another
        level."""
        items = [one for one in self.cleaned_data.get("items", ()) if self.agencies[one] == body]
        if not items:
            return ""
        known = {"items": self.names.listed(self.names.of("item", one) for one in items)}
        return (
            gettext(
                "%(items)s由这个机关承办：属于其他地方、其他层级同类机关职权的，在说明里写明是哪一家；属于它职权的，不能不予受理。"
            )
            % known
        )

    def commands(self) -> list[DeclineAcceptance]:
        """The refusals, one for each item."""
        data = self.cleaned_data
        return [
            DeclineAcceptance(item=item, reason=data["reason"], competent=data["competent"] or None, note=data["note"])
            for item in data["items"]
        ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@stands_again
@staff_who_may(RECEIVE)
def counter_refuse(request: HttpRequest, staff: Staff, draft_id: UUID) -> HttpResponse:
    """This will refuse at the counter to accept items of what was begun, once it was read again and confirmed."""
    opened = begun(request, draft_id)
    if opened is None:
        return redirect("desk_counter_done", draft_id)
    form = TurnAwayForm(opened, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, staff, opened, form, status=422 if request.method == "POST" else 200)
    if request.POST.get("step") != "do":
        return _page(request, staff, opened, form, sure=request.POST.get("step") != "edit")
    try:
        turn_away(staff, opened, form.commands())
    except (Invalid, Refused, Forbidden) as error:
        form.add_error(None, gettext("。").join(refusal_words(error, opened.names)))
        return _page(request, staff, opened, form, status=error.status)
    return redirect("desk_counter_done", draft_id)


def _page(
    request: HttpRequest, staff: Staff, opened: Opened, form: TurnAwayForm, *, sure: bool = False, status: int = 200
) -> HttpResponse:
    context = {"staff": staff, "opened": opened, "form": form, "told": _told(opened, form) if sure else None}
    return render(request, "yici/desk/window/refuse.html", context, status=status)


def _told(opened: Opened, form: TurnAwayForm) -> dict[str, object]:
    names, data = opened.names, form.cleaned_data
    left = [one.item for one in opened.plan.schedule.approvals if one.item not in data["items"]]
    return {
        "items": [names.of("item", one) for one in data["items"]],
        "reason": worded(REASON_CODES, data["reason"]),
        "competent": names.of("agency", data["competent"]) if data["competent"] else "",
        "note": data["note"],
        "left": names.listed(names.of("item", one) for one in left),
    }
