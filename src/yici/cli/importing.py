"""`yici import`: items from a spreadsheet, all or none."""

from pathlib import Path

import click

from yici.catalogue.reading import read_folder
from yici.catalogue.sheets.importing import DOUBTS, Imported, Wanted, decisions, import_book, write_files
from yici.catalogue.sheets.progress import EVERY
from yici.catalogue.sheets.template import write_template
from yici.cli import words
from yici.cli.output import show_json
from yici.cli.sheet_words import SHEET_FAULTS
from yici.cli.shipped import DEFINITIONS
from yici.cli.spelling import spell_here
from yici.domain.division import is_code
from yici.domain.error import Conflict, Invalid

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
SOURCE_PARTS = ("title", "publisher", "date", "address")
LISTED = 20


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--out", type=FOLDER, help="a new folder for the definition files")
@click.option("--template", is_flag=True, help="write an empty spreadsheet to FILE instead")
@click.option("--sheet", help="read this sheet only")
@click.option("--place", help="12-digit code of the place that the spreadsheet speaks for")
@click.option("--source", help='where it comes from: "title; publisher; date; address"')
@click.option("--regime", help="the procedure of items whose type does not say it, such as filing")
@click.option(
    "--definitions",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=DEFINITIONS,
    help="the definitions whose papers and bodies it may mean",
)
@click.option(
    "--confirmed",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"the {DOUBTS} of an earlier import, filled in",
)
@click.option("--json", "as_json", is_flag=True)
def import_(
    file: Path, out: Path | None, template: bool, sheet: str | None, place: str | None, source: str | None,
    regime: str | None, definitions: Path, confirmed: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Make items from the spreadsheet FILE; every fault is told at once, and nothing is written when there is any."""
    if template:
        _template(file)
        return
    if out is None:
        raise click.UsageError("请写 --out 文件夹，或 --template。 Give --out FOLDER, or --template.")
    spell_here()
    decided = decisions(confirmed) if confirmed else {}
    wanted = Wanted(file, out, definitions, sheet, _source(source, place), regime, decided)
    done = import_book(wanted, read_folder(definitions), _progress)
    if done.sound:
        write_files(done.files, out)
    _tell(done, out, as_json)
    if not done.sound:
        raise click.exceptions.Exit(1)


STEPS = {
    "rows": "已读 {count:,} 行 rows read", "items": "已做 {count:,} 个事项 items made",
    "checking": "正在核对 {count:,} 个事项 checking items",
}  # fmt: skip


def _progress(step: str, count: int) -> None:
    """A long import says how far it is; a short one, nothing."""
    if count >= EVERY:
        click.echo(STEPS[step].format(count=count), err=True)


def _template(file: Path) -> None:
    try:
        write_template(file)
    except FileExistsError as error:
        raise Conflict("file.exists", file=str(file), remedy="name a new file") from error
    click.echo(f"模板写好了：{file}。 Template written.")


def _source(text: str | None, place: str | None) -> dict[str, str]:
    if place is not None and not is_code(place):
        raise Invalid("place.unknown", place=place, remedy="give the 12-digit code of a place")
    parts = [part.strip() for part in (text or "").replace("；", ";").split(";", len(SOURCE_PARTS) - 1)]
    told = {key: part for key, part in zip(SOURCE_PARTS, parts, strict=False) if part}
    return {**told, **({"kind": "official"} if told else {}), **({"place": place} if place else {})}


def _tell(done: Imported, out: Path, as_json: bool) -> None:
    if as_json:
        show_json({
            "sound": done.sound, "items": done.items, "files": sorted(done.files) if done.sound else [],
            "to_confirm": done.doubts, "faults": done.faults,
        })  # fmt: skip
        return
    for fault in done.faults:
        # What the definitions made of it leave open is said by the check.
        if fault.severity == "fault" or fault.code in SHEET_FAULTS:
            click.echo(words.fault(fault))
    if not done.sound:
        click.echo("没有导入，什么也没有写。 Nothing was imported, nothing was written.")
        return
    warnings = len(done.faults)
    click.echo(f"导入 {done.items} 个事项，{len(done.files)} 个文件，在 {out}；{warnings} 处提示。 {done.items} items.")
    _tell_doubts(done, out)


def _tell_doubts(done: Imported, out: Path) -> None:
    if not done.doubts:
        return
    click.echo(f"{len(done.doubts)} 个名称拿不准，先按新的写了。请在 {out / DOUBTS} 里确认，用 --confirmed 重新导入：")
    click.echo(f"{len(done.doubts)} names may mean something known; confirm them in that file and import again:")
    for doubt in done.doubts[:LISTED]:
        guesses = "，".join(f"{guess.id} {guess.name} {guess.confidence:.0%}" for guess in doubt.guesses)
        click.echo(f"  {doubt.name} ≈ {guesses}")
    if len(done.doubts) > LISTED:
        click.echo(f"  …… {len(done.doubts) - LISTED}")
