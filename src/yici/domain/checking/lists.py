"""Checking a place's list: its head, and every line of its table.

In a list for reference (somebody else's, taken over as it is) a code that does not check is shown and passes; in a list
in force it is refused. What would mix two items up is refused in both.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from yici.domain.checking.faults import check_sources, doubled
from yici.domain.division import is_code
from yici.domain.fault import Fault, Severity
from yici.domain.item_code import read_code
from yici.domain.local_list import COLUMNS, LocalList

LONGEST_CELL = 300
MOST_LINES_TOLD = 12
FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for a formula: no name and no code begins so."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: where it begins, and its cells by column."""

    number: int
    cells: Mapping[str, str]


def check_list(one: LocalList) -> Iterator[Fault]:
    """This will find everything wrong in the head of a list."""
    subject = f"list:{one.place}"
    if not is_code(one.place):
        yield Fault("place.code", "place", {"code": one.place}, "fault", subject)
    if not one.types:
        yield Fault("list.no_types", "types", {}, "fault", subject)
    yield from doubled(subject, "types", (option.value for option in one.types))
    yield from check_sources(subject, one.sources, ())


def check_columns(columns: Iterable[str]) -> Iterator[Fault]:
    """This will find columns that are missing, unknown or there twice; their order is free."""
    named = list(columns)
    missing = [name for name in COLUMNS if name not in named]
    surplus = [name for n, name in enumerate(named) if name not in COLUMNS or name in named[:n]]
    if missing or surplus:
        params = {"missing": "、".join(missing) or "—", "surplus": "、".join(surplus)[:200] or "—"}
        yield Fault("list.columns", "", params, line=1)


def check_lines(one: LocalList, lines: list[Line], sound_body: Callable[[str], bool]) -> Iterator[Fault]:
    """This will find everything wrong in the lines; `sound_body` judges the credit code of a body."""
    for line in lines:
        yield from _cells(one, line)
    yield from _twice(lines)
    yield from _codes(one, lines, sound_body)


def _cells(one: LocalList, line: Line) -> Iterator[Fault]:
    for column, text in line.cells.items():
        if not text.strip():
            yield Fault("list.empty", column, {"column": column}, line=line.number)
        elif text != text.strip() or len(text) > LONGEST_CELL:
            yield Fault("list.cell", column, {"column": column, "most": str(LONGEST_CELL)}, line=line.number)
        elif text.startswith(FORMULA):
            yield Fault("list.formula", column, {"column": column, "begin": text[:1]}, line=line.number)
    if line.cells["area_code"] != one.place:
        given = {"area": line.cells["area_code"][:40], "place": one.place}
        yield Fault("list.area", "area_code", given, line=line.number)
    if one.types and one.type_named(line.cells["task_type"]) is None:
        given = {"type": line.cells["task_type"][:40], "known": "、".join(option.value for option in one.types)}
        yield Fault("list.type", "task_type", given, line=line.number)


def _twice(lines: list[Line]) -> Iterator[Fault]:
    """A code names one item. The same name under two codes is merely odd."""
    codes: dict[str, int] = {}
    names: dict[tuple[str, str], int] = {}
    for line in lines:
        cells = line.cells
        first = codes.setdefault(cells["item_code"], line.number)
        if first != line.number:
            params = {"code": cells["item_code"][:100], "first": str(first)}
            yield Fault("list.code_twice", "item_code", params, line=line.number)
            continue
        first = names.setdefault((cells["department"], cells["name"]), line.number)
        if first != line.number:
            params = {"name": cells["name"][:100], "first": str(first)}
            yield Fault("list.name_twice", "name", params, "warning", line=line.number)


def _codes(one: LocalList, lines: list[Line], sound_body: Callable[[str], bool]) -> Iterator[Fault]:
    severity: Severity = "warning" if one.level == "reference" else "fault"
    bodies: dict[str, list[int]] = {}
    for line in lines:
        text = line.cells["item_code"]
        code = read_code(text)
        if code is None:
            yield Fault("list.code_shape", "item_code", {"code": text[:100]}, severity, line=line.number)
            continue
        if code.area != one.place:
            params = {"area": code.area, "place": one.place}
            yield Fault("list.code_area", "item_code", params, severity, line=line.number)
        bodies.setdefault(code.body, []).append(line.number)
    for body, numbers in bodies.items():
        if not sound_body(body):
            yield Fault("list.code_body", "item_code", _where(body, numbers), severity, line=numbers[0])


def _where(body: str, numbers: list[int]) -> dict[str, str]:
    """A body's wrong code stands in each of its items: it is told once, with all its lines."""
    told = "、".join(map(str, numbers[:MOST_LINES_TOLD])) + ("…" if len(numbers) > MOST_LINES_TOLD else "")
    return {"body": body, "count": str(len(numbers)), "lines": told}
