"""`yici new item|bundle|place`: asks, writes the file, checks it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from yici.catalogue.drafting.bundles import draft_bundle
from yici.catalogue.drafting.files import check_new, write_new
from yici.catalogue.drafting.items import draft_item
from yici.catalogue.drafting.places import draft_place
from yici.catalogue.reading import read_folder
from yici.catalogue.schemas import write_missing_schemas
from yici.cli import interviews, words
from yici.cli.spelling import spell_here
from yici.domain.catalogue import Catalogue
from yici.domain.error import Invalid

Ask = Callable[[Catalogue], dict[str, Any]]
Draft = Callable[[dict[str, Any], Catalogue], dict[str, str]]


@click.group()
def new() -> None:
    """New definitions: every answer may be left empty. Ctrl-C writes nothing, and nothing is ever overwritten."""


def _command(kind: str, ask: Ask, draft: Draft, told: str) -> None:
    @click.option(
        "--from", "answers", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON answers"
    )
    @click.option("--definitions", type=click.Path(exists=True, file_okay=False, path_type=Path), default="definitions")
    def run(answers: Path | None, definitions: Path) -> None:
        spell_here()
        known = read_folder(definitions)
        if answers is None:
            click.echo(BEGIN)
        given = _read(answers) if answers else ask(known.catalogue)
        files = draft(given, known.catalogue)
        faults = check_new(files, known)
        for path in write_new(files, definitions):
            click.echo(f"写好了 written: {path}")
        if made := write_missing_schemas(definitions):
            click.echo(f"编辑器用的格式说明 schemas for editors: {made[0].parent}")
        for fault in faults:
            click.echo(words.fault(fault))
        click.echo(NEXT if not any(fault.severity == "fault" for fault in faults) else MISSING)

    run.__doc__ = told
    new.command(kind)(run)


BEGIN = "不知道的直接回车；按 Ctrl-C 停下，什么也不写。 Leave empty what you do not know; Ctrl-C writes nothing."
NEXT = "没有错误。写法见 docs/items.md，再用 yici check 检查，yici publish 发布。 No faults: see docs/items.md."
MISSING = "请按上面的提示补全，再用 yici check 检查。 Mend what is named, then check again."


def _read(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_bytes())
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Invalid("file.json", file=path.name, remedy="write one JSON object, UTF-8") from error
    if not isinstance(value, dict):
        raise Invalid("file.json", file=path.name, remedy="write one JSON object")
    return value


_command("item", interviews.about_item, draft_item, "A new item, with the papers and licences that nobody has yet.")
_command("bundle", interviews.about_bundle, draft_bundle, "A new bundle of items.")
_command("place", interviews.about_place, draft_place, "A new place and what it sets.")
