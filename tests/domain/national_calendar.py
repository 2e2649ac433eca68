"""The national calendar files of the repository as the domain sees them, for the tests of working days."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from yici.domain.workdays import Calendar, calendar_from
from yici.domain.year_table import YearTable

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
