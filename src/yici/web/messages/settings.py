"""How I want to be told: my addresses, each confirmed by a code that went there, and the ways for each kind."""

import secrets
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yici.cases.guesses import Allowance, guess_take
from yici.domain.error import Invalid, NotFound, Refused
from yici.notices import channels
from yici.notices.kinds import Kind
from yici.notices.queries import choices_of, kinds_for
from yici.notices.services import choices_set, contact_ask, offered
from yici.people.contacts import contact_confirm, contact_remove
from yici.people.ids import new_id
from yici.people.present import now as present
from yici.people.queries import held_by
from yici.people.queries.contacts import ContactRow, contacts_of
from yici.people.queries.mandates import helps_for
from yici.web import dates
from yici.web.error_words import words_of
from yici.web.masking import mask_number
from yici.web.messages.words import CHANNEL_WORDS, CONTACT_HINTS, CONTACT_WORDS, INPUTS, KIND_WORDS

DIGITS: Final = 6
CODES: Final = Allowance("codes to addresses", 10, timedelta(hours=1))
"""How many codes one account may send: it may send them to anybody."""
TOO_MANY: Final = 429


@dataclass(frozen=True, slots=True)
class Held:
    """One address on the page, masked."""

    id: UUID
    name: str
    value: str
    confirmed: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One kind of address that may be added."""

    kind: str
    name: str
    hint: str
    type: str
    autocomplete: str


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of message with the ways it may go: name, word, and whether it goes that way."""

    kind: str
    name: str
    ways: tuple[tuple[str, str, bool], ...]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def message_settings(request: HttpRequest) -> HttpResponse:
    """This will show how somebody is told, and keep what they choose."""
    user: Any = request.user
    if request.method != "POST":
        return _page(request)
    kinds = _kinds(user)
    choices_set(
        user_id=user.pk,
        chosen={kind: set(request.POST.getlist(kind)) & set(offered(rule)) for kind, rule in kinds.items()},
    )
    messages.success(request, gettext("存好了。"), "good")
    return redirect("message_settings")


def _kinds(user: Any) -> dict[str, Kind]:
    """What somebody may be told of; acting for others, staff only where they do errands."""
    return kinds_for(user.kind, acts=user.kind != "staff" or bool(helps_for(held_by(user, present()))))


@never_cache
@require_POST
@login_required
def contact_new(request: HttpRequest) -> HttpResponse:
    """This will keep an address of somebody and send a code there, or say beside the field why not."""
    user: Any = request.user
    kind, value = request.POST.get("kind", ""), request.POST.get("value", "")
    if kind not in _addable():
        raise Http404
    if guess_take(allowance=CODES, who=str(user.pk), now=present()) is None:
        return _page(request, kind, value, gettext("一小时里要了太多次验证码，过一会再来。"), TOO_MANY)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    try:
        held = contact_ask(
            contact_id=new_id(), user_id=user.pk, kind=kind, value=value, code=code, language=_language(), now=present()
        )
    except (Invalid, Refused) as refusal:
        return _page(request, kind, value, " ".join(words_of(refusal)), 422)
    return redirect("contact", held)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """This will ask for the code that went to an address of one's own, confirm the address, or forget it."""
    user: Any = request.user
    held = next((_held(one) for one in contacts_of(user.pk) if one.id == contact_id), None)
    if held is None:
        raise Http404
    wrong = ""
    if request.method == "POST":
        try:
            return _done(request, user, held)
        except Refused as refusal:
            wrong = " ".join(words_of(refusal))
    told = {"held": held, "wrong": wrong, "digits": DIGITS}
    return render(request, "yici/messages/contact.html", told, status=422 if wrong else 200)


def _done(request: HttpRequest, user: Any, held: Held) -> HttpResponse:
    if request.POST.get("go") == "remove":
        try:
            contact_remove(contact_id=held.id, user_id=user.pk)
        except NotFound as error:
            raise Http404 from error
        messages.success(request, gettext("删掉了。"), "good")
        return redirect("message_settings")
    code = "".join(request.POST.get("code", "").split())
    contact_confirm(contact_id=held.id, user_id=user.pk, code=code, now=present())
    messages.success(request, gettext("确认好了。"), "good")
    return redirect("message_settings")


def _page(request: HttpRequest, kind: str = "", value: str = "", wrong: str = "", status: int = 200) -> HttpResponse:
    user: Any = request.user
    kinds = _kinds(user)
    chosen = choices_of(user.pk, kinds)
    rows = [Row(name, gettext(KIND_WORDS[name]), _ways(offered(rule), chosen[name])) for name, rule in kinds.items()]
    quiet = channels.setup().quiet
    told = {
        "held": [_held(one) for one in contacts_of(user.pk)], "addable": [_wanted(one) for one in _addable()],
        "rows": rows, "ways": rows[0].ways if rows else (), "kind": kind, "value": value, "wrong": wrong,
        "quiet": (f"{quiet.begins:%H:%M}", f"{quiet.ends:%H:%M}") if quiet.begins != quiet.ends else (),
    }  # fmt: skip
    return render(request, "yici/messages/settings.html", told, status=status)


def _ways(ways: Iterable[str], chosen: Container[str]) -> tuple[tuple[str, str, bool], ...]:
    return tuple((way, gettext(CHANNEL_WORDS[way]), way in chosen) for way in ways)


def _addable() -> tuple[str, ...]:
    """The kinds of addresses that some channel of the site needs."""
    return tuple(dict.fromkeys(channels.CONTACTS[name] for name in channels.people_channels()))


def _held(row: ContactRow) -> Held:
    name, shown = gettext(CONTACT_WORDS[row.kind]), masked(row.kind, row.value)
    return Held(row.id, name, shown, row.verified_at is not None, row.kind)


def masked(kind: str, value: str) -> str:
    """This will mask an address so that whoever has it knows it again: 138******01, z***@example.cn."""
    if kind == "mail":
        name, _, host = value.rpartition("@")
        return f"{name[:1]}***@{host}"
    return mask_number(value)


def _wanted(kind: str) -> Wanted:
    form, fills = INPUTS.get(kind, ("text", "off"))
    return Wanted(kind, gettext(CONTACT_WORDS[kind]), gettext(CONTACT_HINTS[kind]), form, fills)


def _language() -> str:
    return "en" if dates.english() else "zh-hans"
