"""The national calendar files as the domain sees them, and dates written with their weekday, for date tests."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from yici.domain.clock import LEGAL
from yici.domain.workdays import Calendar, calendar_from
from yici.domain.year_table import YearTable

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FOLDER = Path(__file__).parents[2] / "definitions" / "calendars"


def documents() -> list[dict[str, Any]]:
    # Definition files are read as strings throughout, so the loader that types nothing.
    return [yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in sorted(FOLDER.glob("cn-*.yaml"))]


def table(document: dict[str, Any]) -> YearTable:
    holidays = {date.fromisoformat(line["date"]): line["name"] for line in document["holidays"]}
    workdays = frozenset(date.fromisoformat(day) for day in document["workdays"])
    return YearTable(int(document["year"]), holidays, workdays, document["source"]["title"])


TABLES = [table(document) for document in documents()]
NATIONAL: Calendar = calendar_from(TABLES)


def day(text: str) -> date:
    """Read "Fri 2026-02-13", which must be that weekday."""
    weekday, iso = text.split()
    found = date.fromisoformat(iso)
    assert WEEKDAYS[found.weekday()] == weekday, f"{text} is a {WEEKDAYS[found.weekday()]}"
    return found


def at(text: str) -> datetime:
    """Read "Fri 2026-02-13 23:59" (legal time; 24:00 is the end of the day) as an instant."""
    named, clock = text.rsplit(" ", 1)
    hours, minutes = clock.split(":")
    midnight = datetime.combine(day(named), datetime.min.time(), LEGAL)
    return (midnight + timedelta(hours=int(hours), minutes=int(minutes))).astimezone(UTC)
