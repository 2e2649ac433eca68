"""Giving a mandate: what was typed, what is wrong with it, and what it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext
from stdnum.exceptions import ValidationError

from yici.domain.clock import legal_day, start_of_day
from yici.domain.mandate import ACTS, Period, Scope
from yici.intake.values import identity_number
from yici.people.mandates import Agent

PERSON, BODY = "person", "organisation"
ALL, SOME = "all", "some"
LONGEST: Final = 100
DEFAULT_ACTS: Final = ("apply", "supply", "receive")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form says, as it was typed."""

    kind: str = PERSON
    name: str = ""
    number: str = ""
    organisation: str = ""
    which: str = SOME
    bundles: tuple[str, ...] = ()
    acts: tuple[str, ...] = DEFAULT_ACTS
    since: str = ""
    until: str = ""
    firm: str = ""
    uscc: str = ""
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mandate as it is wanted."""

    agent: Agent
    scope: Scope
    period: Period


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, with what is wrong by field, or with what is wanted."""

    typed: Typed
    wrong: Mapping[str, str] = field(default_factory=dict)
    wanted: Wanted | None = None


def typed_of(given: QueryDict) -> Typed:
    """This will keep what was typed."""
    told = {name: given.get(name, "").strip()[:LONGEST] for name in ("name", "number", "organisation", "firm", "uscc")}
    return Typed(
        kind=BODY if given.get("kind") == BODY else PERSON, which=ALL if given.get("which") == ALL else SOME,
        bundles=tuple(given.getlist("bundle")[:LONGEST]), acts=tuple(given.getlist("act")[:LONGEST]),
        since=given.get("since", "").strip()[:10], until=given.get("until", "").strip()[:10],
        agreed="agree" in given, **told,
    )  # fmt: skip


def read(typed: Typed, bundles: Mapping[str, object], bodies: Mapping[str, object], now: datetime) -> Read:
    """This will read a form; every fault is told at once."""
    wrong: dict[str, str] = {}
    agent = _agent(typed, bodies, wrong)
    scope = _scope(typed, bundles, wrong)
    period = _period(typed, now, wrong)
    if not typed.agreed:
        wrong["agree"] = gettext("同意的，勾选这里；不同意，就不授权。")
    if wrong or agent is None or scope is None or period is None:
        return Read(typed, wrong)
    return Read(typed, wanted=Wanted(agent, scope, period))


def _agent(typed: Typed, bodies: Mapping[str, object], wrong: dict[str, str]) -> Agent | None:
    if typed.kind == BODY:
        if typed.organisation in bodies:
            return Agent(organisation=UUID(typed.organisation))
        wrong["organisation"] = gettext("从列出的单位里选一个。")
        return None
    number = checked_number(typed.number)
    if not typed.name:
        wrong["name"] = gettext("写代理人的姓名，和身份证上一样。")
    if not number:
        wrong["number"] = gettext("写代理人的 18 位身份证号码。对方用这个号码登录，才看得到您的授权。")
    return Agent(typed.name, number) if typed.name and number else None


def checked_number(text: str) -> str:
    """This will give an identity number that checks; empty for anything else."""
    try:
        return identity_number(text)
    except ValidationError:
        return ""


def _scope(typed: Typed, bundles: Mapping[str, object], wrong: dict[str, str]) -> Scope | None:
    named = tuple(one for one in typed.bundles if one in bundles)
    acts = tuple(act for act in ACTS if act in typed.acts)
    if typed.which == SOME and not named:
        wrong["bundle"] = gettext("至少选一件事，或者选“所有的事”。")
    if not acts:
        wrong["act"] = gettext("至少选一样可以做的。")
    if "bundle" in wrong or "act" in wrong:
        return None
    return Scope(acts, everything=True) if typed.which == ALL else Scope(acts, bundles=named)


def _period(typed: Typed, now: datetime, wrong: dict[str, str]) -> Period | None:
    today = legal_day(now)
    since = today if not typed.since else _day(typed.since)
    until = _day(typed.until)
    if since is None:
        wrong["since"] = gettext("写一个日期；今天起的，可以空着。")
    if until is None:
        wrong["until"] = gettext("授权要有止期：写最后一天的日期。")
    elif until < max(since or today, today):
        wrong["until"] = gettext("最后一天不能早于第一天，也不能已经过去。")
    if "since" in wrong or "until" in wrong or since is None or until is None:
        return None
    begins = now if since <= today else start_of_day(since)
    return Period(begins, start_of_day(until + timedelta(days=1)))


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year < 9999 else None
