"""What apprise carries: WeCom, WeChat, DingTalk, and the SMS services that it knows.

    [dingtalk]
    url = "dingtalk://SECRET@TOKEN/{address}"
    api = "https://openplatform.example"       a platform of one's own instead of the public one

The library is loaded in a process of its own, so that no server holds it; what is sent goes over its standard input,
never as an argument that others could read. None of these services takes a key: whoever dies between their answer and
our note of it sends the message again.
"""

import json
import os
import subprocess
import sys
from typing import Any, Final
from urllib.parse import quote

from yici import parent
from yici.notices.channels import Channel
from yici.notices.providers.provider import Letter, NotSent, Receipt

TIMEOUT: Final = 30
_PROGRAM: Final = "yici.notices.providers.apprise_process"


class Apprised:
    """Sends through apprise."""

    keyed = False

    def __init__(self, channel: Channel) -> None:
        self._url, self._api, self._short = channel.url, channel.options.get("api", ""), channel.name == "sms"

    def send(self, letter: Letter) -> Receipt:
        """Hand one message over. Raises `NotSent`."""
        url = self._url.replace("{address}", quote(letter.address, safe=""))
        body, title = (letter.short, "") if self._short else (letter.text, letter.title)
        told = json.dumps({"url": url, "api": self._api, "title": title, "body": body})
        became = _run(told)
        if not became["taken"]:
            raise NotSent(became["reason"], for_good=became["for_good"])
        return Receipt(became["id"])


def _run(told: str) -> dict[str, Any]:
    command = [sys.executable, "-m", _PROGRAM]
    environment = os.environ | {parent.NAMED: str(os.getpid())}
    try:
        done = subprocess.run(  # noqa: S603
            command, input=told, capture_output=True, text=True, check=False, timeout=TIMEOUT, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise NotSent("TimeoutError") from error
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise NotSent("failed") from error
    return found
