"""What a licence must know of the case that asks for its renewal. Cases lie above, so they fill this when they start.

Nobody may ask a case twice what it lost: before silence renews a licence (Licensing Law Art. 50), what fell due in the
case by then comes first, whether or not it is recorded there.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yici.domain.error import Conflict
from yici.domain.licence import Asked, EndRenewal, Renew
from yici.ledger.register import Settle

Answer = tuple[datetime, Renew | EndRenewal]
"""What became of an application, and when."""


@dataclass(frozen=True, slots=True)
class Asking:
    """`settle` records what fell due in a case, `answers` gives what of that concerns an application for renewal, in
    order, each as of its own moment, and records nothing."""

    settle: Settle
    answers: Callable[[Asked, datetime], Sequence[Answer]]


class Register:
    """Who asks for renewals; nobody until the app above has started."""

    def __init__(self) -> None:
        self._asking: Asking | None = None

    def fill(self, asking: Asking) -> None:
        """Register who asks. Raises Conflict("register.taken") when somebody does already."""
        if self._asking is not None:
            raise Conflict("register.taken", name="asking", remedy="register it only once")
        self._asking = asking

    def settle(self, cases: Iterable[str], *, now: datetime) -> None:
        """Record what fell due in cases that ask, one after the other."""
        for case in sorted(set(cases)):
            if self._asking is not None:
                self._asking.settle(stream=UUID(case), now=now)

    def answers(self, asked: Asked, now: datetime) -> Sequence[Answer]:
        """Give what became of an application up to `now` that is not told to its licence yet."""
        return self._asking.answers(asked, now) if self._asking is not None else ()


REGISTER = Register()
"""The process's own, filled by `cases` when it starts."""
