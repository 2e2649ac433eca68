"""Accounts with tokens and ten thousand cases, loaded as the services make them: real rows, real events."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connections
from stdnum.cn import ric

from bench.instance import Instance
from bench.matter import MATTERS, PLACE, matters
from yici.cases.loading import CaseLoading, serials_take
from yici.cases.services import Application
from yici.catalogue import queries as catalogue
from yici.catalogue.services import catalogue_publish
from yici.demo.filling import fill_form
from yici.demo.people import BODIES, Person
from yici.domain.case import Paper
from yici.domain.clock import legal_day
from yici.domain.event import Actor
from yici.domain.plan import Plan
from yici.domain.signing import signed_before
from yici.intake.services import plan_make
from yici.intake.values import as_document, identity_of, label_of
from yici.ledger.verify import verify
from yici.people.ids import id_at, new_id
from yici.people.load import load_places
from yici.people.present import now
from yici.people.queries import organisation_for
from yici.people.services import organisation_create, role_grant, token_issue, user_create

SETUP = Actor(kind="system", id="bench", role="operator", channel="cli")
APPLICANTS, CLERKS = 16, 16
BATCH = 500
FIRST_CASE_MS = 1_600_000_000_000
"""Cases of the fill have ids that can be computed from their number, so that pgbench can name one by chance."""


@dataclass(frozen=True, slots=True)
class Known:
    """Tokens by role, and the ids of the filled cases by their number."""

    applicants: tuple[str, ...]
    clerks: tuple[str, ...]
    officer: str
    cases: tuple[UUID, ...]


def furnish() -> None:
    """This will load places down to districts and publish the measured matters."""
    load_places(levels=3)
    with tempfile.TemporaryDirectory(prefix="yici-bench-") as folder:
        reading = matters(Path(folder) / "definitions")
        catalogue_publish(reading=reading, actor="bench", now=now())


def accounts() -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """This will make applicants, clerks and one agency's officer, and give their tokens in this order."""
    moment = now()
    bodies = {
        body.agency: organisation_create(
            organisation_id=new_id(), code=body.code, name=body.name, agency=body.agency, place_code=PLACE, now=moment
        )
        for body in BODIES
    }
    applicants = tuple(_token(f"applicant-{number}", "citizen", "case:submit") for number in range(APPLICANTS))
    clerks = tuple(_clerk(f"clerk-{number}", "window_clerk", bodies["service_centre"]) for number in range(CLERKS))
    return applicants, clerks, _clerk("officer", "officer", bodies["market_regulation"])


def add_staff(name: str, role: str, agency: str) -> None:
    """This will make one more member of staff at a body that is there."""
    body = organisation_for(agency, PLACE)
    assert body is not None
    _clerk(name, role, body.id)


def _clerk(name: str, role: str, body: UUID) -> str:
    return _token(name, "staff", "case:handle", role=role, body=body)


def _token(name: str, kind: str, scope: str, *, role: str = "", body: UUID | None = None) -> str:
    moment = now()
    user = user_create(user_id=new_id(), username=name, encoded="!", kind=kind, now=moment)
    if body:
        role_grant(
            role_id=new_id(), user_id=user.id, role=role, organisation_id=body, place_code=PLACE, actor=SETUP,
            now=moment, valid_from=moment - timedelta(days=1),
        )  # fmt: skip
    scopes = (scope, "case:read", "catalogue:read")
    issued = token_issue(
        token_id=new_id(), user_id=user.id, name="bench", scopes=scopes, expires=moment + timedelta(days=30), now=moment
    )
    return issued.secret


def identity(number: int) -> str:
    """This will make up an identity number that checks, one for each number."""
    born = datetime(1950, 1, 1) + timedelta(days=number // 999)  # noqa: DTZ001 - a day, no moment
    plain = f"330802{born:%Y%m%d}{number % 999:03d}"
    return plain + ric.calc_check_digit(plain + "0")


def person(number: int) -> Person:
    """This will make up one applicant."""
    return Person("bench", f"测某{number}", id_number=identity(number), phone=f"138{number % 10**8:08d}")


@cache
def _plan(matter: str) -> Plan:
    chosen = MATTERS[matter]
    return plan_make(bundle=chosen.bundle, place=PLACE, answers=chosen.answers, now=now())


def form_of(matter: str, number: int) -> dict[str, Any]:
    """This will fill the form of a matter for one made-up applicant."""
    plan, elements, who, shop = _plan(matter), catalogue.current().elements, person(number), f"测量小店 {number}"
    first = fill_form(plan, elements, who, shop)
    # What a document's number must look like hangs on the type of document that was chosen.
    return fill_form(plan, {name: as_document(elements[name], elements, first) for name in first}, who, shop)


def papers_of(matter: str) -> tuple[Paper, ...]:
    """This will list the papers of a matter as they are handed in."""
    plan = _plan(matter)
    return tuple(Paper(material=m.material, form=m.form, copies=m.copies) for m in plan.materials if m.how == "submit")


def paper_of(matter: str, item: str) -> str:
    """This will name a paper that is handed in for an item."""
    return next(m.material for m in _plan(matter).materials if m.how == "submit" and item in m.items)


def case_id(number: int) -> UUID:
    """This will give the id of a filled case."""
    return id_at(FIRST_CASE_MS + number, 0)


def fill(count: int, matter: str = "papers_13") -> tuple[UUID, ...]:
    """This will load `count` applications as they are handed in, and give their ids."""
    each = len(_plan(matter).schedule.approvals) + 1
    last = serials_take(day=legal_day(now()), count=count * each) - count * each
    loading = CaseLoading()
    for number in range(count):
        last += each
        _submit(loading, matter, number, last)
        if number % BATCH == BATCH - 1:
            loading.write()
    loading.write()
    return tuple(case_id(number) for number in range(count))


def _submit(loading: CaseLoading, matter: str, number: int, last: int) -> None:
    form, moment = form_of(matter, number), now()
    owner = identity_of(form) or identity(number)
    application = Application(_plan(matter), form, papers_of(matter), owner, label_of(form), None)
    application = replace(application, signatures=signed_before(application.plan.signers, "clerk", moment))
    loading.submit(
        case_id=case_id(number), subject=loading.subject(new_id(), identity=owner, now=moment),
        application=application, last=last, now=moment,
        actor=Actor(kind="person", id=str(new_id()), role="applicant", channel="web"),
    )  # fmt: skip


def bodies_of(matter: str, numbers: Iterable[int]) -> Iterator[dict[str, Any]]:
    """This will give the bodies of applications over the API."""
    chosen = MATTERS[matter]
    papers = [{"material": p.material, "form": p.form, "copies": p.copies} for p in papers_of(matter)]
    for number in numbers:
        yield {
            "bundle": chosen.bundle, "place": PLACE, "answers": dict(chosen.answers), "form": form_of(matter, number),
            "papers": papers,
        }  # fmt: skip


def filled(count: int) -> Known:
    """This will furnish an empty instance and hand `count` applications in."""
    furnish()
    applicants, clerks, officer = accounts()
    return Known(applicants, clerks, officer, fill(count))


def leave(made: Instance) -> None:
    """This will tidy the tables as a night would, and end this process's connections."""
    connections.close_all()
    with made.superuser() as superuser:
        superuser.execute("vacuum analyze")


def verified() -> dict[str, int]:
    """This will check the whole record. Raises SystemExit when anything does not hold."""
    report = verify()
    connections.close_all()
    if not report.ok:
        raise SystemExit(f"{report.fault_count} faults, such as {report.faults[:3]}")
    return {"streams": report.streams, "events": report.events, "faults": report.fault_count}
