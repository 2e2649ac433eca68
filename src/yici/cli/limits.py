"""`yici deadline`: working-day arithmetic that explains itself."""

from datetime import date
from pathlib import Path

import click

from yici.catalogue.reading import read_folder
from yici.cli import words
from yici.cli.output import day, show_json
from yici.cli.shipped import DEFINITIONS
from yici.domain.error import NotFound
from yici.domain.workdays import Calendar, NotBefore
from yici.people.load import is_shipped

SHIPPED = DEFINITIONS / "calendars"


@click.command()
@click.option("--from", "start", type=click.DateTime(["%Y-%m-%d"]), required=True, help="the day of the event")
@click.option("--days", type=click.IntRange(0, 36_500), required=True, help="working days")
@click.option("--place", default="000000000000", help="12-digit code of a place")
@click.option("--calendars", type=click.Path(exists=True, path_type=Path), default=SHIPPED, help="year tables")
@click.option("--explain", is_flag=True, help="list every day, counted or not, with the rule")
@click.option("--json", "as_json", is_flag=True)
def deadline(start: object, days: int, place: str, calendars: Path, explain: bool, as_json: bool) -> None:
    """Say on which day a limit of working days ends; exit 1 when a year's calendar is missing."""
    if not is_shipped(place):
        raise NotFound("place.not_found", place=place, remedy="give the 12-digit code of a place, or leave it out")
    calendar = _calendar(calendars, place)
    first: date = start.date()  # type: ignore[attr-defined]
    end = calendar.add(first, days)
    lines = calendar.explain(first, days) if explain else []
    if as_json:
        known = {"day": end} if isinstance(end, date) else {"not_before": end.day, "missing_year": end.year}
        show_json({"from": first, "days": days, **known, "calendar": calendar.digest, "explain": lines})
    else:
        for line in lines:
            number = f"{line.number:>4}" if line.number else "   ·"
            click.echo(f"{number}  {day(line.day)}  {words.rule(line.rule.code, line.rule.params)}")
        click.echo(_sentence(end))
    if isinstance(end, NotBefore):
        raise click.exceptions.Exit(1)


def _sentence(end: date | NotBefore) -> str:
    if isinstance(end, NotBefore):
        said = f"不早于 {day(end.day)}：{end.year} 年的日历还没有装入。"
        return f"{said} Not before {end.day}: the calendar of {end.year} is not loaded."
    return f"{day(end)} 到期。 Due on {end.isoformat()}."


def _calendar(folder: Path, place: str) -> Calendar:
    calendars = read_folder(folder).catalogue.calendars
    nation = calendars.get("cn")
    if nation is None:
        raise NotFound("calendar.none", folder=str(folder), remedy="name a folder with year tables: --calendars")
    for local in calendars.values():
        if local.place == place and local is not nation:
            return nation.overlay(local.tables, name=local.name, place=place)
    return nation
