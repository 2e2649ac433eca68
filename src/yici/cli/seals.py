"""`yici seals`: the seals of a site's bodies, each key kept under the operator's own."""

import sys
from pathlib import Path

import click
from django.conf import settings

from yici.cli.output import show_json
from yici.documents.queries import seals_waiting
from yici.documents.seal_store import authority_make, bodies_sealing, seal_import, seal_make, seals_held


@click.group()
def seals() -> None:
    """Electronic seals: which bodies have one, and what waits for it."""


@seals.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_seals(as_json: bool) -> None:
    """List the seals, and what waits for one, by body."""
    held, waiting = seals_held(settings.YICI_SEALS), seals_waiting()
    anybody = bodies_sealing(settings.YICI_SEALS) is None
    if as_json:
        show_json({"seals": held, "waiting": waiting, "authority": anybody})
        return
    for one in held:
        mark = "（演示）" if one.demonstration else ""
        click.echo(f"{one.body}  {one.name}{mark}  {one.certificate[:16]}  至 {one.until}")
    if anybody:
        click.echo("有演示签章机构：没有印章的机构需要时自动制作。 A demonstration's authority makes what is missing.")
    for body, count in sorted(waiting.items()):
        click.echo(f"{body}：{count} 份文书等待盖章。 {count} waiting.")


@seals.command("make")
@click.argument("body", required=False)
@click.option("--name", default="", help="what stands on the seal; the body's name")
@click.option("--authority", is_flag=True, help="make the authority: it makes a seal for whichever body needs one")
def make(body: str | None, name: str, authority: bool) -> None:
    """Make a seal for demonstrations: for BODY, or the authority that makes them. It has no force in law."""
    if authority:
        authority_make(settings.YICI_SEALS)
        click.echo("已有演示签章机构。 The demonstration's authority is there.")
    if body:
        made = seal_make(settings.YICI_SEALS, body, name or body)
        click.echo(f"已制作 {made.body} 的演示印章。 Made, for demonstrations only.")
    if not body and not authority:
        raise click.UsageError("name a BODY, or add --authority")


@seals.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--body", required=True, help="code of the body that it belongs to")
@click.option("--name", required=True, help="what stands on the seal; the body's name")
@click.option("--password-stdin", is_flag=True, help="read the passphrase from standard input instead of asking")
def import_seal(file: Path, body: str, name: str, password_stdin: bool) -> None:
    """Take in the seal of a body from a PKCS#12 FILE; from now on its decisions are sealed with it."""
    passphrase = (
        sys.stdin.readline().rstrip("\n") if password_stdin else click.prompt("密码 Passphrase", hide_input=True)
    )
    held = seal_import(settings.YICI_SEALS, body, name, file.read_bytes(), passphrase)
    click.echo(f"已导入 {held.body} 的印章，证书有效至 {held.until}。 Imported.")
