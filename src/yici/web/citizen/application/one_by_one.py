"""One question at a time, in the version for elders: which field of the form a page is about, and which come before
and behind it.

A page that shows one field says so in what it sends (`only`), so that no other field is touched, whatever the way on
which it comes: saved while typing, sent later, or after signing in again.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from yici.domain.form import FormField
from yici.web.citizen.application.opened import Opened
from yici.web.citizen.application.themes import Theme
from yici.web.display import size

ONLY: Final = "only"
BACK: Final = "back"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one question stands: the number-th of `total`; `before` is the address of the one before, "" for none."""

    element: str
    number: int
    total: int
    before: str


def one_by_one(request: HttpRequest) -> bool:
    """This will say whether whoever asks is shown one question at a time."""
    return size(request) == "elder"


def narrowed(theme: Theme, named: str) -> Theme:
    """This will cut a page of the form down to the one field that is named; to nothing less where it has none such."""
    found = tuple(one for one in theme.fields if one.element == named)
    first = bool(found) and found[0] == theme.fields[0]
    return replace(theme, fields=found, spared=theme.spared if first else ()) if found else theme


def next_open(theme: Theme, filled: Mapping[str, object], faulty: Container[str]) -> str:
    """This will name the question of a page to begin with: one that must be mended, one that is empty, the first."""
    names = [one.element for one in theme.fields]
    wrong = (name for name in names if name in filled and name in faulty)
    return next(wrong, next((name for name in names if name not in filled), names[0]))


def place_of(opened: Opened, pages: tuple[Theme, ...], element: str) -> Place:
    """This will say where a question stands among all of the form."""
    order = _order(pages)
    at = [one.element for _, one in order].index(element)
    before = _address(opened, *order[at - 1]) if at else ""
    return Place(element, at + 1, len(order), before)


def question_after(opened: Opened, pages: tuple[Theme, ...], element: str, *, back: bool = False) -> str:
    """This will give the address of the question behind one, or before it; "" where there is none."""
    order = _order(pages)
    at = next((number for number, (_, one) in enumerate(order) if one.element == element), len(order) - 1)
    goal = at - 1 if back else at + 1
    return _address(opened, *order[goal]) if 0 <= goal < len(order) else ""


def address(opened: Opened, part: str, element: str) -> str:
    """This will give the address of one question."""
    return f"{reverse('draft_part', args=[opened.row.id, part])}?{urlencode({ONLY: element})}"


def _address(opened: Opened, theme: Theme, one: FormField) -> str:
    return address(opened, theme.id, one.element)


def _order(pages: tuple[Theme, ...]) -> list[tuple[Theme, FormField]]:
    return [(theme, one) for theme in pages for one in theme.fields]
