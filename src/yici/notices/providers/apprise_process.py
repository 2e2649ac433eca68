"""Sends one message through apprise: a process of its own, because of what the library weighs.

python -m yici.notices.providers.apprise_process     (JSON on standard input; "sent" or a reason on standard output)
"""

import json
import logging
import sys
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

import apprise


def carry(told: Mapping[str, str]) -> str:
    """This will send one message and say "sent", "url" for an address that is none of apprise's, or "failed"."""
    service = apprise.Apprise.instantiate(told["url"], suppress_exceptions=True)
    if service is None:
        return "url"
    if told["api"]:
        _elsewhere(service, told["api"])
    sent = service.notify(title=told["title"], body=told["body"])
    return "sent" if sent else "failed"


def _elsewhere(service: object, api: str) -> None:
    """Talk to a platform of one's own: the same paths on another host."""
    for name in ("notify_url", "api_url"):
        public = getattr(service, name, None)
        if isinstance(public, str):
            host = urlsplit(api)
            setattr(service, name, urlunsplit((host.scheme, host.netloc, *urlsplit(public)[2:])))


if __name__ == "__main__":
    # What the library logs repeats addresses.
    logging.disable(logging.CRITICAL)
    sys.stdout.write(carry(json.load(sys.stdin)))
