"""Sending a code: as often as is allowed, and with the same work whether anybody has the address or not."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from yici.cases.guesses import Allowance, guess_take
from yici.domain.error import Refused
from yici.notices import channels
from yici.notices.services import message_send
from yici.people.sign_in_codes import LIVES, Address, code_open
from yici.people.visitor import address_of
from yici.web.by_code.asked import Asked

TO_ONE: Final = Allowance("sign-in code to one address", 5, timedelta(hours=1))
FROM_ONE: Final = Allowance("sign-in code from one place", 20, timedelta(hours=1))
"""Whoever asks for codes to many addresses learns nothing, but wakes many people."""
CHANNEL_OF: Final = {"phone": "sms", "mail": "mail"}
DIGITS: Final = 6


def kinds() -> tuple[str, ...]:
    """This will name the kinds of addresses to which this site can send: "phone", "mail"."""
    open_ones = channels.setup().channels
    return tuple(kind for kind, channel in CHANNEL_OF.items() if channel in open_ones)


def send(request: HttpRequest, asked: Asked, now: datetime) -> None:
    """This will open a code and send it to whoever has the address. Raises Refused("code.too_often")."""
    if asked.address.kind not in kinds():
        raise Refused("notice.channel_off", channel=asked.address.kind, remedy="choose another way")
    _take(asked.address, address_of(request), now)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with transaction.atomic():
        found = code_open(address=asked.address, code=code, asker=asked.asker, now=now)
        # Who watches the clock learns as little: the message is made in any case, and unmade where it is for nobody.
        with transaction.atomic():
            _message(asked.address, code, now)
            transaction.set_rollback(not found)


def _message(address: Address, code: str, now: datetime) -> None:
    minutes = str(int(LIVES.total_seconds()) // 60)
    message_send(
        channel=CHANNEL_OF[address.kind], address=address.value, kind="login.code",
        parameters={"code": code, "minutes": minutes}, subject=None, now=now, language=get_language() or "zh-hans",
    )  # fmt: skip


def _take(address: Address, place: str, now: datetime) -> None:
    for allowance, who in ((FROM_ONE, place), (TO_ONE, f"{address.kind} {address.value}")):
        if guess_take(allowance=allowance, who=who, now=now) is None:
            raise Refused("code.too_often", seconds=int(allowance.step.total_seconds()), remedy="wait, then ask again")
