"""A form of the desk that was sent after the session had ended waits, sealed, for the member of staff who filled it in.

The page names its reader, signed, so that what one officer ticked never stands before another who signs in there. When
they come back the form stands as it was: nothing is done by signing in.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from urllib.parse import urlencode

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from yici.web.citizen.application import waiting
from yici.web.security.proof import way_to_factor

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
WHOSE: Final = "whose"
DEED: Final = "go"
"""The button of the counter that takes in: it is pressed anew."""
_SIGNER: Final = Signer(salt="yici.desk.waiting")


def whose(user_id: object) -> str:
    """This will sign whose a form is, to stand in it."""
    return _SIGNER.sign(str(user_id))


def stands_again(view: View[P]) -> View[P]:
    """This will keep what a form sends without a session, and show it again as it was when its sender is back."""

    @wraps(view)
    def standing(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user: Any = request.user
        if request.method == "POST" and not user.is_authenticated:
            return _waits(request)
        if request.method == "GET" and waiting.WAITING in request.session and _is_back(request, user):
            sent = waiting.taken(request)
            if sent is not None:
                # Read once before: whoever asks for files later would read the empty body of this GET over it.
                _ = request.FILES
                request.method, request.POST = "POST", _as_it_was(sent)  # type: ignore[assignment]
                messages.success(request, gettext("登录以前填的，接上了。"), extra_tags="good")
        return view(request, *args, **kwargs)

    return standing


def _is_back(request: HttpRequest, user: Any) -> bool:
    """Signed in whole: a second factor that is still to be shown would send away what was taken up."""
    return bool(user.is_authenticated) and way_to_factor(request, user) is None


def _as_it_was(sent: QueryDict) -> QueryDict:
    sent["step"] = "edit"
    sent.pop(DEED, None)
    return sent


def _waits(request: HttpRequest) -> HttpResponse:
    sent = request.POST.copy()
    try:
        kept = waiting.keep_sent(request, request.path, sent, _SIGNER.unsign(str(sent.pop(WHOSE, [""])[-1])))
        waiting.say_kept(request, kept)
    except BadSignature:
        pass
    login = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
    if getattr(request, "htmx", None):
        return HttpResponse(headers={"HX-Redirect": login})
    return HttpResponseRedirect(login)
