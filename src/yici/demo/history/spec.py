"""What a history is to be: everything that the processes which make it must agree on, as one JSON text."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter

from yici.demo.history.behaviour import REALISTIC, Behaviour
from yici.demo.history.wishes import Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """`place` is where the staff work, `counties` lie within it; `until` is when the history ends."""

    seed: int
    cases: int
    first: date
    until: datetime
    place: str
    counties: tuple[str, ...]
    wishes: tuple[Wish, ...]
    behaviour: Behaviour = REALISTIC

    @property
    def name(self) -> str:
        """What all chance hangs on: the same name, the same history."""
        return f"{self.seed} {self.cases} {self.first} {self.until.isoformat()} {self.place}"


_SPEC: TypeAdapter[Spec] = TypeAdapter(Spec)


def spec_text(spec: Spec) -> str:
    """This will write a spec in one line."""
    return _SPEC.dump_json(spec).decode()


def spec_of(text: str) -> Spec:
    """This will read what `spec_text` wrote."""
    return _SPEC.validate_json(text)
