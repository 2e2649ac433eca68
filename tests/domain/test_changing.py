"""Values with some fields changed are what `dataclasses.replace` makes of them."""

import pickle
from dataclasses import FrozenInstanceError, dataclass, fields, replace
from datetime import UTC, datetime

import pytest

from tests.domain.case_samples import at, submitted
from yici.domain.case import Case
from yici.domain.changing import changed
from yici.domain.clock import Limit

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Loose:
    one: int


def samples() -> list[object]:
    case, _ = submitted(at("2026-03-03"))
    assert isinstance(case, Case)
    return [case, *case.approvals, *(one for approval in case.approvals for one in approval.deadlines)]


@pytest.mark.parametrize("value", samples())
def test_it_is_what_replace_makes(value: object) -> None:
    for field in fields(value):  # type: ignore[arg-type]
        made = changed(value, **{field.name: NOW})
        assert made == replace(value, **{field.name: NOW})  # type: ignore[type-var]
        assert type(made) is type(value)
        assert getattr(value, field.name) != NOW or field.name in ("since", "submitted_at", "received_at")


@pytest.mark.parametrize("value", samples())
def test_it_is_as_frozen_and_as_whole_as_the_value(value: object) -> None:
    made = changed(value)
    assert (made, hash(made), repr(made)) == (value, hash(value), repr(value))
    assert made is not value
    assert pickle.loads(pickle.dumps(made)) == value
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(made)[0].name, None)  # type: ignore[arg-type]


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(KeyError):
        changed(samples()[0], nothing=1)


def test_a_class_that_checks_its_fields_or_has_no_slots_is_refused() -> None:
    with pytest.raises(TypeError, match=r"dataclasses\.replace"):
        changed(Limit(1, "day"), amount=-1)
    with pytest.raises(AttributeError):
        changed(Loose(1), one=2)
