"""What a service that compares faces does for an instance: begin a check of somebody, and say what came of it.

`who` is how the identity provider names the person, so that it is the face of that person and of nobody else.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Begun:
    """One check that was begun: its name, and the address where the person goes."""

    check: str
    url: str


class FaceChecks(Protocol):
    """One service. Both calls raise ProviderSilent where it does not answer."""

    def start(self, *, who: str, back: str) -> Begun:
        """This will begin a check of a person, who is sent to `back` with `check` when it is over."""

    def matched(self, check: str, *, who: str) -> bool:
        """This will say, by a word that the service signed, whether the face was that person's."""
