"""`yici token issue`, `yici token list`, `yici token revoke`: the keys to the API."""

from datetime import timedelta
from uuid import UUID

import click

from yici.cli.output import show_json
from yici.domain.roles import SCOPES
from yici.people.ids import new_id
from yici.people.present import now
from yici.people.queries import tokens_of, user_named
from yici.people.services import token_issue, token_revoke


@click.group()
def token() -> None:
    """Tokens: keys to the API, each for one account, some scopes and a time."""


@token.command("issue")
@click.argument("username")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(sorted(SCOPES)))
@click.option("--days", type=click.IntRange(1, 3650), default=90, show_default=True)
@click.option("--name", default="yici token issue", help="what it is for, to know it again in the list")
@click.option("--json", "as_json", is_flag=True)
def issue(username: str, scopes: tuple[str, ...], days: int, name: str, as_json: bool) -> None:
    """Issue a token for USERNAME; its secret is shown this once and kept nowhere."""
    moment, user = now(), user_named(username)
    made = token_issue(
        token_id=new_id(), user_id=user.id, name=name, scopes=scopes, expires=moment + timedelta(days=days), now=moment
    )
    if as_json:
        show_json({"id": made.id, "secret": made.secret, "expires": made.expires})
    else:
        click.echo(made.secret)


@token.command("list")
@click.argument("username")
@click.option("--json", "as_json", is_flag=True)
def listed(username: str, as_json: bool) -> None:
    """List the tokens of USERNAME, without their secrets."""
    rows = tokens_of(user_named(username).id)
    if as_json:
        show_json(rows)
        return
    for row in rows:
        ended = f"已撤销 revoked {row.revoked:%Y-%m-%d}" if row.revoked else f"到 until {row.expires:%Y-%m-%d}"
        click.echo(f"{row.id}  {row.prefix}  {ended}  {' '.join(sorted(row.scopes))}  {row.name}")


@token.command("revoke")
@click.argument("token_id", type=click.UUID)
def revoke(token_id: UUID) -> None:
    """End a token at once."""
    token_revoke(token_id=token_id, now=now())
    click.echo("已撤销。 Revoked.")
