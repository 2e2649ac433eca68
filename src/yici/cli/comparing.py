"""`yici compare`: what differs between two folders of definitions, or two releases, and what that does to plans."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from yici.catalogue import queries
from yici.catalogue.reading import read_folder
from yici.catalogue.services import check_sound
from yici.cli.output import LANGUAGES, show_json, speaking
from yici.cli.proposing import planning
from yici.domain.catalogue import Catalogue
from yici.domain.clock import legal_day
from yici.domain.comparing import compare as compare_catalogues
from yici.domain.comparing.effects import effects_of
from yici.domain.error import NotFound
from yici.people.present import now
from yici.web.comparing.effect_words import effect_lines
from yici.web.comparing.words import groups_of, plain_lines


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--effects", "with_effects", is_flag=True, help="also plan what is touched, under both")
@click.option(
    "--start", type=click.DateTime(["%Y-%m-%d"]), help="day of submission of these plans; today when left out"
)
@click.option("--lang", type=LANGUAGES, default="zh")
@click.option("--json", "as_json", is_flag=True)
def compare(old: str, new: str, with_effects: bool, start: Any, lang: str, as_json: bool) -> None:
    """Compare OLD with NEW: each a folder of definitions or the number of a release."""
    before, after = _side(old), _side(new)
    differences = compare_catalogues(before, after)
    effects = effects_of(before, after, start=_day(start), progress=planning) if with_effects else None
    if with_effects:
        click.echo("", err=True)
    if as_json:
        show_json({"differences": differences, "effects": effects})
        return
    with speaking(lang):
        for line in plain_lines(groups_of(differences, before, after, after)):
            click.echo(line)
        for line in effect_lines(effects, before, after) if effects else ():
            click.echo(line)
    click.echo(f"{len(differences)} 处不同。 {len(differences)} differences.")


def _day(start: Any) -> date:
    return start.date() if start else legal_day(now())


def _side(given: str) -> Catalogue:
    path = Path(given)
    if path.exists():
        reading = read_folder(path)
        check_sound(reading)
        return reading.catalogue
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise NotFound("compare.side", given=given, remedy="give a folder that is there, or the number of a release")
    return queries.catalogue_of(queries.release_row(int(given)).digest)
