"""The rows of mandates: the state of each, and the columns that lists go by."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from yici.domain.mandate import Mandate
from yici.domain.mandate.decide import unknown
from yici.people.mandate_codec import CODEC
from yici.people.models import Mandate as Row
from yici.people.models import Organisation, Role


@dataclass(frozen=True, slots=True)
class Loaded:
    """A mandate as its row says, with what belongs to the row alone."""

    mandate: Mandate
    seq: int
    label: bytes
    wanted: bytes | None


def load(mandate_id: UUID, *, held: bool = False) -> Loaded:
    """This will read one mandate; `held`: nobody changes it until the transaction ends. Raises NotFound."""
    rows = Row.objects.select_for_update(no_key=True) if held else Row.objects
    row = rows.filter(id=mandate_id).first()
    if row is None:
        raise unknown()
    return _loaded(row)


def _loaded(row: Row) -> Loaded:
    return Loaded(CODEC.state_from(row.state), row.seq, bytes(row.label), _bytes(row.wanted))


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)


def columns(mandate: Mandate, seq: int) -> dict[str, Any]:
    """This will say what every column must hold but those that come from what is sealed."""
    return {
        "principal": UUID(mandate.principal), "subject": UUID(mandate.subject),
        "agent": UUID(mandate.agent) if mandate.agent else None,
        "organisation": UUID(mandate.organisation) if mandate.organisation else None,
        "firm": UUID(mandate.firm) if mandate.firm else None,
        "phase": mandate.phase, "since": mandate.period.since, "until": mandate.period.until, "seq": seq,
        "state": CODEC.text_of(mandate),
    }  # fmt: skip


def save(mandate: Mandate, *, seq: int) -> None:
    """This will write what changed of a mandate."""
    Row.objects.filter(id=UUID(mandate.id)).update(**columns(mandate, seq))


def create(mandate: Mandate, *, seq: int, label: bytes, wanted: bytes | None) -> None:
    """This will write the row of a new mandate."""
    Row.objects.create(id=UUID(mandate.id), **columns(mandate, seq), label=label, wanted=wanted)


def forget(mandate_id: UUID) -> None:
    """This will delete the row of a mandate that no event speaks of (a rebuild found none)."""
    Row.objects.filter(id=mandate_id).delete()


def rows(mandate_ids: Sequence[UUID]) -> dict[UUID, tuple[Mandate, dict[str, Any]]]:
    """This will read many mandates in one statement: the state, and the columns as `columns` gives them."""
    found = Row.objects.filter(id__in=mandate_ids)
    names = ("principal", "subject", "agent", "organisation", "firm", "phase", "since", "until", "seq", "state")
    return {row.id: (CODEC.state_from(row.state), {name: getattr(row, name) for name in names}) for row in found}


def many(mandate_ids: Iterable[UUID]) -> list[Loaded]:
    """This will read some mandates in one statement; those that are not there are left out."""
    return [_loaded(row) for row in Row.objects.filter(id__in=list(mandate_ids))]


def count() -> int:
    """This will count the mandates."""
    return Row.objects.count()


def given(
    principal: UUID, subject: UUID | None, firms: Sequence[UUID], before: UUID | None, limit: int
) -> list[Loaded]:
    """This will list what a person gave, under whichever of their accounts, and what firms gave, newest first."""
    mine = Q(principal=principal) | (Q(subject=subject) if subject else Q())
    return _page((mine & Q(firm=None)) | Q(firm__in=firms) if firms else mine & Q(firm=None), before, limit)


def given_oneself(principal: UUID, subject: UUID | None, limit: int) -> list[Loaded]:
    """This will list what a person gave, under whichever of their accounts and for whomever, newest first."""
    return _page(Q(principal=principal) | (Q(subject=subject) if subject else Q()), None, limit)


def given_by(subject: UUID, firms: Sequence[UUID], limit: int) -> list[Loaded]:
    """This will list what a person gave, for whomever, and what some firms gave, newest first."""
    return _page(Q(subject=subject) | Q(firm__in=firms) if firms else Q(subject=subject), None, limit)


def given_for(firm: UUID, limit: int) -> list[Loaded]:
    """This will list what was given for a firm, newest first."""
    return _page(Q(firm=firm), None, limit)


def received(
    agent: UUID, organisations: Sequence[UUID], wanted: bytes | None, before: UUID | None, limit: int
) -> list[Loaded]:
    """This will list what somebody may act under, or may accept, newest first."""
    mine = Q(agent=agent) | Q(organisation__in=organisations)
    if wanted is not None:
        mine |= Q(wanted=wanted, phase="offered")
    return _page(mine, before, limit)


def living(agent: UUID, organisations: Sequence[UUID], now: datetime, limit: int) -> list[Loaded]:
    """This will list what somebody may act under at a moment, newest first."""
    mine = Q(agent=agent) | Q(organisation__in=organisations)
    return _page(mine & Q(phase="living", since__lte=now, until__gt=now), None, limit)


def latest(phase: str | None, principal: UUID | None, before: UUID | None, limit: int) -> list[Loaded]:
    """This will list mandates for an operator, newest first."""
    wanted = (Q(phase=phase) if phase else Q()) & (Q(principal=principal) if principal else Q())
    return _page(wanted, before, limit)


def _page(condition: Q, before: UUID | None, limit: int) -> list[Loaded]:
    found = Row.objects.filter(condition)
    if before is not None:
        found = found.filter(id__lt=before)
    return [_loaded(row) for row in found.order_by("-id")[:limit]]


def helping(now: datetime, near: str, limit: int) -> list[tuple[UUID, str]]:
    """This will list the organisations of which somebody is a helper now, those of the county `near` first."""
    bodies = Organisation.objects.filter(id__in=_helping(now).values("organisation_id"))
    far = Case(When(place__code__startswith=near[:6], then=Value(0)), default=Value(1))
    return list(bodies.order_by(far, "place_id", "code").values_list("id", "name")[:limit])


def helpers(organisations: Collection[UUID], now: datetime, most: int) -> dict[UUID, list[UUID]]:
    """This will name, by organisation, the accounts that do its errands now, `most` of each."""
    found: dict[UUID, list[UUID]] = {}
    held = _helping(now).filter(organisation__in=organisations).order_by("organisation", "user").distinct()
    for body, user in held.values_list("organisation", "user")[: most * len(organisations)]:
        found.setdefault(body, []).append(user)
    return {body: users[:most] for body, users in found.items()}


def _helping(now: datetime) -> QuerySet[Role]:
    held = Role.objects.filter(role="helper", valid_from__lte=now, user__is_active=True)
    return held.filter(Q(valid_until=None) | Q(valid_until__gt=now))
