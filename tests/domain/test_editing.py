"""Two places that fill in one form: what each touched stands, what both touched is put side by side."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yici.domain.editing import meet, print_of, prints_of

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("showed", "typed", "kept", "taken", "clash", "elsewhere"),
    [
        ("old", "new", "old", {"a": "new"}, {}, ()),
        ("old", "old", "other", {}, {}, ("a",)),
        ("old", "new", "other", {}, {"a": "new"}, ()),
        ("old", "new", "new", {"a": "new"}, {}, ()),
        ("", "new", None, {"a": "new"}, {}, ()),
        ("old", "", "old", {"a": ""}, {}, ()),
        ("old", "", "other", {}, {"a": ""}, ()),
        ([], ["x"], None, {"a": ["x"]}, {}, ()),
        (["x"], ["x", "y"], ["x", "z"], {}, {"a": ["x", "y"]}, ()),
    ],
)
def test_a_field_is_taken_where_only_one_place_touched_it(
    showed: Any, typed: Any, kept: Any, taken: Any, clash: Any, elsewhere: Any
) -> None:
    met = meet(shown={"a": print_of(showed)}, typed={"a": typed}, kept={} if kept is None else {"a": kept}, own=NONE)
    assert (met.taken, met.clashes, met.elsewhere) == (taken, clash, elsewhere)


def test_a_page_does_not_clash_with_what_it_wrote_itself() -> None:
    """The answer to the first sending was lost on the way, so the page still knows the value from before."""
    met = meet(shown={"a": print_of("old")}, typed={"a": "newer"}, kept={"a": "new"}, own=frozenset({"a"}))
    assert (met.taken, met.clashes) == ({"a": "newer"}, {})


def test_a_page_that_says_nothing_of_what_it_showed_is_taken_as_it_is() -> None:
    assert meet(shown={}, typed={"a": "new"}, kept={"a": "other"}, own=NONE).taken == {"a": "new"}


words = st.sampled_from(["", "one", "two", "three"])
form = st.dictionaries(st.sampled_from("abc"), words)


@given(form, form, form)
def test_nothing_that_anybody_typed_is_lost(start: Any, mine: Any, theirs: Any) -> None:
    """Whatever two places do: after both were sent each value that somebody typed stands, or waits beside it."""
    fields = ("a", "b", "c")
    shown = prints_of(start, fields)
    here = {name: mine.get(name, start.get(name, "")) for name in fields}
    there = {name: theirs.get(name, start.get(name, "")) for name in fields}
    kept = {**start, **meet(shown=shown, typed=there, kept=start, own=NONE).taken}
    met = meet(shown=shown, typed=here, kept=kept, own=NONE)
    after = {**kept, **met.taken}
    for name in fields:
        began = start.get(name, "")
        if here[name] != began:
            assert here[name] in (after.get(name, ""), met.clashes.get(name))
        if there[name] != began:
            assert there[name] == after.get(name, "") or here[name] == after.get(name, "") == there[name]
