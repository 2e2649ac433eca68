"""`yici people`: the bodies of an instance, the accounts, and who may do what from when until when."""

import secrets
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

import click
from django.db import transaction

from yici.catalogue.queries import current
from yici.cli.output import show_json
from yici.domain.clock import end_of_day
from yici.domain.competence import LEVELS
from yici.domain.error import Invalid, NotFound
from yici.domain.event import Actor
from yici.domain.roles import ROLES
from yici.people.factors import factor_reset
from yici.people.ids import new_id
from yici.people.present import now
from yici.people.queries import Profile, user_named
from yici.people.queries.roster import HeldRole, all_organisations, all_staff, organisation_coded, roles_held
from yici.people.services import organisation_create, profile_set, role_grant, role_revoke, user_create
from yici.web.case_words import ROLE_WORDS

OPERATOR: Final = Actor(kind="staff", id="operator", role="operator", channel="cli")
HALL: Final = "service_centre"
"""The agency of a body that receives for others and decides nothing: no item names it, so no vocabulary does."""
PASSWORD_BYTES: Final = 12
Row = TypeVar("Row")


@click.group()
def people() -> None:
    """Bodies, accounts and roles: who works with this instance."""


@people.command("add-body")
@click.argument("code")
@click.argument("name")
@click.option("--agency", required=True, help=f"an agency of the definitions, or {HALL} for a hall's counters")
@click.option("--place", required=True, help="12-digit code of the place that it serves")
@click.option("--name-en", default="", help="its English name")
@click.option("--json", "as_json", is_flag=True)
def add_body(code: str, name: str, agency: str, place: str, name_en: str, as_json: bool) -> None:
    """Add the body CODE called NAME: a bureau, or a service centre with its counters."""
    _check_known("agency", agency, (*current().agencies, HALL))
    made = organisation_create(
        organisation_id=new_id(), code=code, name=name, name_en=name_en, agency=agency, place_code=place, now=now()
    )
    _told(as_json, {"id": made, "code": code}, f"已添加机构 {code}。 Added.")


@people.command("add-account")
@click.argument("username")
@click.option("--staff", "kind", flag_value="staff", help="somebody who works at a body")
@click.option("--citizen", "kind", flag_value="citizen", help="somebody who applies")
@click.option("--name", default="", help="name of the person; a citizen's is sealed")
@click.option("--password-stdin", is_flag=True, help="read the password from standard input instead of making one")
@click.option("--json", "as_json", is_flag=True)
def add_account(username: str, kind: str | None, name: str, password_stdin: bool, as_json: bool) -> None:
    """Add an account; a password that is made here is shown this once and kept nowhere."""
    if kind is None:
        raise Invalid("account.kind", remedy="add --staff or --citizen")
    password = _typed_password() if password_stdin else secrets.token_urlsafe(PASSWORD_BYTES)
    made = _account(username, kind, name, password)
    shown = {} if password_stdin else {"password": password}
    said = f"已添加账号 {username}。 Added."
    if shown:
        said += f"\n密码（只显示这一次） Password, shown this once: {password}"
    _told(as_json, {"id": made, "username": username, "kind": kind, **shown}, said)


