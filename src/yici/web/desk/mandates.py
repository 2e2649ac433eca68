"""Mandates and signatures at the window: what a principal who stands there signed on paper, taking one back, and those
who sign an application before the clerk. The clerk types the numbers off the cards; none is ever shown."""

import hashlib
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from stdnum.cn import uscc

from yici.catalogue.queries import current
from yici.domain.clock import legal_day
from yici.domain.error import Invalid, NotFound, Refused
from yici.domain.event import Actor
from yici.domain.mandate.state import OPEN
from yici.files.checking import checked
from yici.files.services import file_store
from yici.intake import signing
from yici.people import mandates as services
from yici.people.actor import actor_for
from yici.people.firms import FirmClaim
from yici.people.ids import new_id
from yici.people.looks import accounts_looked
from yici.people.mandates import Outcome, Person
from yici.people.queries.mandates import RECORD, helping_bodies
from yici.people.queries.mandates_at_window import mandates_of_firm, mandates_of_person
from yici.web import dates
from yici.web.citizen.application.field_words import refusal_text
from yici.web.citizen.application.mandate_form import Read, Typed, Wanted, checked_number, read, typed_of
from yici.web.citizen.application.mandate_words import ACT_WORDS, line
from yici.web.citizen.application.opened import Opened, open_to_sign
from yici.web.citizen.application.signers import digest_of, number_in, role_name
from yici.web.desk.who import CHANNEL, TAKE, Staff, staff_who_may
from yici.web.error_words import words_of
from yici.web.here import described
from yici.web.words import Names

PAPER: Final = "mandate"
LONGEST: Final = 100


def _actor(staff: Staff, action: str = RECORD) -> Actor:
    return actor_for(staff.user, role=staff.grants.role_for(action), channel=CHANNEL)


def _names() -> Names:
    return Names(current(), {}, {}, dates.english())


def _place(staff: Staff) -> str:
    """The place of the window: the first where this person may record."""
    return min((one.place for one in staff.grants.scope(RECORD).lines), default="")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_who_may(RECORD)
