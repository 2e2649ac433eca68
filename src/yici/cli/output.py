"""Printing: JSON for machines, lines for people."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

import click
from django.utils import translation

LANGUAGES = click.Choice(["zh", "en"])


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """This will put what is worded inside into Chinese ("zh") or English ("en")."""
    with translation.override("en" if language == "en" else "zh-hans"):
        yield


def show_json(value: Any) -> None:
    """This will print a value as indented JSON; dataclasses, dates and sets become plain."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        # Not `asdict`: it makes a counter anew from pairs and counts these.
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)


def day(value: date | None) -> str:
    """This will write a day with its weekday, or a dash."""
    return f"{value.isoformat()}({'一二三四五六日'[value.weekday()]})" if value else "—"
