"""`yici load-places`, `yici load-calendar`, `yici load-list`."""

from pathlib import Path

import click

from yici.cases.services import cases_wake
from yici.catalogue.queries import newest_release
from yici.catalogue.read import Read, read_file, with_lines
from yici.catalogue.reading import tables_beside
from yici.catalogue.services import calendar_add, list_add, read_over
from yici.cli import words
from yici.cli.proposing import propose
from yici.domain.error import Invalid
from yici.domain.fault import Fault
from yici.lists.services import matches_search
from yici.people.load import Progress
from yici.people.load import load_places as load
from yici.people.present import now

MEND = "mend the faults listed; nothing was loaded"


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
@click.option("--by", metavar="ACCOUNT", help="propose in the name of this editor, as a correction has to be")
@click.option("--note", default="", help="what the proposal is for")
def load_calendar(file: Path, by: str | None, note: str) -> None:
    """Load a missing year of a calendar; ends that it had kept open are computed again, and each change is on the
    record. A year that is loaded is corrected by a proposal."""
    read, faults = read_file(file.name, file.read_bytes())
    if read is None:
        raise Invalid("catalogue.unsound", faults=faults, remedy=MEND)
    if by is not None:
        propose(read_over(_calendar(read), newest_release()), by=by, note=note, lang="zh", as_json=False)
        return
    published = calendar_add(read=_calendar(read), actor="operator", now=now())
    woken = cases_wake(now=now())
    click.echo(f"已装入 {read.id}，第 {published.number} 版；{woken} 个办件的期限重新计算。")
    click.echo(f"Loaded as release {published.number}; {woken} cases computed again.")


def _calendar(read: Read) -> Read:
    if read.kind != "calendar":
        raise Invalid("calendar.not_one", kind=read.kind, remedy="give a file of kind: calendar")
    return read


@click.command("load-list")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", default="operator")
def load_list(file: Path, by: str) -> None:
    """Load a place's list of items (its head in YAML, the table beside it), or a newer version; all or nothing."""
    head, faults = read_file(file.name, file.read_bytes())
    if head is None:
        raise Invalid("catalogue.unsound", faults=faults, remedy=MEND)
    read, faults = with_lines(_list(head), tables_beside(file))
    _refuse_faults(faults)
    published = list_add(read=read, actor=by, now=now())
    matches_search(now=now())
    for odd in faults:
        click.echo(words.fault(odd), err=True)
    click.echo(f"已装入 {read.id} 的清单，{len(read.lines)} 个事项，第 {published.number} 版。")
    click.echo(f"Loaded {len(read.lines)} items as release {published.number}.")


def _list(read: Read) -> Read:
    if read.kind != "list":
        raise Invalid("list.not_one", kind=read.kind, remedy="give the head of a list: a file of kind: list")
    return read


def _refuse_faults(faults: list[Fault]) -> None:
    wrong = [fault for fault in faults if fault.severity == "fault"]
    if wrong:
        raise Invalid("catalogue.unsound", faults=wrong, remedy=MEND)
