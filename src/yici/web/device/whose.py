"""Whose device this is: one's own, on which drafts may stay (sealed); a public one, on which nothing does; or unsaid.

Somebody says it when they sign in, or, without an account, beside the form. Nothing stays where nobody said "own".
"""

import ipaddress
import secrets
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from yici.ledger import keys
from yici.people.visitor import address_of

DEVICE, GUEST = "device", "guest"
OWN, PUBLIC, ONCE = "own", "public", "once"
CHOICES: Final = (OWN, PUBLIC, ONCE)
REMEMBERED: Final = "yici_device"
"""A cookie that says of a device that it is public: whoever signs in there next is not asked to think of it."""
WIPE: Final = "yici_wipe"
"""A cookie that a script of ours reads: what was kept on this device is to be wiped."""
IDLE: Final = timedelta(minutes=15)
"""After how long without any request a session on a public device ends; no rule names a number."""
WARNED: Final = timedelta(minutes=2)
YEAR: Final = 365 * 24 * 3600
_STEP: Final = timedelta(minutes=1)


def device_of(request: HttpRequest) -> str:
    """This will give what was said of this device in this session; empty when nothing was."""
    # A page of an error may be asked for before there is a session.
    session = getattr(request, "session", {})
    said = str(session.get(DEVICE, ""))
    return said if said in CHOICES else ""


def expected(request: HttpRequest) -> str:
    """This will propose what a device is: public in the networks of windows and kiosks, and where it was before."""
    return PUBLIC if is_public(request) else ONCE


def is_public(request: HttpRequest) -> bool:
    """This will say whether a device is known to be public, before anybody says so."""
    if request.COOKIES.get(REMEMBERED) == PUBLIC:
        return True
    try:
        address = ipaddress.ip_address(address_of(request))
    except ValueError:
        return False
    return any(address in network for network in settings.YICI_PUBLIC_NETWORKS)


def choose(request: HttpRequest, said: str) -> None:
    """This will keep in the session whose device it is; a device of a public network is never anybody's own."""
    if said not in CHOICES:
        return
    chosen = PUBLIC if said == OWN and is_public(request) and request.COOKIES.get(REMEMBERED) != PUBLIC else said
    request.session[DEVICE] = chosen
    if chosen == OWN and GUEST not in request.session:
        request.session[GUEST] = secrets.token_hex(8)


def owners(request: HttpRequest) -> str:
    """This will name, as codes that say nothing, whose drafts may be opened on this device in this session."""
    if device_of(request) != OWN:
        return ""
    user: Any = request.user
    named = [owner_code(user.id)] if user.is_authenticated else []
    guest = request.session.get(GUEST, "")
    return " ".join([*named, *([owner_code(str(guest))] if guest else [])])


def owner_code(whose: str | UUID) -> str:
    """This will name an account or a guest to their device: a code that says nothing."""
    return keys.code(DEVICE, whose, length=20)


def remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """This will let the session last as long as the device allows, and mark a public one."""
    said = device_of(request)
    if said == PUBLIC:
        _public(request, response)
    elif said == OWN:
        if request.session.get_expire_at_browser_close():
            request.session.set_expiry(settings.SESSION_COOKIE_AGE)
        if REMEMBERED in request.COOKIES:
            response.delete_cookie(REMEMBERED)


def _public(request: HttpRequest, response: HttpResponseBase) -> None:
    left = timedelta(seconds=request.session.get_expiry_age())
    # Once a minute at most: reading pages must not cost a writing each.
    if left > IDLE or left < IDLE - _STEP:
        request.session.set_expiry(timezone.now() + IDLE)
    if request.COOKIES.get(REMEMBERED) != PUBLIC:
        response.set_cookie(
            REMEMBERED, PUBLIC, max_age=YEAR, samesite="Lax", httponly=True, secure=bool(settings.SESSION_COOKIE_SECURE)
        )
        wipe(response)


def wipe(response: HttpResponseBase) -> None:
    """This will tell the script of the next page to wipe what is kept on this device."""
    response.set_cookie(WIPE, "1", max_age=YEAR, samesite="Lax", secure=bool(settings.SESSION_COOKIE_SECURE))


def ends_at(request: HttpRequest) -> int:
    """This will give the second at which the session on a public device ends unless it is used; 0: none."""
    if device_of(request) != PUBLIC:
        return 0
    return int(request.session.get_expiry_date().timestamp())
