"""An SMS gateway that takes JSON over HTTP, as most do, described by the operator.

    [sms]
    url = "https://gateway.example/v1/messages"
    headers = { Authorization = "Bearer …" }
    body = '{"to": "{address}", "content": "{text}", "reference": "{key}", "template": "{kind}"}'
    id = "data.message_id"           where the gateway's own id stands in its answer
    accepted = "code=0"              what the answer must say, for gateways that answer 200 to everything

`{value.NAME}` is one of the plain values of a message, for gateways that fill in templates of their own. The key is
also sent as `Idempotency-Key`; nothing arrives twice where the gateway heeds it.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from yici.notices.channels import Channel
from yici.notices.providers.http import post
from yici.notices.providers.provider import Letter, NotSent, Receipt

_NAME: Final = re.compile(r"\{([a-z_.]+)\}")


class Gateway:
    """Sends by HTTP."""

    keyed = True

    def __init__(self, channel: Channel) -> None:
        self._url, self._options = channel.url, channel.options

    def send(self, letter: Letter) -> Receipt:
        """Hand one message to the gateway. Raises `NotSent`."""
        values = _values(letter)
        body = _NAME.sub(lambda found: json.dumps(values.get(found[1], ""), ensure_ascii=False)[1:-1], self._body())
        url = _NAME.sub(lambda found: quote(values.get(found[1], ""), safe=""), self._url)
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": letter.key,
            **self._options.get("headers", {}),
        }
        answer = _read(post(url, body.encode(), headers).body)
        self._check(answer)
        number = _found(answer, self._options["id"]) if self._options.get("id") else ""
        return Receipt(str(number or ""))

    def _body(self) -> str:
        return str(self._options["body"])

    def _check(self, answer: Any) -> None:
        wanted = str(self._options.get("accepted", ""))
        path, _, value = wanted.partition("=")
        if wanted and str(_found(answer, path)) != value:
            raise NotSent("not_accepted")


def _values(letter: Letter) -> dict[str, str]:
    plain = {"address": letter.address, "text": letter.short, "title": letter.title, "key": letter.key}
    told = {f"value.{name}": value for name, value in letter.parameters.items()}
    return plain | told | {"kind": letter.kind, "language": letter.language}


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _found(answer: Any, path: str) -> Any:
    for name in path.split("."):
        answer = answer.get(name) if isinstance(answer, Mapping) else None
    return answer
