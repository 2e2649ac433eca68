"""What is kept about the owner of an account, by source: the account, drafts, cases, licences."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from yici.cases import queries as cases
from yici.catalogue import queries as catalogue_queries
from yici.intake import queries as intake
from yici.intake.account import account_values
from yici.ledger.values import Erased
from yici.licences.queries import licences_of
from yici.people.firms import firm_ids
from yici.people.queries import Profile, User
from yici.people.queries.mandates import MandateView, mandates_given_by, mandates_received
from yici.web import dates
from yici.web.case_number import spaced
from yici.web.citizen.application.access import NO_GRANTS
from yici.web.citizen.application.filling import read_filling
from yici.web.citizen.application.mandate_words import Line, line
from yici.web.citizen.application.me import masked
from yici.web.citizen.application.mine_lines import matter_name
from yici.web.citizen.application.value_words import option_name
from yici.web.words import Names

MOST = 20
"""Drafts, cases and licences that one page names."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value, masked unless its owner asked to see it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One draft, case or licence: what it is, what is kept in it, and where it can be looked at."""

    name: str
    number: str
    what: str
    url: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Held:
    """All of it. `erased`: the key of what the account told was destroyed."""

    values: tuple[Value, ...]
    erased: bool
    drafts: tuple[Kept, ...]
    cases: tuple[Kept, ...]
    licences: tuple[Kept, ...]
    given: tuple[Kept, ...]
    received: tuple[Kept, ...]
    more: UUID | None


def held(citizen: User, profile: Profile | Erased | None, *, clear: bool, before: UUID | None, now: datetime) -> Held:
    """This will gather what is kept about somebody; `clear` shows the account's values as they are."""
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    rows = cases.cases_of(applicant=citizen.id, firms=firm_ids(citizen.id), before=before, limit=MOST + 1)
    return Held(
        values=tuple(_values(profile, names, clear)),
        erased=isinstance(profile, Erased),
        drafts=tuple(_drafts(citizen.id, names)) if before is None else (),
        cases=tuple(_case(row, names) for row in rows[:MOST]),
        licences=tuple(_licences(citizen.id, names)) if before is None else (),
        given=_given(citizen, names, now) if before is None else (),
        received=_received(citizen, names, now) if before is None else (),
        more=rows[MOST - 1].id if len(rows) > MOST else None,
    )


def _values(profile: Profile | Erased | None, names: Names, clear: bool) -> Sequence[Value]:
    return [
        Value(names.of("element", name), option_name(names, name, value) if clear else masked(name, value, names))
        for name, value in account_values(profile, {}).items()
    ]


def _drafts(owner: UUID, names: Names) -> Sequence[Kept]:
    rows = intake.drafts_of(owner, MOST)
    forms = intake.forms_opened(rows)
    return [_draft(row, len(read_filling(forms.get(row.id, {})).fields), names) for row in rows]


def _draft(row: intake.DraftRow, count: int, names: Names) -> Kept:
    told = ngettext("填了 %(n)s 项", "填了 %(n)s 项", count) % {"n": count}
    until = gettext("留到%(day)s") % {"day": dates.day_text(intake.kept_until(row), year=True)}
    url = reverse("draft_form", args=[row.id])
    return Kept(matter_name(names.catalogue, row.bundle), "", f"{told} · {until}", url, row.id)


def _case(row: cases.Row, names: Names) -> Kept:
    day = dates.day_text(dates.last_day(row.submitted_at), year=True)
    what = gettext("%(day)s提交：填的表、交的材料、办理的经过、消息") % {"day": day}
    return Kept(
        matter_name(names.catalogue, row.bundle), spaced(row.number), what, reverse("case", args=[row.id]), row.id
    )


def _licences(holder: UUID, names: Names) -> Sequence[Kept]:
    return [
        Kept(
            names.of("licence", row.type), row.number, names.of("item", row.item), reverse("case", args=[row.case]),
            row.id,
        )
        for row in licences_of(holder=holder, limit=MOST)
    ]  # fmt: skip


def _given(citizen: User, names: Names, now: datetime) -> tuple[Kept, ...]:
    """What they gave, for themselves and for firms, also for one that they have left: their name stands in it. It
    opens only to whoever acts for the firm now."""
    found = mandates_given_by(user=citizen, now=now, limit=MOST)
    acted = firm_ids(citizen.id) if any(one.firm for one in found) else frozenset()
    opens = {UUID(one.mandate.id) for one in found if one.mandate.firm is None or one.mandate.firm in acted}
    return tuple(one if one.id in opens else replace(one, url="") for one in _mandates(found, names))


def _received(citizen: User, names: Names, now: datetime) -> tuple[Kept, ...]:
    return _mandates(mandates_received(user=citizen, grants=NO_GRANTS, now=now, limit=MOST), names)


def _mandates(found: Sequence[MandateView], names: Names) -> tuple[Kept, ...]:
    lines = [line(one, names.catalogue, names) for one in found]
    return tuple(
        Kept(
            one.other, one.phase, _what(one),
            reverse("mandate", args=[one.id]), one.id,
        )
        for one in lines
    )  # fmt: skip


def _what(one: Line) -> str:
    told = gettext("%(matters)s，到%(day)s为止") % {"matters": one.matters, "day": one.until}
    return gettext("以企业的名义：%(firm)s") % {"firm": one.firm} + " · " + told if one.firm else told
