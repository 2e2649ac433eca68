"""How often one caller may ask: a bucket of tokens for each, in the memory of this worker, bounded in number.

With several workers a caller gets several times as much; the limits keep a client's loop from eating the service, they
are no accounting. Only how often somebody may guess is counted for all workers together (`GUESSES`).
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from threading import Lock

from yici.api.problems import TooMany
from yici.cases.guesses import Allowance

MOST_CALLERS = 20_000
MINUTE = 60.0


class Bucket:
    """Lets `rate` requests a minute through for each caller, all of them at once if the caller was quiet before."""

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self.clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, caller: str) -> None:
        """This will count one request of a caller. Raises TooMany when the bucket is empty."""
        moment = self.clock()
        with self._lock:
            left, since = self._held.pop(caller, (float(self.rate), moment))
            left = min(self.rate, left + (moment - since) * self.rate / MINUTE)
            self._held[caller] = (left - 1 if left >= 1 else left, moment)
            if len(self._held) > MOST_CALLERS:
                self._held.popitem(last=False)
        if left < 1:
            raise TooMany(max(1, math.ceil((1 - left) * MINUTE / self.rate)))

    def forget(self) -> None:
        """This will let everybody begin anew."""
        with self._lock:
            self._held.clear()


ANONYMOUS = Bucket(120)
"""For each address without a living token."""
ACCOUNTS = Bucket(12_000)
"""For each account."""
GUESSES = Allowance("address", 10, timedelta(minutes=1))
"""For each address, whichever worker it meets: looking a case up by number and code."""
