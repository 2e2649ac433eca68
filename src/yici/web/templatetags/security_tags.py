"""What the pages of account security ask: whether a factor is owed, whether keys work here, what is set up."""

import ipaddress
from typing import Any

from allauth.mfa.adapter import get_adapter
from django import template
from django.conf import settings
from django.http import HttpRequest

from yici.notices.channels import folder_named
from yici.people.factors import has_factor
from yici.web import dates
from yici.web.sign_in_reasons import Reason, reason

register = template.Library()


@register.simple_tag
def factor_owed(user: Any) -> bool:
    """This will say whether somebody must set up a second factor before they can work."""
    return settings.YICI_SECOND_FACTOR == "required" and user.kind == "staff" and not has_factor(user.pk)


@register.simple_tag
def may_go(authenticator: Any) -> bool:
    """This will say whether a factor may be taken away."""
    return bool(get_adapter().can_delete_authenticator(authenticator))


@register.simple_tag
def keys_work(request: HttpRequest) -> bool:
    """This will say whether browsers let passkeys be used at this address: a name, over TLS or on this machine."""
    host = request.get_host().rpartition(":")[0] if ":" in request.get_host() else request.get_host()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return bool(settings.SESSION_COOKIE_SECURE or request.is_secure() or host == "localhost")
    return False


@register.simple_tag
def sign_in_reason(wanted: str | None) -> Reason | None:
    """This will say why the page that somebody wanted asks to sign in; None where they came by themselves."""
    return reason(wanted) if wanted else None


@register.simple_tag
def written_into(kind: str) -> str:
    """This will name the folder where a code to this kind of address is found on a site that sends none, such as a
    demonstration; "" where it is really sent."""
    return folder_named(kind)


@register.filter
def moment(value: Any) -> str:
    """This will write a moment in legal time, with the weekday."""
    return dates.moment_text(value) if value else ""
