"""Between them, the journeys go every way at each change."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.journeys import ways


def chosen(file: Path) -> Iterator[ways.Way]:
    """The ways that the journeys of a file go at each change, as it says itself."""
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "every_way":
            told = {one.arg: one.value for one in call.keywords}
            turn = ast.literal_eval(call.args[0] if call.args else told["turn"])
            only = getattr(ways, told["only"].id) if "only" in told else bool
            possible = [way for way in ways.WAYS if only(way)]
            yield from ways.at_each_change(turn, possible, long="long" in told)


NAMED = ("restaurant", "newborn", "counter", "mandate", "refused", "onsite")
"""The journeys that go every way in the soak: none may drop out of a change."""


def test_the_named_journeys_are_walked_at_each_change_and_every_way_in_the_soak() -> None:
    for name in NAMED:
        assert list(chosen(Path(__file__).with_name(f"test_{name}_journey.py"))), name


def test_every_way_is_gone_by_some_journey_and_nothing_is_seen_but_once() -> None:
    seen = Counter(way for file in Path(__file__).parent.glob("test_*_journey.py") for way in chosen(file))
    assert set(seen) == set(ways.WAYS)
    for name in ("phone", "language", "scripts"):
        for value in {getattr(way, name) for way in ways.WAYS}:
            assert sum(seen[way] for way in seen if getattr(way, name) == value) >= 5, (name, value)
