"""`yici mandates`: for an operator who is asked what holds; no name is shown, and nothing is changed."""

import click

from yici.cli.output import show_json
from yici.domain.mandate import Mandate
from yici.domain.mandate.state import PHASES
from yici.people.present import now
from yici.people.queries import user_named
from yici.people.queries.mandates import mandates_latest


@click.group()
def mandates() -> None:
    """Mandates: who lets whom act for them."""


@mandates.command("list")
@click.option("--account", help="only those that this account gave")
@click.option("--phase", type=click.Choice(sorted(PHASES)), help="only those that stand so")
@click.option("--limit", type=click.IntRange(1, 500), default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def listed(account: str | None, phase: str | None, limit: int, as_json: bool) -> None:
    """List mandates, the newest first, by the ids of accounts; never a name."""
    principal = user_named(account).id if account else None
    rows = mandates_latest(now=now(), phase=phase, principal=principal, limit=limit)
    if as_json:
        show_json(rows)
        return
    for row in rows:
        click.echo(_line(row))


def _line(row: Mandate) -> str:
    agent = row.organisation or row.agent or "-"
    acts = " ".join(row.scope.acts)
    return f"{row.id}  {row.phase:<8}  到 until {row.period.until:%Y-%m-%d}  {row.principal} → {agent}  {acts}"
