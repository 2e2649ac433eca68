"""Checking at the window whose account it is: the clerk finds the account by what the person tells, compares person and
card, and confirms. Who lost phone and recovery codes has the second factor taken away by the same check."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yici.domain.error import NotFound, Refused
from yici.people.actor import actor_for
from yici.people.factors import factor_reset
from yici.people.identity import Person, identity_checked
from yici.people.looks import accounts_looked
from yici.people.queries.at_window import CHECK, AtWindow, account_told, accounts_told
from yici.web.citizen.application.assured import LEVEL_WORDS
from yici.web.citizen.application.mandate_form import checked_number
from yici.web.dates import moment_text
from yici.web.desk.who import CHANNEL, Staff, staff_who_may
from yici.web.masking import mask_name

LONGEST: Final = 100
WRONG: Final = 422


@dataclass(frozen=True, slots=True)
class Shown:
    """One account as a clerk sees it."""

    id: UUID
    username: str
    name: str
    level: str
    since: str
    checked: bool
    factors: bool
    numbered: bool


@require_http_methods(["GET", "HEAD", "POST"])
@staff_who_may(CHECK)
def desk_identity(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will find accounts by what the person tells, and record that person and card were compared."""
    if request.method != "POST":
        return _page(request, staff)
    if named := request.POST.get("account", ""):
        return _compared(request, staff, _account(named))
    told = request.POST.get("told", "").strip()[:LONGEST]
    found = accounts_told(told) if told else []
    accounts_looked(users=[one.id for one in found], what="account", actor=staff.reader(), now=staff.now)
    wrong = {} if told else {"told": gettext("写对方的账号、手机号码、邮箱或者身份证号码。")}
    return _page(request, staff, told=told, searched=bool(told), accounts=[_shown(one) for one in found], wrong=wrong)


def _account(named: str) -> AtWindow:
    try:
        found = account_told(UUID(named))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _compared(request: HttpRequest, staff: Staff, account: AtWindow) -> HttpResponse:
    """The card's name and number are typed, and the clerk says that person, picture and card are one."""
    typed = {name: request.POST.get(name, "").strip()[:LONGEST] for name in ("name", "number")}
    number, wrong = checked_number(typed["number"]), {}
    if not typed["name"]:
        wrong["name"] = gettext("照身份证写姓名。")
    if not number:
        wrong["number"] = gettext("照身份证写 18 位号码；末位是 X 的也要写。")
    if "same" not in request.POST:
        wrong["same"] = gettext("没有勾：本人到场，人、照片、身份证对得上。")
    if not wrong:
        wrong = _recorded(request, staff, account, Person(typed["name"], number))
    if wrong:
        return _page(request, staff, accounts=[_shown(account)], chosen=account.id, typed=typed, wrong=wrong)
    return redirect("desk_identity")


def _recorded(request: HttpRequest, staff: Staff, account: AtWindow, person: Person) -> dict[str, str]:
    """Record it; what stood against it by field."""
    reset = "reset" in request.POST
    if reset and not account.numbered:
        # No number that the card could be held against: whoever knows the password would have it with their own card.
        return {"same": gettext("账户里原来没有身份证号码，凭身份证认不出是谁的账户，不能在窗口重置；请平台管理员办。")}
    actor = actor_for(staff.user, role=staff.grants.role_for(CHECK), channel=CHANNEL)
    try:
        with transaction.atomic():
            identity_checked(user_id=account.id, person=person, actor=actor, now=staff.now)
            if reset:
                factor_reset(user_id=account.id, actor=actor, now=staff.now)
    except Refused:
        other = gettext("账户里核对过的是另一个身份证号码，没有记。请对方报自己的账号，或者用这张身份证另开一个。")
        return {"number": other}
    except NotFound:
        return {"same": gettext("这个账户没有第二道验证，不用重置；身份也没有记，请再按一次“核对过”。")}
    told = gettext("核对过了，第二道验证也重置了：账户 %(account)s 下次登录不再要它。")
    done = told if reset else gettext("核对过了：账户 %(account)s 从现在起算窗口核对过身份证件。")
    messages.success(request, done % {"account": account.username}, extra_tags="good")
    return {}


def _shown(one: AtWindow) -> Shown:
    since = moment_text(one.assured_at) if one.assured_at else ""
    level = gettext(LEVEL_WORDS[one.assurance])
    return Shown(
        one.id, one.username, mask_name(one.name), level, since, one.assurance != "none", one.factors, one.numbered
    )


def _page(request: HttpRequest, staff: Staff, **told: Any) -> HttpResponse:
    context = {"staff": staff, "wrong": {}, "typed": {}, **told}
    status = WRONG if context["wrong"] else 200
    return render(request, "yici/desk/identity.html", context, status=status)
