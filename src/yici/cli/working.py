"""`yici drafts`: the working drafts of definitions as files: list them, write one into a folder, take a folder in."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from yici.catalogue.tree import MAX_BYTES
from yici.catalogue.working import rows
from yici.catalogue.working.drafts import Draft, draft_change, draft_of, draft_open
from yici.cli import words
from yici.cli.output import show_json
from yici.cli.proposing import BY, editor
from yici.domain.error import Conflict, Invalid
from yici.people.ids import new_id
from yici.people.queries import usernames

MOST = 100
STATES = {"open": "正在改 open", "proposed": "已提出 proposed", "discarded": "已丢弃 discarded"}
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def drafts() -> None:
    """Working drafts: changed definition files on top of a release, shared among editors."""


@drafts.command("list")
@BY
@click.option("--all", "every", is_flag=True, help="proposed and discarded ones, too")
@click.option("--json", "as_json", is_flag=True)
def listed(by: str, every: bool, as_json: bool) -> None:
    """List the drafts, the last changed first."""
    editor(by).check()
    states = ("open", "proposed", "discarded") if every else ("open",)
    found = rows.draft_rows(states, None, MOST)
    names = usernames({UUID(row.changed_by) for row in found}) if found else {}
    if as_json:
        show_json([_told(row, names) for row in found])
        return
    for row in found:
        who = names.get(UUID(row.changed_by), row.changed_by)
        click.echo(
            f"{row.id}  {STATES[row.state]}  第 {row.base} 版  {row.step} 步  {who}  "
            f"{row.changed_at:%Y-%m-%d}  {row.name}"
        )
    if not found:
        click.echo("没有草稿。 No drafts.")


def _told(row: rows.DraftRow, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "id": row.id, "name": row.name, "state": row.state, "base": row.base, "step": row.step,
        "changed_by": names.get(UUID(row.changed_by), row.changed_by), "changed_at": row.changed_at,
        "proposal": row.proposal,
    }  # fmt: skip


@drafts.command("export")
@click.argument("draft_id", type=click.UUID)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@BY
@click.option("--all", "whole", is_flag=True, help="the whole folder that yici check takes, not only what is changed")
def export(draft_id: UUID, folder: Path, by: str, whole: bool) -> None:
    """Write the files of DRAFT_ID into FOLDER, which must be empty or not there."""
    who = editor(by)
    draft = draft_of(draft_id=draft_id, grants=who.grants, place=who.place)
    if folder.exists() and any(folder.iterdir()):
        raise Conflict("file.exists", file=str(folder), remedy="name another folder")
    texts = draft.whole() if whole else _held(draft)
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    gone = [path for path, row in draft.files.items() if row.text is None]
    for path in gone:
        click.echo(f"去掉 taken out: {path}")
    click.echo(f"写好了 {len(texts)} 个文件，第 {draft.row.step} 步。 Written: {folder}")


def _held(draft: Draft) -> dict[str, str]:
    return {path: row.text for path, row in draft.files.items() if row.text is not None}


@drafts.command("import")
@click.argument("folder", type=FOLDER)
@BY
@click.option("--name", help="begin a draft of this name")
@click.option("--draft", "draft_id", type=click.UUID, help="change this draft")
@click.option("--step", type=int, help="the step at which it was exported: refused when it was changed since")
@click.option("--json", "as_json", is_flag=True)
def taken(
    folder: Path, by: str, name: str | None, draft_id: UUID | None, step: int | None, as_json: bool
) -> None:  # fmt: skip
    """Take the .yaml files below FOLDER into a draft and check it; what equals the base is left out."""
    who = editor(by)
    files = {path.relative_to(folder).as_posix(): _read(path) for path in sorted(folder.rglob("*.yaml"))}
    if draft_id is None:
        draft_id = draft_open(
            draft_id=new_id(), name=name or folder.name, files={}, actor=who.actor, grants=who.grants, place=who.place,
            now=who.now,
        )  # fmt: skip
    draft = draft_of(draft_id=draft_id, grants=who.grants, place=who.place)
    if step is not None and step != draft.row.step:
        raise Conflict("working.changed_meanwhile", files=list(draft.files), remedy="export it again")
    base = draft.whole()
    changed = {path: text for path, text in files.items() if base.get(path) != text}
    draft_change(
        draft_id=draft_id, files=changed, seen={path: draft.step_of(path) for path in changed}, what="import",
        actor=who.actor, grants=who.grants, place=who.place, now=who.now,
    )  # fmt: skip
    _show(draft_of(draft_id=draft_id, grants=who.grants, place=who.place), as_json)


def _read(path: Path) -> str:
    data = path.read_bytes()[: MAX_BYTES + 1]
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Invalid("file.not_utf8", file=path.name, remedy="save it as UTF-8") from None


def _show(draft: Draft, as_json: bool) -> None:
    found = draft.judged()
    if as_json:
        show_json({"id": draft.row.id, "step": draft.row.step, "sound": found.sound, "files": sorted(draft.files),
                   "faults": [*found.own, *found.others]})  # fmt: skip
        return
    for one in (*found.own, *found.others):
        click.echo(words.fault(one))
    click.echo(f"草稿 {draft.row.id}，改了 {len(draft.files)} 个文件，第 {draft.row.step} 步。 In the draft.")
