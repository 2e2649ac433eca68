"""Proposals and releases as rows in words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from yici.catalogue.queries import ProposalRow, ReleaseRow
from yici.people.queries.accounts import names_at_work
from yici.web import dates

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
STATES: dict[str, str] = {
    "open": gettext_noop("等人审定"),
    "released": gettext_noop("已公布"),
    "declined": gettext_noop("未采纳"),
    "withdrawn": gettext_noop("已撤回"),
}
WAYS: dict[str, str] = {
    "bootstrap": gettext_noop("首次公布（运行维护一人）"),
    "calendar": gettext_noop("装入缺少的年份（运行维护一人）"),
    "list": gettext_noop("装入地方的清单（运行维护一人）"),
    "proposal": gettext_noop("两人公布"),
    "earlier": gettext_noop("以前公布"),
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposal; `decision` says who decided, when; empty while it is open."""

    number: int
    base: int
    state: str
    open: bool
    note: str
    author: str
    at: str
    decision: str
    reason: str
    release: int | None


@dataclass(frozen=True, slots=True)
class Released:
    """One release; `before` is the number of the one to compare it with, None for the first."""

    number: int
    at: str
    way: str
    people: str
    before: int | None


def proposed(rows: Sequence[ProposalRow]) -> tuple[Proposed, ...]:
    """This will word proposals; the names of accounts are read once for all."""
    names = _Names(text for row in rows for text in (row.author, row.decided_by))
    return tuple(
        Proposed(
            number=row.number,
            base=row.base,
            state=gettext(STATES[row.state]),
            open=row.state == "open",
            note=row.note,
            author=names.of(row.author),
            at=dates.moment_text(row.proposed_at),
            decision=_decision(row, names),
            reason=row.reason,
            release=row.release,
        )
        for row in rows
    )


def _decision(row: ProposalRow, names: "_Names") -> str:
    if row.decided_at is None:
        return ""
    told = {"who": names.of(row.decided_by), "state": gettext(STATES[row.state])}
    return gettext("%(state)s：%(who)s，%(at)s") % {**told, "at": dates.moment_text(row.decided_at)}


def released(rows: Sequence[ReleaseRow]) -> tuple[Released, ...]:
    """This will word releases."""
    names = _Names(text for row in rows for text in (row.author, row.actor))
    return tuple(
        Released(
            number=row.number,
            at=dates.moment_text(row.published_at),
            way=gettext(WAYS[row.way]),
            people=gettext("、").join(names.of(text) for text in (row.author, row.actor) if text),
            before=row.number - 1 if row.number > 1 else None,
        )
        for row in rows
    )


class _Names:
    """Names at work of accounts; an operator who acted alone stands in the row by name."""

    def __init__(self, texts: Iterable[str | None]) -> None:
        ids = {UUID(text) for text in texts if text and ID.fullmatch(text)}
        self._names = names_at_work(ids) if ids else {}

    def of(self, text: str | None) -> str:
        if text and ID.fullmatch(text):
            return self._names.get(UUID(text), text)
        return text or ""
