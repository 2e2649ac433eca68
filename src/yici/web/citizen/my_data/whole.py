"""Everything that is kept about somebody, as plain values for a file of their own (PIPL Art. 45)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from yici.cases import queries as cases
from yici.cases.queries import Line, lines_of
from yici.cases.readings import readings_of_many
from yici.domain.authority import Grants
from yici.files.queries import files_of_many
from yici.intake import queries as intake
from yici.ledger.values import Erased
from yici.licences.queries import licences_of
from yici.people.firms import firm_ids
from yici.people.queries import Profile, User, profile_of
from yici.people.queries.mandates import MandateView, mandates_given_by, mandates_received
from yici.web.citizen.application.filling import read_filling
from yici.web.citizen.application.mandate_words import principal_name

CASES: Final = 50
"""Cases in one file; `next` names the last one, after which the next file goes on."""
DRAFTS: Final = 20
READINGS: Final = 500


def whole(citizen: User, *, before: UUID | None, now: datetime) -> dict[str, Any]:
    """This will gather everything: in a fixed number of statements, however much there is."""
    rows = cases.cases_of(applicant=citizen.id, firms=firm_ids(citizen.id), before=before, limit=CASES + 1)
    shown, more = rows[:CASES], len(rows) > CASES
    told: dict[str, Any] = {"format": 1, "made_at": now.isoformat(), "next": str(shown[-1].id) if more else None}
    told["account"] = {"username": citizen.username, "since": citizen.created.isoformat()}
    told["profile"] = _profile(profile_of(citizen.id))
    told["drafts"] = _drafts(citizen.id) if before is None else []
    told["cases"] = _cases(shown)
    told["licences"] = [asdict(one) for one in licences_of(holder=citizen.id, limit=CASES)] if before is None else []
    told["mandates"] = _mandates(citizen, now) if before is None else {}
    told["readings"] = _readings([row.id for row in shown])
    return told


def _profile(profile: Profile | Erased | None) -> dict[str, Any] | None:
    return asdict(profile) if isinstance(profile, Profile) else None


def _mandates(citizen: User, now: datetime) -> dict[str, list[dict[str, Any]]]:
    """Those that they gave, for themselves and for firms, and those that were given to them."""
    given = mandates_given_by(user=citizen, now=now)
    received = mandates_received(user=citizen, grants=Grants(), now=now)
    return {"given": [_mandate(one) for one in given], "received": [_mandate(one) for one in received]}


def _mandate(view: MandateView) -> dict[str, Any]:
    """The other side is named no further than their page of it does."""
    mandate = view.mandate
    return {
        "id": mandate.id, "principal": principal_name(view), "agent": view.agent, "firm": view.firm or None,
        "acts": list(mandate.scope.acts), "matters": list(mandate.scope.bundles), "items": list(mandate.scope.items),
        "everything": mandate.scope.everything, "since": mandate.period.since.isoformat(),
        "until": mandate.period.until.isoformat(), "phase": mandate.phase, "consent": mandate.consent,
    }  # fmt: skip


def _drafts(owner: UUID) -> list[dict[str, Any]]:
    rows = intake.drafts_of(owner, DRAFTS)
    forms, files = intake.forms_opened(rows), files_of_many([row.id for row in rows])
    return [
        {
            "id": row.id, "matter": row.bundle, "place": row.place, "answers": row.answers,
            "form": read_filling(forms.get(row.id, {})).fields, "files": files.get(row.id, []),
            "changed_at": row.updated_at.isoformat(), "kept_until": intake.kept_until(row).isoformat(),
        }
        for row in rows
    ]  # fmt: skip


def _cases(rows: Sequence[cases.Row]) -> list[dict[str, Any]]:
    ids = [row.id for row in rows]
    lines, files = lines_of(ids), files_of_many(ids)
    return [
        {
            "number": row.number, "matter": row.bundle, "place": row.place, "phase": row.phase,
            "submitted_at": row.submitted_at.isoformat(), "form": cases.form_values(lines[row.id]),
            "files": files.get(row.id, []), "events": [_event(line) for line in lines[row.id]],
        }
        for row in rows
    ]  # fmt: skip


def _event(line: Line) -> dict[str, Any]:
    """What happened and when, with the words that were sealed; the form stands beside it already."""
    private = {name: value for name, value in (line.private or {}).items() if name != "form"}
    return {"kind": line.event.kind, "at": line.event.at.isoformat(), **({"words": private} if private else {})}


def _readings(ids: Sequence[UUID]) -> list[dict[str, Any]]:
    rows = readings_of_many(ids, limit=READINGS) if ids else []
    return [
        {
            "at": row.reading.at.isoformat(), "role": row.reading.role, "channel": row.reading.channel,
            "kind": row.reading.kind, "what": row.reading.what, "cases": list(row.cases),
        }
        for row in rows
    ]  # fmt: skip
