"""`yici match`: which basic item the items of a place's list are: search, look through, confirm, reject, take back."""

from collections.abc import Iterator
from typing import Final

import click

from yici.catalogue.list_queries import list_of
from yici.catalogue.queries import current
from yici.cli.output import show_json, speaking
from yici.domain.authority import Grant, Grants
from yici.domain.event import Actor
from yici.lists import queries
from yici.lists.queries import MatchRow, ProposalRow
from yici.lists.services import Pair, match_decide, match_withdraw, matches_search
from yici.people.ids import new_id
from yici.people.present import now
from yici.web.list_words import list_names, list_worded
from yici.web.words import Names

OPERATOR: Final = Actor(kind="staff", id="operator", role="operator", channel="cli")


@click.group()
def match() -> None:
    """Which basic item the items of a place's list are: proposals, for a person to confirm."""


def rights_at(place: str) -> Grants:
    """This will give what the operator of the machine may do at a place: they hold its database anyway."""
    return Grants((Grant("operator", "", "", place),))


@match.command("list")
@click.argument("place")
@click.option("--least", type=click.IntRange(0, 100), default=0, help="leave out what is less sure")
@click.option("--decided", is_flag=True, help="what was decided, the newest first, instead of what is proposed")
@click.option("--json", "as_json", is_flag=True)
def listed(place: str, least: int, decided: bool, as_json: bool) -> None:
    """List what is proposed at PLACE and nobody has decided about, the surest first."""
    matches_search(now=now())
    rows: list[ProposalRow | MatchRow] = [*(_decided(place) if decided else _proposed(place, least))]
    if as_json:
        show_json(rows)
        return
    known = current()
    with speaking("zh"):
        names = list_names(known, {row.item for row in rows})
        for row in rows:
            click.echo(_decision(row) if isinstance(row, MatchRow) else _proposal(row, names))
    if not decided:
        found = queries.search_of(list_of(place))
        if found:
            click.echo(f"清单 {found.items} 项，其中 {found.unmatched} 项没有找到相近的基本目录事项。")
            click.echo(f"Nothing was found for {found.unmatched} of {found.items} items.")


def _proposed(place: str, least: int) -> Iterator[ProposalRow]:
    after = None
    while rows := queries.proposals(place, rights_at(place), after=after):
        yield from (row for row in rows if row.score >= least)
        after = rows[-1].key


def _decided(place: str) -> Iterator[MatchRow]:
    before = None
    while rows := queries.decisions(place, rights_at(place), before=before):
        yield from rows
        before = (rows[-1].decided_at, rows[-1].id)


def _proposal(row: ProposalRow, names: Names) -> str:
    mark = "并列 tied" if row.tied else ""
    why = "，".join(list_worded(reason, names) for reason in row.reasons)
    item = names.of("item", row.item)
    name = row.listed.name if row.listed else "—"
    return f"{row.score:>3}  {name}  →  {item}  {mark}\n     {row.code} {row.item}  {why}"


def _decision(row: MatchRow) -> str:
    standing = {"confirmed": "是 yes", "rejected": "不是 no"}[row.standing]
    gone = "  清单里已经没有 gone" if row.listed is None else ""
    renamed = f"  清单改名为 renamed {row.listed.name}" if row.listed and row.renamed else ""
    who = f"{row.decided_at:%Y-%m-%d %H:%M} {row.decided_by}"
    return f"{standing}  {row.name}  =  {row.item_name}{renamed}{gone}\n     {row.code} {row.item}  {who}"


@match.command("confirm")
@click.argument("place")
@click.argument("code")
@click.argument("item")
def confirm(place: str, code: str, item: str) -> None:
    """Say that the item with CODE in the list of PLACE is the basic item ITEM."""
    _decide(place, Pair(code, item), confirmed=True)
    click.echo("已确认。 Confirmed.")


@match.command("reject")
@click.argument("place")
@click.argument("code")
@click.argument("item")
def reject(place: str, code: str, item: str) -> None:
    """Say that the item with CODE in the list of PLACE is not the basic item ITEM."""
    _decide(place, Pair(code, item), confirmed=False)
    click.echo("已否定。 Rejected.")


def _decide(place: str, pair: Pair, *, confirmed: bool) -> None:
    match_decide(
        match_id=new_id(), place=place, pair=pair, decision="confirmed" if confirmed else "rejected", actor=OPERATOR,
        grants=rights_at(place), now=now(),
    )  # fmt: skip


@match.command("undo")
@click.argument("place")
@click.argument("code")
@click.argument("item")
def undo(place: str, code: str, item: str) -> None:
    """Take a decision about CODE and ITEM back; it stays on the record."""
    match_withdraw(place=place, pair=Pair(code, item), actor=OPERATOR, grants=rights_at(place), now=now())
    click.echo("已撤回。 Taken back.")
