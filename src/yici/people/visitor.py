"""Whence somebody comes who has not said who they are."""

import ipaddress
from typing import Final

from django.conf import settings
from django.http import HttpRequest

KEPT_BITS: Final = {4: 24, 6: 48}
"""How much of an address tells the network and not yet the household, by version of the protocol."""
NOWHERE: Final = "0.0.0.0"  # noqa: S104 - an address that says nothing, not one to listen on


def address_of(request: HttpRequest) -> str:
    """This will give the address that a request came from: what the nearest of our own proxies saw, if there are any.

    What a client writes into X-Forwarded-For itself counts for nothing.
    """
    near: str = request.META.get("REMOTE_ADDR", "")
    told = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    seen = [*told, near]
    return str(seen[-1 - min(settings.YICI_PROXIES, len(seen) - 1)])


def coarse(address: str) -> str:
    """This will keep of an address what tells its owner where they were, and nobody which household it is."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return NOWHERE
    return str(ipaddress.ip_network((address, KEPT_BITS[read.version]), strict=False).network_address)
