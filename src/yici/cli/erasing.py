"""`yici erase`: the key of one person destroyed, found by an id, an account or the number of a case."""

from typing import Final
from uuid import UUID

import click

from yici.cases.concerned import Concerned, case_of_number, cases_beside, concerned, subject_of_case
from yici.cases.interested import interested_of
from yici.domain.error import Invalid, NotFound, Refused
from yici.domain.event import Actor
from yici.ledger.services import erase as erase_subject
from yici.people.data_requests import erasure_open, request_close, requests_open
from yici.people.present import now
from yici.people.queries import Profile, profile_of, user_named
from yici.web.masking import mask_name

OPERATOR: Final = Actor(kind="staff", id="operator", role="operator", channel="cli")


@click.command()
@click.argument("subject", type=click.UUID, required=False)
@click.option("--account", metavar="USERNAME", help="whose account this is")
@click.option("--case", "number", metavar="NUMBER", help="whom this case concerns")
@click.option("--interested", metavar="N", type=click.IntRange(1), help="the N-th interested party told of that case")
@click.option("--ground", required=True, help="a code such as retention_over or request_granted")
@click.option("--even-if-open", is_flag=True, help="also when cases of this person are still open")
@click.option("--yes", is_flag=True, help="do not ask")
def erase(
    subject: UUID | None, account: str | None, number: str | None, interested: int | None, ground: str,
    even_if_open: bool, yes: bool,
) -> None:  # fmt: skip
    """Destroy the key of one person: their data can no longer be read, the chain still verifies.

    Name the person by SUBJECT, --account or --case; an interested party (Licensing Law Art. 36) by the number of the
    case or item that stands on the letter, and --interested. Who it is, is shown masked before anything happens.
    """
    _check_one(subject, account, number)
    whom, name = _told(number, interested) if interested else _found(subject, account, number)
    if whom.open and not even_if_open:
        remedy = "wait for their end, or repeat with --even-if-open"
        raise Refused("subject.cases_open", count=whom.open, remedy=remedy)
    click.echo(_shown(whom, name))
    if not yes:
        click.confirm("清除后无法恢复，继续吗？ This cannot be undone. Continue?", abort=True)
    erase_subject(whom.subject, actor=OPERATOR, now=now(), ground=ground)
    _answered(account)
    click.echo("已清除。 Erased.")


def _told(number: str | None, which: int) -> tuple[Concerned, str | None]:
    """An interested party of a case, in the order in which they were told."""
    if number is None:
        raise Invalid("erase.whom", remedy="give --case NUMBER with --interested")
    parties = interested_of(case_of_number(number))
    if which > len(parties):
        raise NotFound("subject.none", remedy=f"this case has {len(parties)} interested parties")
    one = parties[which - 1]
    return Concerned(one.subject, one.name, 1, int(one.open)), one.name


def _answered(account: str | None) -> None:
    """Whoever asked for it is told that it was done."""
    if account is not None and erasure_open((user := user_named(account)).id) is not None:
        request_close(user_id=user.id, outcome="erased", actor=OPERATOR, now=now())


@click.command("erase-requests")
@click.option("--keep", metavar="USERNAME", help="answer that what must be kept is kept")
def erase_requests(keep: str | None) -> None:
    """List who asked to be erased, the oldest first, or answer one of them."""
    if keep is not None:
        request_close(user_id=user_named(keep).id, outcome="kept", actor=OPERATOR, now=now())
    for one in requests_open():
        click.echo(f"{one.at:%Y-%m-%d}  {one.username}")


def _check_one(subject: UUID | None, account: str | None, number: str | None) -> None:
    if sum(given is not None for given in (subject, account, number)) != 1:
        raise Invalid("erase.whom", remedy="give SUBJECT, or --account USERNAME, or --case NUMBER")


def _found(subject: UUID | None, account: str | None, number: str | None) -> tuple[Concerned, str | None]:
    if account is not None:
        return _of_account(account)
    whom = concerned(subject or subject_of_case(number or ""))
    return whom, whom.name


def _of_account(username: str) -> tuple[Concerned, str | None]:
    user = user_named(username)
    if beside := cases_beside(user.id, user.subject):
        told = f"这个账号交的办件有 {beside} 个记在别人名下，不在其中；用 --case 清除。"
        click.echo(f"{told} {beside} cases of this account concern somebody else: use --case for these.")
    if user.subject is None:
        raise NotFound("subject.none", remedy="name a case instead: --case NUMBER")
    profile = profile_of(user.id)
    whom = concerned(user.subject)
    return whom, profile.name if isinstance(profile, Profile) and profile.name else whom.name


def _shown(whom: Concerned, name: str | None) -> str:
    known = mask_name(name) or "姓名不详 name unknown"
    return f"{known}  {whom.subject}  办件 cases {whom.cases}，未办结 open {whom.open}"
