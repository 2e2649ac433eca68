"""Printing: JSON for machines, lines for people."""

import json
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any

import click


def show_json(value: Any) -> None:
    """This will print a value as indented JSON; dataclasses, dates and sets become plain."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)


def day(value: date | None) -> str:
    """This will write a day with its weekday, or a dash."""
    return f"{value.isoformat()}({'一二三四五六日'[value.weekday()]})" if value else "—"
