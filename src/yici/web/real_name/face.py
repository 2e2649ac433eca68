"""A comparison of the face, where the provider offers one: the person goes there, comes back, and the service is asked
what came of it. It raises how sure an account is; whoever does without it can do what they could before."""

import hmac
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yici.domain.error import Refused
from yici.people.faces import Begun, FaceChecks
from yici.people.identity import face_checked, identity_name
from yici.people.present import now
from yici.people.provider import Provider
from yici.people.queries import User
from yici.web.citizen.asking import citizen_of
from yici.web.real_name.asking import ask, silent
from yici.web.real_name.tokens import believed
from yici.web.real_name.views import provider_named

KEY: Final = "face_check"
CREATED, OK = 201, 200


@dataclass(frozen=True, slots=True)
class AtProvider:
    """The face check of an identity provider, JSON over HTTP: POST to begin, GET `<check>/result` for a signed word."""

    provider: Provider

    def start(self, *, who: str, back: str) -> Begun:
        """This will begin a check."""
        status, told = ask(
            self.provider, self.provider.face, method="POST", json={"sub": who, "back": back}, auth=self._auth
        )
        if status != CREATED or not str(told.get("url", "")).startswith(self.provider.face):
            raise silent()
        return Begun(str(told.get("check", "")), str(told["url"]))

    def matched(self, check: str, *, who: str) -> bool:
        """This will say what came of a check. Raises Refused("provider.untrue") for a word that is about another."""
        status, told = ask(self.provider, f"{self.provider.face}{quote(check, safe='')}/result", auth=self._auth)
        if status != OK:
            raise Refused("provider.untrue", remedy="begin the check again")
        word = believed(self.provider, str(told.get("result", "")))
        if word.get("check") != check or word["sub"] != who:
            raise Refused("provider.untrue", remedy="begin the check again")
        return word.get("face") == "matched"

    @property
    def _auth(self) -> tuple[str, str]:
        return self.provider.client, self.provider.secret


def _service(request: HttpRequest) -> tuple[Provider, FaceChecks, User, str]:
    """The service and whom it is asked about. Raises Http404 where there is none, or nobody to be checked."""
    provider, citizen = provider_named(), citizen_of(request)
    who = identity_name(citizen.pk) if citizen else None
    if not provider.face or citizen is None or who is None:
        raise Http404
    return provider, AtProvider(provider), citizen, who


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required(app="yici.web")  # type: ignore[untyped-decorator]
def face_start(request: HttpRequest) -> HttpResponse:
    """This will send a citizen who is known by real name to have their face compared."""
    _, service, _, who = _service(request)
    if request.method != "POST":
        return redirect("me")
    begun = service.start(who=who, back=request.build_absolute_uri(reverse("face_back")))
    request.session[KEY] = begun.check
    return HttpResponseRedirect(begun.url)


@never_cache
@require_safe
@login_required
def face_back(request: HttpRequest) -> HttpResponse:
    """This will take a citizen who comes back, ask what came of the check that this session began, and keep it."""
    provider, service, citizen, who = _service(request)
    check, given = request.session.pop(KEY, ""), request.GET.get("check", "")
    if not check or not hmac.compare_digest(check.encode(), given.encode()):
        raise Refused("provider.untrue", remedy="begin the check again")
    if service.matched(check, who=who):
        face_checked(user_id=citizen.pk, by=provider.name, now=now())
        messages.success(request, gettext("人脸核验好了。"), extra_tags="good")
    else:
        messages.warning(request, gettext("这次没有核验人脸，原来的实名还在。"), extra_tags="warn")
    return redirect("me")
