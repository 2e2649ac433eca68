"""An event written in one go is the text that the general way writes, whatever stands in it."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.apps.fold_golden import kept
from yici.cases.codec import CODEC
from yici.domain import event
from yici.domain.error import Invalid
from yici.ledger.codec import APART
from yici.ledger.writing import Canonical

WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
WORD = st.text(max_size=4)


def test_recorded_events_are_written_as_they_were() -> None:
    told = [one for case in kept()["cases"] for one in case["events"]]
    assert len({one["kind"] for one in told}) > 20
    for one in told:
        read = CODEC.event_of(one["kind"], datetime.fromisoformat(one["at"]), one["body"])
        plain = TypeAdapter(type(read)).dump_python(read, mode="json", exclude=set(APART))
        assert CODEC.body_of(read) == event.canonical(plain)


@dataclass(frozen=True, slots=True)
class Odd:
    """Fields out of order, and everything that events are made of."""

    z: str
    a: int
    words: dict[str, tuple["Odd", ...]]


ODD: TypeAdapter[Odd] = TypeAdapter(Odd)


@given(WORD, WHOLE, st.dictionaries(WORD, st.builds(Odd, WORD, WHOLE, st.just({})), max_size=3))
def test_keys_are_in_order_and_no_letter_is_written_otherwise(text: str, number: int, words: dict[str, Odd]) -> None:
    told = Odd(text, number, {key: (one,) for key, one in words.items()})
    assert Canonical(ODD, ()).text(told) == event.canonical(ODD.dump_python(told, mode="json"))


def test_what_has_no_canonical_form_is_refused_by_its_place() -> None:
    with pytest.raises(Invalid) as refused:
        Canonical(ODD, ()).text(Odd("", 0, {"key": (Odd("", 2**53, {}),)}))
    assert refused.value.code == "event.not_canonical"
    assert refused.value.params["place"] == "body.words.key[0].a"
