"""A reader of the feed that notes what it hears, and what it was given in the database."""

from typing import Any

from django.contrib.sessions.models import Session

from tests.apps.ledger_samples import NOW
from tests.feeding import settled
from yici.ledger import feed
from yici.ledger.feed import Delivered
from yici.ledger.register import Register
from yici.ledger.values import Stored


class Listener:
    """A reader that remembers what it heard and keeps it in a table too."""

    def __init__(self, **options: Any) -> None:
        self.register = Register()
        self.heard: list[tuple[int, int]] = []
        self.fault: Exception | None = None
        self.register.on_event("listener", self.hear, **options)

    def hear(self, events: list[Stored]) -> None:
        self.heard += [(event.stream.int & 0xFFFF, event.seq) for event in events]
        Session.objects.bulk_create(
            Session(f"{event.stream.hex[-4:]}-{event.seq}", "", event.recorded_at) for event in events
        )
        if self.fault:
            raise self.fault

    def deliver(self, limit: int = 500, now: Any = NOW, *, wait: bool = True) -> Delivered:
        if wait:
            settled()
        return feed.deliver("listener", limit, now=now, register=self.register)


def kept() -> int:
    return Session.objects.count()
