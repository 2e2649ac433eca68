"""`yici check`, `yici publish`, `yici schema`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from yici.catalogue.reading import Reading, read_folder
from yici.catalogue.schemas import schemas
from yici.catalogue.services import catalogue_publish
from yici.cli import words
from yici.cli.output import show_json
from yici.lists.services import matches_search

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
@click.option("--by", default="operator", help="who publishes (an account or a name for the record)")
@click.option("--json", "as_json", is_flag=True)
def publish(path: Path, by: str, as_json: bool) -> None:
    """Check the definitions in PATH and publish them as one release; nothing happens when a fault is found."""
    done = catalogue_publish(reading=read_folder(path), actor=by, now=datetime.now(UTC))
    matches_search(now=datetime.now(UTC))
    if as_json:
        show_json(done)
        return
    click.echo(f"第 {done.number} 版：新增 {len(done.added)}，修改 {len(done.changed)}，去掉 {len(done.dropped)}。")
    for title, names in (("新增", done.added), ("修改", done.changed), ("去掉", done.dropped)):
        for name in names[:20]:
            click.echo(f"  {title} {name}")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
def schema(folder: Path | None) -> None:
    """Write the JSON Schema of every kind of definition file into FOLDER, for editors; without it, print them."""
    if folder is None:
        show_json(schemas())
        return
    folder.mkdir(parents=True, exist_ok=True)
    for kind, one in schemas().items():
        path = folder / f"{kind}.json"
        path.write_text(json.dumps(one, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        click.echo(path)
