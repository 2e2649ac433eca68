"""Narrowing a list by links: each filter is a heading with its values, of which one holds; no form, no script."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, how many items it has, its address, and whether it holds."""

    name: str
    count: int | None
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One heading with its values; `chosen` names the one that holds, empty when none does."""

    title: str
    chosen: str
    choices: tuple[Choice, ...]


def filter_of(
    title: str, key: str, values: Iterable[tuple[str, str, int | None]], query: dict[str, str]
) -> Filter:  # fmt: skip
    """This will make a filter of values (value, name, count); the other filters stay as they are."""
    held = query.get(key, "")
    known = list(values)
    choices = [Choice(gettext("全部"), None, address(query, key, ""), not held)]
    choices += [Choice(name, count, address(query, key, value), value == held) for value, name, count in known]
    chosen = next((name for value, name, _ in known if value == held), "")
    return Filter(title, chosen, tuple(choices))


def address(query: dict[str, str], key: str, value: str) -> str:
    """This will give the query of the same list with another value for one key, from its first page on."""
    kept = {name: one for name, one in query.items() if name not in (key, "after", "before") and one}
    return "?" + urlencode(kept | ({key: value} if value else {}))
