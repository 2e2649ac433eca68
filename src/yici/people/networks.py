"""Networks as an operator writes them."""

import ipaddress

from django.core.exceptions import ImproperlyConfigured

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks_named(text: str) -> tuple[Network, ...]:
    """This will read networks, separated by commas, as 10.1.0.0/16. Raises ImproperlyConfigured for anything else."""
    try:
        return tuple(ipaddress.ip_network(one.strip()) for one in text.split(",") if one.strip())
    except ValueError as error:
        message = "YICI_PUBLIC_NETWORKS is no list of networks: write 10.1.0.0/16, several separated by commas"
        raise ImproperlyConfigured(message) from error