@people.command("grant")
@click.argument("username")
@click.argument("role")
@click.option("--body", required=True, help="code of the body for which the role is held")
@click.option("--place", required=True, help="12-digit code: the role reaches this place and all inside it")
@click.option("--item", help="for this one item; without it, for all")
@click.option(
    "--level", type=click.Choice(list(LEVELS)), help="of a chief representative: decides what is handled at this level"
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="the last day on which the role is held")
@click.option("--json", "as_json", is_flag=True)
def grant(
    username: str, role: str, body: str, place: str, item: str | None, level: str | None, until: datetime | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Let USERNAME hold ROLE from now on. Roles: see `yici people roles`."""
    user = user_named(username)
    organisation = organisation_coded(body)
    if item is not None:
        _check_known("item", item, tuple(current().items))
    made = role_grant(
        role_id=new_id(), user_id=user.id, role=role, organisation_id=organisation.id, place_code=place,
        actor=OPERATOR, now=now(), item=item, level=level, valid_until=_end(until),
    )  # fmt: skip
    _told(as_json, {"id": made}, f"已授予 {role}，编号 {made}。 Granted.")


@people.command("revoke")
@click.argument("role_id", type=click.UUID)
def revoke(role_id: UUID) -> None:
    """End a role at once; its history stays."""
    role_revoke(role_id=role_id, actor=OPERATOR, now=now())
    click.echo("已收回。 Revoked.")


@people.command("reset-factor")
@click.argument("username")
@click.option("--json", "as_json", is_flag=True)
def reset_factor(username: str, as_json: bool) -> None:
    """Take the second factors of USERNAME away and sign it out everywhere: for whoever lost theirs."""
    kinds = factor_reset(user_id=user_named(username).id, actor=OPERATOR, now=now())
    _told(as_json, {"username": username, "factors": kinds}, f"已重置 {username} 的第二道验证，各处都已退出。 Reset.")


@people.command("roles")
@click.option("--json", "as_json", is_flag=True)
def roles(as_json: bool) -> None:
    """List the roles that there are, and what each is for."""
    if as_json:
        show_json({name: {"use": rule.sentence, "reach": rule.reach} for name, rule in ROLES.items()})
        return
    for name, rule in ROLES.items():
        click.echo(f"{name}  {ROLE_WORDS[name]}  {rule.sentence}")


@people.command("list")
@click.option("--json", "as_json", is_flag=True)
def listed(as_json: bool) -> None:
    """List the bodies, the accounts of staff, and the roles that have not ended."""
    moment = now()
    bodies = list(_all(lambda last: all_organisations(last.code if last else "")))
    staff = list(_all(lambda last: all_staff(last.username if last else "")))
    held = list(_all(lambda last: roles_held(moment, last.id if last else None)))
    if as_json:
        show_json({"bodies": bodies, "accounts": staff, "roles": held})
        return
    click.echo("机构 Bodies")
    for body in bodies:
        click.echo(f"  {body.code}  {body.name}  {body.agency}  {body.place}")
    click.echo("工作账号 Accounts of staff")
    for account in staff:
        click.echo(f"  {account.username}  {account.display_name}" + ("" if account.is_active else "  已停用 inactive"))
    click.echo("角色 Roles")
    for role in held:
        click.echo(f"  {_line(role)}")


def _all(page: Callable[[Any], list[Row]]) -> Iterator[Row]:
    """Walk through every page; each is asked for by the last row of the one before."""
    rows = page(None)
    while rows:
        yield from rows
        rows = page(rows[-1])


def _line(role: HeldRole) -> str:
    until = f"到 until {role.valid_until.isoformat(timespec='minutes')}" if role.valid_until else "长期 open"
    item, level = role.item or "所有事项 all items", role.level or "各级 all levels"
    told = (role.id, role.username, role.role, role.organisation, role.place_path, item, level, until)
    return "  ".join(map(str, told))


def _account(username: str, kind: str, name: str, password: str) -> UUID:
    moment, at_work = now(), name if kind == "staff" else ""
    with transaction.atomic():
        made = user_create(
            user_id=new_id(), username=username, password=password, kind=kind, display_name=at_work, now=moment
        )
        if name and kind == "citizen":
            profile_set(user_id=made.id, profile=Profile(name=name), subject_id=new_id(), now=moment)
    return made.id


def _typed_password() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise Invalid("account.password_empty", remedy="write the password as one line to standard input")
    return password


def _check_known(kind: str, given: str, known: tuple[str, ...]) -> None:
    if given not in known:
        choices = ", ".join(sorted(known))
        raise NotFound(
            f"{kind}.unknown", given=given, remedy=f"choose from: {choices}; more come with `yici publish definitions`"
        )


def _end(last_day: datetime | None) -> datetime | None:
    return None if last_day is None else end_of_day(last_day.date())


def _told(as_json: bool, data: dict[str, Any], said: str) -> None:
    if as_json:
        show_json(data)
    else:
        click.echo(said)
