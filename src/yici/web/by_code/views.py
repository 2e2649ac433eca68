"""Three steps: where to send a code, which code came, and, for a new password or among several accounts, one more."""

from typing import Any, Final

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from axes.utils import reset as unlock
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yici.domain.error import Invalid, Refused, YiciError
from yici.people.present import now
from yici.people.queries import User, usernames
from yici.people.sign_in_codes import LIVES, TRIES, address_of, code_use, password_renew
from yici.web.by_code.asked import Asked, Purpose, asked_in, begin, forget, proven
from yici.web.by_code.sending import kinds, send
from yici.web.dates import english, joined
from yici.web.error_words import words_of
from yici.web.masking import mask_number
from yici.web.real_name.views import local
from yici.web.signing import account_tried

METHOD: Final = "code"
METHODS: Final = ("GET", "HEAD", "POST")
WRONG: Final = 422


def _purpose(request: HttpRequest) -> Purpose:
    given = request.POST.get("for") or request.GET.get("for")
    return "password" if given == "password" else "sign_in"


@never_cache
@require_http_methods(METHODS)
def code_ask(request: HttpRequest) -> HttpResponse:
    """This will ask where a code shall go, and send it if somebody has that address; the answer is the same if not."""
    if not kinds():
        raise Http404
    if request.user.is_authenticated:
        return redirect("signed_in")
    purpose = _purpose(request)
    after = local(request.POST.get("next") or request.GET.get("next", ""), "")
    typed = request.POST.get("address", "").strip()
    wrong = ""
    if request.method == "POST":
        try:
            asked = begin(request, address_of(typed), purpose, after)
            send(request, asked, now())
            return redirect("code_enter")
        except (Invalid, Refused) as refusal:
            forget(request)
            wrong = _worded(refusal)
    told = {"purpose": purpose, "next": after, "typed": typed, "wrong": wrong, "kinds": kinds()}
    return render(request, "yici/account/code_ask.html", told, status=WRONG if wrong else 200)


@never_cache
@require_http_methods(METHODS)
def code_enter(request: HttpRequest) -> HttpResponse:
    """This will take the code that came, and go on with the account that it opens."""
    asked = asked_in(request)
    if asked is None or asked.accounts or request.user.is_authenticated:
        return redirect("code_ask")
    wrong = ""
    if "again" in request.POST:
        return _again(request, asked)
    if request.method == "POST":
        code = "".join(request.POST.get("code", "").split())
        try:
            found = code_use(address=asked.address, code=code, asker=asked.asker, now=now())
            return _opened(request, proven(request, asked, found))
        except Refused as refusal:
            wrong = _worded(refusal)
    told = {
        "masked": _masked(asked), "purpose": asked.purpose, "wrong": wrong, "minutes": int(LIVES.total_seconds()) // 60,
        "tries": TRIES, "kind": asked.address.kind,
    }  # fmt: skip
    return render(request, "yici/account/code_enter.html", told, status=WRONG if wrong else 200)


def _again(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Send another code to the same address, whether anybody has it or not."""
    try:
        send(request, asked, now())
    except Refused as refusal:
        messages.error(request, _worded(refusal), extra_tags="bad")
    else:
        messages.success(request, gettext("又发了一次。收到的填最新的那一个。"), extra_tags="good")
    return redirect("code_enter")


def _opened(request: HttpRequest, asked: Asked) -> HttpResponse:
    if len(asked.accounts) > 1 or asked.purpose == "password":
        return redirect("code_account")
    return _signed_in(request, asked, str(asked.accounts[0]))


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(METHODS)
def code_account(request: HttpRequest) -> HttpResponse:
    """This will ask which of several accounts it is, and for a new password where that is what the code was for."""
    asked = asked_in(request)
    if asked is None or not asked.accounts or request.user.is_authenticated:
        return redirect("code_ask")
    faults: list[str] = []
    chosen = request.POST.get("account") or (str(asked.accounts[0]) if len(asked.accounts) == 1 else "")
    if request.method == "POST":
        if chosen not in map(str, asked.accounts):
            faults = [gettext("没有选账号。")]
        elif asked.purpose == "sign_in":
            return _signed_in(request, asked, chosen)
        elif not (faults := _renewed(request, asked, chosen)):
            return redirect("account_login")
    told = {
        "accounts": sorted((name, str(user)) for user, name in usernames(asked.accounts).items()),
        "chosen": chosen, "purpose": asked.purpose, "faults": faults,
    }  # fmt: skip
    return render(request, "yici/account/code_account.html", told, status=WRONG if faults else 200)


def _renewed(request: HttpRequest, asked: Asked, chosen: str) -> list[str]:
    """Set the password; the faults of one that cannot be."""
    password = request.POST.get("password", "")
    if password != request.POST.get("again", ""):
        return [gettext("两遍写的不一样。")]
    [user] = [one for one in asked.accounts if str(one) == chosen]
    try:
        password_renew(user_id=user, password=password, now=now())
    except Invalid as invalid:
        found: Any = invalid.params["faults"]
        return list(found)
    # Who was stopped for guessing wrong gets in with the password that they have just set.
    unlock(username=account_tried(request, {"username": usernames([user])[user]}))
    forget(request)
    messages.success(request, gettext("密码改好了，别处的登录都退出了。用新密码登录。"), extra_tags="good")
    return []


def _signed_in(request: HttpRequest, asked: Asked, chosen: str) -> HttpResponse:
    user = User.objects.filter(pk=chosen, kind=User.Kind.CITIZEN).first()
    forget(request)
    if user is None:
        return redirect("code_ask")
    record_authentication(request, user, METHOD)
    answer: HttpResponse = perform_login(request, user, redirect_url=asked.next or reverse("signed_in"))
    return answer


def _masked(asked: Asked) -> str:
    if asked.address.kind == "phone":
        return mask_number(asked.address.value, head=3, tail=4)
    name, _, host = asked.address.value.partition("@")
    return f"{name[:1]}***@{host}"


def _worded(refusal: YiciError) -> str:
    title, remedy = words_of(refusal)
    stop = "." if english() else "。"
    return joined((title if title.endswith(stop) else f"{title}{stop}", remedy))
