"""`yici proposals`, `yici release`, `yici decline`, `yici withdraw`, and proposing: changes with four eyes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import click
from django.conf import settings

from yici.catalogue import queries
from yici.catalogue.proposals import (
    ACTION,
    Intended,
    change_prepare,
    check_editor,
    proposal_decline,
    proposal_make,
    proposal_release,
    proposal_withdraw,
)
from yici.catalogue.queries import ProposalRow
from yici.catalogue.reading import Reading
from yici.catalogue.services import Published
from yici.cli.output import LANGUAGES, show_json, speaking
from yici.domain.authority import Grants
from yici.domain.event import Actor
from yici.people.actor import actor_for
from yici.people.ids import new_id
from yici.people.present import now
from yici.people.queries import grants_of, user_named, usernames
from yici.web.comparing.effect_words import effect_lines
from yici.web.comparing.words import groups_of, plain_lines

STATES = {
    "open": "待定 open",
    "released": "已公布 released",
    "declined": "未采纳 declined",
    "withdrawn": "已撤回 withdrawn",
}
BY = click.option("--by", metavar="ACCOUNT", required=True, help="user name of the editor")


@dataclass(frozen=True, slots=True)
class Editor:
    """The editor in whose name a command is given."""

    actor: Actor
    grants: Grants
    place: str
    now: datetime

    def check(self) -> None:
        """This will pass for an editor. Raises Forbidden("authority.missing")."""
        check_editor(self.grants, self.place)


def editor(username: str) -> Editor:
    """This will look an editor up. Raises NotFound for no account."""
    user, moment = user_named(username), now()
    grants = grants_of(user.id, moment)
    actor = actor_for(user, role=grants.role_for(ACTION), channel="cli")
    return Editor(actor, grants, settings.YICI_PLACE, moment)


def propose(reading: Reading, *, by: str, note: str, lang: str, as_json: bool) -> None:
    """This will propose a change and print what it changes and does."""
    who = editor(by)
    check_editor(who.grants, who.place)
    change = change_prepare(reading=reading, now=who.now, progress=planning)
    click.echo("", err=True)
    number = proposal_make(
        proposal_id=new_id(), change=change, note=note, actor=who.actor, grants=who.grants, place=who.place, now=who.now
    )
    if as_json:
        told = {"number": number, "base": change.base, "differences": change.differences, "effects": change.effects}
        show_json(told)
        return
    with speaking(lang):
        for line in change_lines(change):
            click.echo(line)
    click.echo(f"第 {number} 号提案已提出（在第 {change.base} 版上），请另一个人公布：yici release {number} --by …")
    click.echo(f"Proposed as {number}; another account releases it.")


def planning(done: int, of: int) -> None:
    """This will tell how far the plans are."""
    click.echo(f"\r试算 planning {done}/{of}", nl=False, err=True)


def change_lines(change: Intended) -> Iterator[str]:
    """This will write what a change changes and what it does to plans."""
    new = change.reading.catalogue
    yield from plain_lines(groups_of(change.differences, change.old, new, new))
    yield from effect_lines(change.effects, change.old, new)


def show_published(done: Published) -> None:
    """This will print what a release changed, the first of each kind."""
    click.echo(f"第 {done.number} 版：新增 {len(done.added)}，修改 {len(done.changed)}，去掉 {len(done.dropped)}。")
    for title, names in (("新增", done.added), ("修改", done.changed), ("去掉", done.dropped)):
        for name in names[:20]:
            click.echo(f"  {title} {name}")


@click.command()
@click.argument("number", type=int)
@BY
@click.option("--json", "as_json", is_flag=True)
def release(number: int, by: str, as_json: bool) -> None:
    """Let proposal NUMBER, which somebody else made, be the newest release."""
    who = editor(by)
    done = proposal_release(number=number, actor=who.actor, grants=who.grants, place=who.place, now=who.now)
    if as_json:
        show_json(done)
    else:
        show_published(done)


@click.command()
@click.argument("number", type=int)
@BY
@click.option("--reason", required=True, help="why, for its author")
def decline(number: int, by: str, reason: str) -> None:
    """Close proposal NUMBER, which somebody else made, without releasing it."""
    who = editor(by)
    proposal_decline(
        number=number, reason=reason, actor=who.actor, grants=who.grants, place=who.place, now=who.now
    )  # fmt: skip
    click.echo(f"第 {number} 号提案未采纳。 Declined.")


@click.command()
@click.argument("number", type=int)
@BY
def withdraw(number: int, by: str) -> None:
    """Take your own proposal NUMBER back."""
    who = editor(by)
    proposal_withdraw(number=number, actor=who.actor, grants=who.grants, place=who.place, now=who.now)
    click.echo(f"第 {number} 号提案已撤回。 Withdrawn.")


@click.command()
@click.argument("number", type=int, required=False)
@click.option("--all", "every", is_flag=True, help="closed ones, too")
@click.option("--lang", type=LANGUAGES, default="zh", help="language of the differences")
@click.option("--json", "as_json", is_flag=True)
def proposals(number: int | None, every: bool, lang: str, as_json: bool) -> None:
    """List the open proposals, or show what proposal NUMBER changes and does."""
    if number is not None:
        _show(queries.proposal(number), lang, as_json)
        return
    rows = queries.proposals(state=None if every else "open")
    names = usernames([UUID(row.author) for row in rows])
    if as_json:
        show_json([_told(row, names) for row in rows])
        return
    for row in rows:
        author = names.get(UUID(row.author), row.author)
        click.echo(
            f"{row.number}  {STATES[row.state]}  {author}  第 {row.base} 版  {row.proposed_at:%Y-%m-%d}  {row.note}"
        )
    if not rows:
        click.echo("没有待定的提案。 No open proposals.")


def _told(row: ProposalRow, names: dict[UUID, str]) -> dict[str, object]:
    return {
        "number": row.number, "state": row.state, "base": row.base, "digest": row.digest, "note": row.note,
        "author": names.get(UUID(row.author), row.author), "proposed_at": row.proposed_at, "reason": row.reason,
        "release": row.release,
    }  # fmt: skip


def _show(row: ProposalRow, lang: str, as_json: bool) -> None:
    base = queries.release_row(row.base).digest
    found, effects, known = queries.compared(base, row.digest), queries.effects(base, row.digest), queries.current()
    if as_json:
        names = usernames([UUID(row.author)])
        show_json({**_told(row, names), "differences": found.differences, "effects": effects})
        return
    with speaking(lang):
        for line in plain_lines(groups_of(found.differences, found.old, found.new, known)):
            click.echo(line)
        for line in effect_lines(effects, known, found.new) if effects else ():
            click.echo(line)
