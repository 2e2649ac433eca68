"""`yici check`, `yici publish`, `yici schema`."""

from pathlib import Path

import click

from yici.catalogue.reading import Reading, read_folder
from yici.catalogue.schemas import schema_texts, schemas
from yici.catalogue.services import catalogue_publish
from yici.cli import words
from yici.cli.output import LANGUAGES, show_json
from yici.cli.proposing import propose, show_published
from yici.lists.services import matches_search
from yici.people.present import now

OPERATOR = "operator"
FOLDER = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("path", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="print the faults as JSON")
@click.option("--warnings/--no-warnings", default=True, help="show what is merely odd, too")
def check(path: Path, as_json: bool, warnings: bool) -> None:
    """Find every fault of the definitions in PATH at once; exit 1 when there is any."""
    reading = read_folder(path)
    shown = [f for f in reading.faults if warnings or f.severity == "fault"]
    if as_json:
        show_json({"sound": reading.sound, "files": len(reading.files), "faults": shown})
    else:
        for found in shown:
            click.echo(words.fault(found))
        click.echo(_summary(reading))
    if not reading.sound:
        raise click.exceptions.Exit(1)


def _summary(reading: Reading) -> str:
    faults = sum(f.severity == "fault" for f in reading.faults)
    odd = len(reading.faults) - faults
    catalogue = reading.catalogue
    held = f"{len(catalogue.bundles)} 件事，{len(catalogue.items)} 个事项，{len(catalogue.elements)} 个要素"
    found = f"{faults} 处错误，{odd} 处提示。 {faults} faults, {odd} warnings."
    return f"{len(reading.files)} 个文件（{held}{_listed(reading)}）：{found}"


def _listed(reading: Reading) -> str:
    return "".join(f"，{one.name} {one.count} 项" for one in reading.catalogue.lists.values())


@click.command()
@click.argument("path", type=FOLDER)
@click.option("--by", metavar="ACCOUNT", help="propose in the name of this editor; without it, set the instance up")
@click.option("--note", default="", help="what the proposal is for")
@click.option("--lang", type=LANGUAGES, default="zh", help="language of the differences")
@click.option("--json", "as_json", is_flag=True)
def publish(path: Path, by: str | None, note: str, lang: str, as_json: bool) -> None:
    """Check the definitions in PATH, then publish the first release of this instance, or propose a later one.

    A proposal is released by another account: yici release N --by ACCOUNT.
    """
    reading = read_folder(path)
    if by is not None:
        propose(reading, by=by, note=note, lang=lang, as_json=as_json)
        return
    done = catalogue_publish(reading=reading, actor=OPERATOR, now=now())
    matches_search(now=now())
    if as_json:
        show_json(done)
    else:
        show_published(done)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
def schema(folder: Path | None) -> None:
    """Write the JSON Schema of every kind of definition file into FOLDER, for editors; without it, print them."""
    if folder is None:
        show_json(schemas())
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_texts().items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        click.echo(path)