def desk_mandates(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will record a mandate that somebody signed at the window, or find those of somebody who stands there."""
    if request.method != "POST":
        return _form(request, staff, Read(Typed()))
    if "find" in request.POST:
        return _found(request, staff)
    if named := request.POST.get("revoke", ""):
        return _revoked(request, staff, named)
    return _recorded(request, staff)


def _form(request: HttpRequest, staff: Staff, told: Read, **more: Any) -> HttpResponse:
    names = _names()
    context = {
        "staff": staff,
        "typed": told.typed,
        "wrong": told.wrong,
        "bodies": helping_bodies(staff.now, _place(staff)).items(),
        "bundles": [(one.id, names.name(one)) for one in names.catalogue.bundles.values() if one.items],
        "acts": [(act, gettext(text)) for act, text in ACT_WORDS.items() if act != "read"],
        "today": dates.day_text(legal_day(staff.now), year=True),
        **more,
    }
    return render(request, "yici/desk/mandates.html", context, status=422 if told.wrong else 200)


def _recorded(request: HttpRequest, staff: Staff) -> HttpResponse:
    typed = replace(typed_of(request.POST), agreed=True)
    told = read(typed, current().bundles, helping_bodies(staff.now, _place(staff)), staff.now)
    name = request.POST.get("principal", "").strip()[:LONGEST]
    number = checked_number(request.POST.get("card", ""))
    wrong, paper = dict(told.wrong), request.FILES.get("paper")
    firm = _firm(typed, wrong)
    if not name:
        wrong["principal"] = gettext("照身份证写委托人的姓名。")
    if not number:
        wrong["card"] = gettext("照身份证写 18 位号码；末位是 X 的也要写。")
    data = paper.read() if paper is not None else b""
    if not data:
        wrong["paper"] = gettext("扫描委托人签了字的授权委托书，交上来。")
    beside = {"principal": name, "card": request.POST.get("card", "")[:LONGEST]}
    if wrong or told.wanted is None:
        return _form(request, staff, Read(typed, wrong), **beside)
    try:
        done = _kept(
            staff, told.wanted, Person(name, number, new_id(), new_id()), firm, (str(paper and paper.name), data)
        )
    except (Invalid, Refused) as refusal:
        text = refusal_text(refusal) if refusal.code.startswith("file.") else "。".join(words_of(refusal))
        field = "paper" if refusal.code.startswith("file.") else "name"
        return _form(request, staff, Read(typed, {field: text}), **beside)
    messages.success(request, gettext("授权记下了。代理人登录以后接受，就能办。"), extra_tags="good")
    return _form(request, staff, Read(Typed()), made=done.mandate.id)


def _firm(typed: Typed, wrong: dict[str, str]) -> FirmClaim | None:
    """The firm that the paper speaks for, None for a person's own matters."""
    if not typed.firm and not typed.uscc:
        return None
    code = uscc.compact(typed.uscc).upper()
    if not typed.firm or not uscc.is_valid(code):
        wrong["firm"] = gettext("名称和 18 位统一社会信用代码都要写，照营业执照；代码要对得上校验。")
        return None
    return FirmClaim(code, typed.firm, "", "authorised")


@transaction.atomic
def _kept(staff: Staff, wanted: Wanted, person: Person, firm: FirmClaim | None, paper: tuple[str, bytes]) -> Outcome:
    """The paper is kept under the mandate, its digest stands in the record."""
    mandate_id = new_id()
    digest = _digest(paper[1])
    done = services.mandate_record(
        mandate_id=mandate_id, person=person, agent=wanted.agent, scope=wanted.scope, period=wanted.period,
        firm=firm, paper=digest, place=_place(staff), actor=_actor(staff), grants=staff.grants, now=staff.now,
    )  # fmt: skip
    _kept_paper(done, paper, staff)
    return done


def _digest(data: bytes) -> str:
    """The digest of a paper as it is kept. Raises what is wrong with a file."""
    return "sha256:" + hashlib.sha256(checked(data).data).hexdigest()


def _kept_paper(done: Outcome, paper: tuple[str, bytes], staff: Staff) -> None:
    file_store(
        file_id=new_id(), holder=UUID(done.mandate.id), subject=UUID(done.mandate.subject), material=PAPER,
        name=paper[0], data=paper[1], now=staff.now,
    )  # fmt: skip


def _found(request: HttpRequest, staff: Staff) -> HttpResponse:
    number, code = _holder(request)
    if not number and not code:
        wrong = gettext("照身份证写 18 位号码；替单位收回的，照营业执照写 18 位统一社会信用代码。")
        return _form(request, staff, Read(Typed(), {"holder": wrong}))
    found = mandates_of_person(number=number, now=staff.now) if number else mandates_of_firm(uscc=code, now=staff.now)
    shown = [one for one in found if one.view.mandate.phase in OPEN]
    theirs = {UUID(one.view.mandate.principal) for one in shown}
    accounts_looked(users=theirs, what="mandates", actor=staff.reader(), now=staff.now)
    names = _names()
    lines = [(line(one.view, names.catalogue, names), one.needs_paper) for one in shown]
    return _form(request, staff, Read(Typed()), lines=lines, searched=True)


def _holder(request: HttpRequest) -> tuple[str, str]:
    """Whose mandate is taken back, as the clerk read it off: the number of a card, or the credit code of a firm."""
    typed = request.POST.get("holder", "").strip()[:LONGEST]
    if number := checked_number(typed):
        return number, ""
    code = uscc.compact(typed).upper()
    return "", code if uscc.is_valid(code) else ""


def _revoked(request: HttpRequest, staff: Staff, named: str) -> HttpResponse:
    number, code = _holder(request)
    paper = request.FILES.get("paper")
    try:
        _taken_back(staff, UUID(named), number, code, (str(paper.name), paper.read()) if paper else None)
    except (NotFound, Invalid, Refused, ValueError) as refusal:
        messages.error(request, _why_not(refusal), extra_tags="bad")
    else:
        messages.success(request, gettext("收回了，马上算数。"), extra_tags="good")
    return redirect("desk_mandates")


def _why_not(refusal: Exception) -> str:
    code = refusal.code if isinstance(refusal, Invalid | Refused) else ""
    if code.startswith("file."):
        return refusal_text(refusal)  # type: ignore[arg-type]
    if code == "mandate.paper":
        return gettext("没有收回：替单位收回，要交单位盖章的收回书，或者由现在能替它办事的人来。")
    return gettext("没有收回：号码和授权对不上，或者已经结束了。")


@transaction.atomic
def _taken_back(staff: Staff, mandate_id: UUID, number: str, code: str, paper: tuple[str, bytes] | None) -> None:
    """The paper of a firm is kept under the mandate as the one that gave it is."""
    digest = _digest(paper[1]) if paper else None
    done = services.mandates_revoke_at_window(
        mandate_id=mandate_id, place=_place(staff), actor=_actor(staff), grants=staff.grants, now=staff.now,
        number=number, uscc=code, paper=digest,
    )  # fmt: skip
    if paper:
        _kept_paper(done, paper, staff)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_who_may(TAKE)
def desk_signatures(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will let people sign before the clerk: found by the number that they tell, each recognised by their card."""
    code = request.POST.get("code", "").upper().replace(" ", "")[:LONGEST]
    if request.method != "POST":
        return render(request, "yici/desk/signatures.html", {"staff": staff})
    try:
        row, draft = signing.asked_by(code)
        if row.role != signing.WINDOW or not staff.grants.may(TAKE, None, draft.place, None):
            raise signing.unknown()
    except NotFound:
        told = {"staff": staff, "code": code, "wrong": gettext("没有这个号，或者不归这个窗口。请对方再报一次。")}
        return render(request, "yici/desk/signatures.html", told, status=422)
    opened = open_to_sign(draft, staff.now)
    wrong = _signed(request, staff, opened) if "role" in request.POST else ""
    return _signers(request, staff, opened, code, wrong)


def _signed(request: HttpRequest, staff: Staff, opened: Opened) -> str:
    """Why a signature was not recorded; empty when it was."""
    role, digest = request.POST["role"], digest_of(opened)
    if role not in {one.role for one in opened.plan.signers}:
        raise signing.unknown()
    card = request.POST.get("card", "").strip()[:LONGEST]
    if not signing.same_number(card, number_in(opened, role, any_document=True)):
        return gettext("证件号码和表里填的不一致，没有记。核对证件；表里填错的，由申请人改。")
    if not digest:
        return gettext("表还没有填好，现在不能签。")
    signing.signature_give(
        signature_id=new_id(), draft=opened.row, role=role, by=staff.id, way="window", digest=digest, now=staff.now
    )  # fmt: skip
    messages.success(request, gettext("记下了：%(role)s签了。") % {"role": role_name(opened, role)}, extra_tags="good")
    return ""


def _signers(request: HttpRequest, staff: Staff, opened: Opened, code: str, wrong: str) -> HttpResponse:
    found = signing.standing(opened.row, digest_of(opened))
    here = described([opened.row.place]).get(opened.row.place)
    context = {
        "staff": staff,
        "code": code,
        "wrong": wrong,
        "matter": opened.title,
        "place": here.path if here else opened.row.place,
        "signers": [
            (one.role, role_name(opened, one.role), bool((now := found.get(one.role)) and now.current))
            for one in opened.plan.signers
        ],
    }
    return render(request, "yici/desk/signatures.html", context, status=422 if wrong else 200)
