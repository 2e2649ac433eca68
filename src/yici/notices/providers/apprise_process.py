"""Sends one message through apprise: a process of its own, because of what the library weighs.

python -m yici.notices.providers.apprise_process     (JSON on standard input; JSON on standard output: see `carry`)

It ends with the worker that started it: what was not sent by then, the next worker sends. Its answer is out before the
interpreter has cleaned up behind itself, so that the worker can note it at once.
"""

import json
import logging
import os
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import apprise
import requests

from yici import parent
from yici.notices.providers.answers import FIELDS, TOKENS, Said, said

ADDRESSES = ("notify_url", "api_url", "token_url")
"""Where the library keeps the addresses of a service: all of them, so that no secret goes to the public one."""
FAILED = Said(taken=False, reason="failed")


def carry(told: Mapping[str, str]) -> dict[str, Any]:
    """This will send one message and say what became of it, as `answers.Said` has it; "url" is the reason for an
    address that is none of apprise's."""
    service = apprise.Apprise.instantiate(told["url"], suppress_exceptions=True)
    if service is None:
        return {"taken": False, "reason": "url", "for_good": True, "id": ""}
    if told["api"]:
        _elsewhere(service, told["api"])
    # Each process sends one message: what waits here waits before every single one.
    service.request_rate_per_sec = 0
    service.redirects = False
    heard = _listening()
    became = _sent(service, told, heard)
    if became.reason in TOKENS:
        became = _sent(service, told, heard)
    return {"taken": became.taken, "reason": became.reason, "for_good": became.for_good, "id": became.id}


def _sent(service: Any, told: Mapping[str, str], heard: list[requests.Response]) -> Said:
    heard.clear()
    taken = service.notify(title=told["title"], body=told["body"])
    if not heard:
        return FAILED
    scheme = urlsplit(told["url"]).scheme
    if scheme not in FIELDS:
        return Said(taken=True) if taken else FAILED
    return said(scheme, heard[-1].status_code, heard[-1].content)


def _listening() -> list[requests.Response]:
    """Keep what is answered: the library throws it away, and takes a 200 for a success whatever the body says."""
    heard: list[requests.Response] = []
    send = requests.Session.send

    def listening(self: requests.Session, request: requests.PreparedRequest, **more: Any) -> requests.Response:
        answer = send(self, request, **more)
        heard.append(answer)
        return answer

    requests.Session.send = listening  # type: ignore[method-assign]
    return heard


def _elsewhere(service: object, api: str) -> None:
    """Talk to a platform of one's own: the same paths on another host."""
    for name in ADDRESSES:
        public = getattr(service, name, None)
        if isinstance(public, str):
            host = urlsplit(api)
            setattr(service, name, urlunsplit((host.scheme, host.netloc, *urlsplit(public)[2:])))


if __name__ == "__main__":
    parent.follow()
    # What the library logs repeats addresses.
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(carry(json.load(sys.stdin))))
    sys.stdout.flush()
    os._exit(0)
