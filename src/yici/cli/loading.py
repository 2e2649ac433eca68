"""`yici load-places`, `yici load-calendar`."""

from pathlib import Path

import click

from yici.cases.services import cases_wake
from yici.catalogue.reading import Read, read_file
from yici.catalogue.services import calendar_add
from yici.domain.error import Invalid
from yici.people.load import Progress
from yici.people.load import load_places as load
from yici.people.present import now


@click.command("load-places")
@click.option("--levels", type=click.IntRange(1, 5), default=5, help="1 provinces … 5 villages")
def load_places(levels: int) -> None:
    """Load the administrative divisions, with progress; running it again changes nothing."""
    loaded = load(levels=levels, progress=_told)
    click.echo("", err=True)
    click.echo(
        f"读入 {loaded.read:,} 个区划：新增 {loaded.added:,}，变动 {loaded.changed:,}。 {loaded.read:,} divisions."
    )


def _told(progress: Progress) -> None:
    stage = {"read": "读入 reading", "merge": "合并 merging"}[progress.stage]
    click.echo(f"\r{stage} {progress.rows:>9,}", nl=False, err=True)


@click.command("load-calendar")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", default="operator")
def load_calendar(file: Path, by: str) -> None:
    """Load one year of a calendar; ends that it had kept open are computed again, and each change is on the record."""
    read, faults = read_file(file.name, file.read_bytes())
    if read is None:
        raise Invalid("catalogue.unsound", faults=faults)
    published = calendar_add(read=_calendar(read), actor=by, now=now())
    woken = cases_wake(now=now())
    click.echo(f"已装入 {read.id}，第 {published.number} 版；{woken} 个办件的期限重新计算。")
    click.echo(f"Loaded as release {published.number}; {woken} cases computed again.")


def _calendar(read: Read) -> Read:
    if read.kind != "calendar":
        raise Invalid("calendar.not_one", kind=read.kind, remedy="give a file of kind: calendar")
    return read
