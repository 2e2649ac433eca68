"""Whether the person in this session has shown a second factor, and where they are led if they must."""

from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from yici.people.factors import has_factor

SHOWN: Final = "second_factor"
"""In the session: the id of the account that set up or showed a second factor in it."""


def shown(request: HttpRequest, user: Any) -> None:
    """This will note that an account showed a second factor in this session, or has just set one up."""
    request.session[SHOWN] = str(user.pk)


def has_shown(request: HttpRequest, user: Any) -> bool:
    """This will say whether an account showed a second factor in this session."""
    return bool(request.session.get(SHOWN) == str(user.pk))


def not_shown(request: HttpRequest) -> None:
    """This will forget it: the account has no factor any more."""
    request.session.pop(SHOWN, None)


def way_to_factor(request: HttpRequest, user: Any) -> HttpResponseRedirect | None:
    """This will lead staff to their second factor, to set it up or to show it; None where nothing is owed.

    It is asked of the session, not of the account: who signed in elsewhere before the factor was set up shows it, too.
    """
    if settings.YICI_SECOND_FACTOR != "required" or user.kind != "staff":
        return None
    if has_shown(request, user):
        return None
    name = "mfa_reauthenticate" if has_factor(user.pk) else "mfa_index"
    # What was sent is not sent again by coming back.
    back = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("signed_in")
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': back}, safe='/')}")
