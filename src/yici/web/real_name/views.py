"""Signing in with a real name, in three steps: to the provider, back from it, and, where it is not plain which account
the identity opens, a question."""

import secrets
from typing import Any, Final
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.socialaccount.internal import statekit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yici.domain.error import Refused
from yici.people.identity import (
    PROVIDER,
    Person,
    account_open,
    accounts_with,
    identity_holder,
    identity_join,
    identity_key,
    identity_seen,
)
from yici.people.present import now
from yici.people.provider import Provider
from yici.people.queries import User, usernames
from yici.web.citizen.asking import citizen_of
from yici.web.masking import mask_name
from yici.web.real_name.claims import person_of
from yici.web.real_name.tokens import leave, redeem
from yici.web.real_name.waiting import Waiting, done, wait, waiting_in

METHOD: Final = "real_name"
"""How the session names this way of having signed in."""
STATE_BYTES: Final = 24


def provider_named() -> Provider:
    """This will give the instance's provider. Raises Http404 where there is none."""
    found: Provider | None = settings.REAL_NAME_PROVIDER
    if found is None:
        raise Http404
    return found


def local(wanted: str, otherwise: str) -> str:
    """This will give where somebody goes next: only to pages of ours."""
    return wanted if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None) else otherwise


@never_cache
@require_POST
def real_name_start(request: HttpRequest) -> HttpResponse:
    """This will send somebody who is not signed in to the provider."""
    if request.user.is_authenticated:
        raise Http404
    return _to_provider(request, provider_named())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required(app="yici.web")  # type: ignore[untyped-decorator]
def real_name_join(request: HttpRequest) -> HttpResponse:
    """This will send a citizen to the provider, to have their account opened by it from then on."""
    provider = provider_named()
    if citizen_of(request) is None:
        raise Http404
    if request.method != "POST":
        return redirect("me")
    return _to_provider(request, provider)


def _to_provider(request: HttpRequest, provider: Provider) -> HttpResponse:
    name = secrets.token_urlsafe(STATE_BYTES)
    leaving = leave(provider, name, _back(request))
    state = {
        "nonce": leaving.nonce,
        "verifier": leaving.verifier,
        "next": local(request.POST.get("next", ""), ""),
        "user": str(request.user.pk or ""),
    }
    statekit.stash_state(request, provider_id=PROVIDER, state=state, state_id=name)
    return HttpResponseRedirect(leaving.url)


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("real_name_back"))


@never_cache
@require_safe
def real_name_back(request: HttpRequest) -> HttpResponse:
    """This will take somebody who comes back from the provider, once for each time that they were sent there.

    Raises Refused("provider.untrue" | "provider.declined" | "identity.other_person"), Invalid("provider.incomplete"),
    Conflict("identity.joined"), ProviderSilent.
    """
    provider = provider_named()
    state = statekit.unstash_state(request, provider_id=PROVIDER, state_id=request.GET.get("state", ""))
    if state is None or state["user"] != str(request.user.pk or ""):
        raise _begin_again()
    if request.GET.get("error") == "access_denied":
        raise Refused("provider.declined", remedy="sign in another way, or apply without signing in")
    # RFC 9207: an answer that another provider gave is not redeemed at this one.
    if request.GET.get("iss", provider.issuer) != provider.issuer or not request.GET.get("code"):
        raise _begin_again()
    told = redeem(
        provider, request.GET["code"], back=_back(request), nonce=state["nonce"], verifier=state["verifier"]
    )  # fmt: skip
    person = person_of(told, provider.claims)
    return _known(request, provider, Waiting(identity_key(provider.issuer, told["sub"]), person, state["next"]))


def _begin_again() -> Refused:
    return Refused("provider.untrue", remedy="begin the sign-in again")


def _known(request: HttpRequest, provider: Provider, proven: Waiting) -> HttpResponse:
    """Go on with a proven identity: join it to the account that is signed in, open the account that it opens, ask where
    accounts with its number exist, else open a new one."""
    citizen = citizen_of(request)
    if citizen is not None:
        return _joined(request, provider, citizen, proven)
    holder = identity_holder(proven.identity)
    if holder is not None:
        identity_seen(user_id=holder.pk, person=proven.person, by=provider.name, now=now())
        return _signed_in(request, holder, proven.next)
    if accounts_with(proven.person.id_number):
        wait(request, proven)
        return redirect("real_name_account")
    return _opened(request, provider, proven)


def _joined(request: HttpRequest, provider: Provider, citizen: User, proven: Waiting) -> HttpResponse:
    identity_join(
        user_id=citizen.pk, identity=proven.identity, person=proven.person, by=provider.name, now=now()
    )  # fmt: skip
    done(request)
    messages.success(request, gettext("实名核对好了，以后可以用它登录。"), extra_tags="good")
    return HttpResponseRedirect(proven.next or reverse("me"))


def _opened(request: HttpRequest, provider: Provider, proven: Waiting) -> HttpResponse:
    user = account_open(identity=proven.identity, person=proven.person, actor_by=provider.name, now=now())
    done(request)
    messages.success(request, gettext("账户开好了，姓名和身份证号码不用再填。"), extra_tags="good")
    return _signed_in(request, user, proven.next)


def _signed_in(request: HttpRequest, user: User, after: str) -> HttpResponse:
    record_authentication(request, user, METHOD)
    answer: HttpResponse = perform_login(request, user, redirect_url=after or reverse("signed_in"))
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def real_name_account(request: HttpRequest) -> HttpResponse:
    """This will ask somebody whose identity is proven which account it shall open.

    An account with their number is theirs to join once they have signed in to it as well; until then they may open a
    new one. Nothing is joined silently.
    """
    provider, proven = provider_named(), waiting_in(request)
    if proven is None:
        return redirect("account_login")
    citizen, candidates = citizen_of(request), accounts_with(proven.person.id_number)
    if (citizen is not None and citizen.pk not in candidates) or (request.user.is_authenticated and citizen is None):
        # Somebody else signed in here meanwhile: what waited is not for them.
        done(request)
        raise Http404
    if request.method == "POST" and request.POST.get("do") == ("join" if citizen else "open"):
        return _joined(request, provider, citizen, proven) if citizen else _opened(request, provider, proven)
    return render(request, "yici/account/real_name.html", _asked(citizen, candidates, proven.person))


def _asked(citizen: User | None, candidates: list[UUID], person: Person) -> dict[str, Any]:
    return {
        "name": mask_name(person.name),
        "mine": citizen.username if citizen else "",
        "accounts": sorted(usernames(candidates).values()),
        "here": reverse("real_name_account"),
    }
