"""One made-up document of each kind, with every field filled: to look at a template by, and to see what it prints.

Every text says which field it stands for, and every day is another one, so that what is missing can be named.
"""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from yici.documents.parts import Due
from yici.documents.templates_of import KINDS

_FIRST: Final = date(2026, 3, 2)
_ADDRESS: Final = "https://yici.example.gov.cn/status/"
SAMPLE: Final = {"zh-hans": "样例", "en": "sample"}


class _Filling:
    """Fills one document; each text and day is used once."""

    def __init__(self, language: str) -> None:
        self.word = SAMPLE[language]
        self.numbers = count(1)

    def made(self, kind: type, path: str, **given: Any) -> Any:
        """This will make a value of a dataclass, the fields in `given` as they are."""
        hints = get_type_hints(kind)
        values = {
            field.name: given[field.name]
            if field.name in given
            else self.value(hints[field.name], f"{path}{field.name}")
            for field in fields(kind)
        }
        return kind(**values)

    def value(self, hint: Any, path: str) -> Any:
        """This will make a value of a type."""
        if get_origin(hint) in (Union, UnionType):
            hint = next(one for one in get_args(hint) if one is not type(None))
        if get_origin(hint) is tuple:
            return tuple(self.value(get_args(hint)[0], f"{path}{at}") for at in (1, 2))
        if hint is Due:
            return Due(day=self._day())
        if is_dataclass(hint):
            return self.made(hint, f"{path}.")  # type: ignore[arg-type]
        return self._plain(hint, path)

    def _plain(self, hint: Any, path: str) -> Any:
        if hint is str:
            return _ADDRESS if path.endswith("_url") else f"{self.word}{path.replace('.', ' ')}"
        if hint is date:
            return self._day()
        if hint is datetime:
            return datetime.combine(self._day(), datetime.min.time(), UTC) + timedelta(hours=2)
        return True if hint is bool else next(self.numbers)

    def _day(self) -> date:
        return _FIRST + timedelta(days=next(self.numbers))


def samples_of(kind: str, language: str) -> tuple[Any, ...]:
    """This will give the made-up documents of a kind: of decisions one that grants and one that refuses."""
    made = KINDS[kind]
    if kind != "decision":
        return (_Filling(language).made(made, ""),)
    return tuple(_Filling(language).made(made, "", granted=granted) for granted in (True, False))
