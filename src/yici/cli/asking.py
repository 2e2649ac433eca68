"""Questions on a terminal, Chinese first. Every answer may be left empty; then the reason is asked for."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import click

from yici.catalogue.sheets.choices import UNITS
from yici.domain.division import is_code
from yici.domain.likeness import SURE, Guess

DAY = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2}))?)?[月日]?")
LIMIT = re.compile(r"\s*([0-9]{1,6})?\s*个?\s*([^\s0-9]+)\s*")
COUNTED = " 次份个"
"""What people write behind a number."""
NEW = "0"


def text(question: str, default: str = "") -> str:
    """This will ask for a line; empty when there is no answer."""
    answer: str = click.prompt(question, default=default, show_default=bool(default), type=str)
    return answer.strip()


def known(question: str, read: Callable[[str], Any] = str) -> Any:
    """This will ask for a fact; without an answer it is unknown, and the reason is asked for."""
    while True:
        answer = text(question)
        if not answer:
            return unknown()
        value = read(answer)
        if value is not None:
            return value


def maybe(question: str, read: Callable[[str], Any]) -> Any:
    """This will ask for what may be left out without a reason; None when it is."""
    while answer := text(question):
        value = read(answer)
        if value is not None:
            return value
    return None


def unknown() -> dict[str, str]:
    """This will ask why something is unknown."""
    return {"unknown": text("  不知道的原因，查过哪里 Why is it unknown, where was it looked for?")}


def lines(question: str) -> list[str]:
    """This will ask for any number of lines, ended by an empty one."""
    click.echo(f"{question}（一行一个，空行结束 one a line, an empty one ends）")
    found: list[str] = []
    while answer := text(f"  {len(found) + 1}"):
        found.append(answer)
    return found


def some(question: str) -> list[str] | dict[str, str]:
    """This will ask for lines; without any they are unknown."""
    return lines(question) or unknown()


def limit(answer: str) -> dict[str, Any] | None:
    """This will read a limit as people write it: 5 个工作日, 30 天, 当场; None, with a hint, when it is none."""
    found = LIMIT.fullmatch(answer)
    unit = UNITS.get(found[2]) if found else None
    if found is None or unit is None or (found[1] is None) != (unit == "on_the_spot"):
        click.echo(f"  请写数字和单位，如 5 个工作日；单位有：{'、'.join(UNITS)}。 A number and a unit.")
        return None
    return {"amount": int(found[1] or 0), "unit": unit}


def day(answer: str) -> str | None:
    """This will read a day, a month or a year as people write them: 2026/3/2, 2026年3月; None, with a hint, else."""
    found = DAY.fullmatch(answer)
    told = [int(part) for part in found.groups() if part] if found else []
    try:
        date(*[*told, 1, 1][:3])
    except (TypeError, ValueError):
        click.echo("  请写成 2026-03-02、2026-03 或 2026。 Write it like one of these.")
        return None
    return "-".join(f"{part:02}" for part in told)


def place(answer: str) -> str | None:
    """This will read the code of a place; None, with a hint, when it is none."""
    if is_code(answer):
        return answer
    click.echo("  区划代码是 12 位数字；全国有效的就空着。 Twelve digits; leave it empty if it holds everywhere.")
    return None


def whole(answer: str) -> int | None:
    """This will read a whole number (2, 2 次); None, with a hint, when it is none."""
    answer = answer.rstrip(COUNTED)
    if answer.isascii() and answer.isdigit() and len(answer) < 7:
        return int(answer)
    click.echo("  请写整数。 A whole number.")
    return None


def yes(question: str) -> bool:
    """This will ask yes or no; no when it is left empty."""
    return bool(click.confirm(question, default=False))


def one_of(question: str, options: Mapping[str, str]) -> str:
    """This will let one of few be chosen by its number; empty when none is."""
    names = list(options)
    for number, name in enumerate(names, start=1):
        click.echo(f"  {number:>2} {options[name]}" + (f"  {name}" if name != options[name] else ""))
    while True:
        answer = text(question)
        if not answer or answer in options:
            return answer
        if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(names):
            return names[int(answer) - 1]
        click.echo("  请写上面的编号。 One of the numbers above.")


def guessed(question: str, guesses: Sequence[Guess], *, new: str = "") -> str | None:
    """This will let one of several guesses be chosen, or, where `new` says what that is, a new one: an empty text.

    None when nothing is chosen.
    """
    for number, guess in enumerate(guesses, start=1):
        click.echo(f"  {number:>2} {guess.name}  {guess.id}  {guess.confidence:.0%}")
    if new:
        click.echo(f"  {NEW:>2} {new}")
    while True:
        answer = text(question, default="1" if guesses and guesses[0].confidence == SURE else NEW if new else "")
        if not answer:
            return None
        if new and answer == NEW and guesses and guesses[0].confidence == SURE:
            click.echo("  已有同名的，不能再写一个；确实不同的，请换一个名称。 This very name is known: take it.")
            continue
        if new and answer == NEW:
            return ""
        if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(guesses):
            return guesses[int(answer) - 1].id
        click.echo("  请写上面的编号。 One of the numbers above.")


def repeated(ask: Callable[[], dict[str, Any] | None]) -> list[dict[str, Any]]:
    """This will ask the same again until it is left empty."""
    found = []
    while (answer := ask()) is not None:
        found.append(answer)
    return found


def without_empty(given: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """This will keep what was answered."""
    return {key: value for key, value in given if value not in ("", None, [], {})}
