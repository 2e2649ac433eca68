"""What is ready and waits for its applicant: how it comes to them, where they fetch it, what they bring.

What nobody has published stays unknown, and is said to be; then there is a number to ring.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from yici.domain.case import Case
from yici.domain.fact import settle
from yici.web.case_words import WAY_WORDS, worded
from yici.web.citizen.application.bring import addresses_of, window_name, window_of
from yici.web.here import Here
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Ready:
    """One result: of which item, and by which ways it comes, empty where nobody has published them."""

    item: str
    ways: str
    source: str


@dataclass(frozen=True, slots=True)
class Fetch:
    """What to fetch where; `addresses` is empty when none is known."""

    results: tuple[Ready, ...]
    window: str
    addresses: tuple[str, ...]

    @property
    def named(self) -> bool:
        """Whether any way is known."""
        return any(one.ways for one in self.results)


def fetch(case: Case, names: Names, here: Here | None) -> Fetch | None:
    """This will say how to come by what is decided and not delivered; None when nothing waits."""
    ready = [one.item for one in case.approvals if one.status == "decided"]
    if not ready:
        return None
    window = window_of(case, ready)
    return Fetch(
        results=tuple(_ready(ready, case.place, names)),
        window=window_name(window, here, names),
        addresses=addresses_of(window, ready, names),
    )


def _ready(items: Iterable[str], place: str, names: Names) -> Iterable[Ready]:
    for item in items:
        defined = names.catalogue.items[item]
        settled = settle(defined.delivery, {one.id: one for one in defined.sources}, place)
        ways = names.listed(worded(WAY_WORDS, way) for way in settled.value) if settled else ""
        elsewhere = settled is not None and settled.standing == "reference"
        source = gettext("参照%(source)s") % {"source": names.cited(settled.source)} if settled and elsewhere else ""
        yield Ready(names.of("item", item), ways, source)
