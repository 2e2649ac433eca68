"""Issuing the documents of a case: what its events led to is numbered once, in the order in which it happened.

The feed does it soon after each event; whoever looks at a document that it has not come to yet does it then. Both do
the same, for the whole case, so that it makes no difference who comes first, nor how often.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast
from uuid import UUID

from django.conf import settings

from yici.cases import store
from yici.cases.codec import CODEC
from yici.cases.licensing import shown as licences_of
from yici.cases.paper_kinds import (
    ENDED,
    GIVEN,
    NAMES,
    PROMISE,
    REPLACING,
    Kind,
    certificate_key,
    ended_by,
    made_by,
)
from yici.catalogue import queries as catalogue
from yici.documents import queries as documents
from yici.documents.marks import Marks, marks_of
from yici.documents.services import Making, document_end, documents_issue
from yici.documents.template_kinds import TEMPLATE_OF
from yici.documents.templates_of import Template
from yici.domain.case import Case, CaseEvent, handled_at
from yici.domain.clock import legal_day
from yici.domain.document import Document
from yici.domain.error import Conflict
from yici.domain.plan import Plan
from yici.intake import queries as intake
from yici.ledger.queries import histories, history
from yici.ledger.values import Stored
from yici.licences.queries import recorded
from yici.people.present import now as present
from yici.people.queries import organisation_for

MOST: Final = 20_000
FRESH: Final = timedelta(days=30)
"""What was recorded longer ago, a loaded history say, is not worked through: it is issued when somebody looks at it."""
LICENCE_ENDS: Final = ("licence.revoked", "licence.cancelled")
LICENCE_GIVEN: Final = ("licence.issued", "licence.renewed", "licence.deemed_renewed")


@dataclass(frozen=True, slots=True)
class _Told:
    """One event that leads to a document, with its place in its stream."""

    source: UUID
    seq: int
    kind: Kind
    key: str
    items: tuple[str, ...]
    at: datetime
    cause: str = ""
    elsewhere: bool = False
    """Whether its document belongs to another case, and only ends some of this one."""


@dataclass(frozen=True, slots=True)
class _Body:
    code: str
    name: str


def documents_settle(
    case_id: UUID, *, now: datetime, case: Case | None = None, later: Collection[Kind] = ()
) -> list[Document]:  # fmt: skip
    """This will issue what the events of a case led to and has no number yet, end what later events took back, and
    give the documents of the case. Nothing is written when nothing is new; `case` spares reading it. Kinds in `later`
    are left to whoever comes next: nobody waits for them who wants another one."""
    there = documents.documents_of_case(case_id)
    case, lines = case or store.load(case_id).case, history(case_id, limit=MOST)
    told = list(_told(case_id, lines)) + list(_of_licences(case, now))
    known = {(one.source, one.seq, one.kind, one.key) for one in there}
    wanted = [one for one in told if not one.elsewhere and one.kind not in later]
    fresh = [one for one in wanted if (str(one.source), one.seq, one.kind, one.key) not in known]
    if fresh:
        there = _issued(case, fresh, there, now)
    return _ended(there, told, lines, now)


def _issued(case: Case, fresh: Sequence[_Told], there: list[Document], now: datetime) -> list[Document]:
    try:
        made = documents_issue([*_makings(case, fresh)], now=now)
    except Conflict as conflict:
        if conflict.code != "document.issued":
            raise
        return documents.documents_of_case(UUID(case.id))
    return sorted([*there, *made], key=lambda one: one.id)


def _told(case_id: UUID, lines: Sequence[Stored]) -> Iterator[_Told]:
    for line in lines:
        event = _event(line)
        for kind, key, items in made_by(event):
            yield _Told(case_id, line.seq, kind, key, items, line.at, str(getattr(event, "cause", "")))


def _event(line: Stored) -> CaseEvent:
    return CODEC.event_of(line.kind, line.at, line.body)


def _of_licences(case: Case, now: datetime) -> Iterator[_Told]:
    """What became of the licences of a case in their own streams: given or renewed by it, revoked, cancelled."""
    found = {UUID(one.licence.id): one.licence for one in licences_of(case, now)}
    if not found:
        return
    for stream, lines in histories(found).items():
        licence = found[stream]
        item = ""
        for line in lines:
            if line.kind in LICENCE_GIVEN and line.body["period"]["case"] == case.id:
                item = line.body["period"]["item"]
                yield _Told(stream, line.seq, GIVEN, certificate_key(item, licence.type), (item,), line.at)
        if item and licence.status in ("revoked", "cancelled"):
            last = next(line for line in reversed(lines) if line.kind == f"licence.{licence.status}")
            yield _Told(stream, last.seq, ENDED, item, (item,), last.at, elsewhere=licence.case != case.id)


def _makings(case: Case, told: Sequence[_Told]) -> Iterator[Making]:
    plan, marks = intake.plan(case.plan), marks_of(settings.YICI_DOCUMENTS)
    bodies: dict[str, _Body] = {}
    about = {one: one.items[0] or case.approvals[0].item for one in told}
    kinds = {one: "letter" if _is_local(plan, about[one], one.cause) else TEMPLATE_OF[one.kind] for one in told}
    templates = documents.templates_in_use(set(kinds.values()), "zh-hans")
    for one in told:
        item = about[one]
        if item not in bodies:
            bodies[item] = _body(case, plan, item)
        yield _making(case, one, bodies[item], marks, templates[kinds[one]])


def _is_local(plan: Plan, item: str, cause: str) -> bool:
    """A pause by the place's own rule is told in a letter."""
    planned = (one for one in plan.schedule.approvals if one.item == item)
    return bool(cause) and any(one.id == cause for approval in planned for one in approval.local_causes)


def _making(case: Case, one: _Told, body: _Body, marks: Marks, template: Template) -> Making:
    return Making(
        case=UUID(case.id), source=one.source, seq=one.seq, at=one.at, on=legal_day(one.at),
        subject=UUID(case.subject), kind=one.kind, key=one.key, body=body.code, body_name=body.name,
        body_mark=marks.bodies.get(body.code, body.name), kind_mark=marks.kinds.get(one.kind, NAMES[one.kind]),
        template=template, beside=one.kind == PROMISE,
    )  # fmt: skip


def _body(case: Case, plan: Plan, item: str) -> _Body:
    """The body that an item is with: its code, the role's where no body is known, and what it is called."""
    planned = next((one for one in plan.schedule.approvals if one.item == item), None)
    agency = planned.agency if planned else case.approval(item).agency
    found = organisation_for(agency, handled_at(planned, plan) if planned else plan.place)
    role = catalogue.current().agencies.get(agency)
    name = (planned.body if planned else "") or (found.name if found else role.name if role else agency)
    return _Body(found.code if found else agency, name)


def _ended(
    there: Sequence[Document], told: Sequence[_Told], lines: Sequence[Stored], now: datetime
) -> list[Document]:  # fmt: skip
    """End the documents that later events took back, or that a later one replaced."""
    made: dict[tuple[str, int], list[Document]] = {}
    for one in there:
        made.setdefault((one.source, one.seq), []).append(one)
    ends: dict[str, tuple[datetime, str]] = {}
    newest: dict[tuple[Kind, str], Document] = {}
    for line in lines:
        for kind, key in ended_by(_event(line)):
            ends |= {one.id: (line.at, "") for one in _named(newest, kind, key) if one.id not in ends}
        for document in made.get((str(line.stream), line.seq), ()):
            kind = cast(Kind, document.kind)
            before = newest.get((kind, document.key))
            if before is not None and kind in REPLACING and before.id not in ends:
                ends[before.id] = (line.at, document.number)
            newest[kind, document.key] = document
    for each in told:
        if each.kind == ENDED:
            given = [*_named(newest, "decision", each.key), *_named(newest, "renewal", each.key)]
            given += [paper for paper in there if (paper.kind, paper.source) == (GIVEN, str(each.source))]
            ends |= {document.id: (each.at, "") for document in given if document.id not in ends}
    return [_end(one, ends, now) for one in there]


def _named(newest: Mapping[tuple[Kind, str], Document], kind: Kind, key: str) -> list[Document]:
    return [one for (known, about), one in newest.items() if known == kind and key in ("", about)]


def _end(one: Document, ends: Mapping[str, tuple[datetime, str]], now: datetime) -> Document:
    if one.validity != "valid" or one.id not in ends:
        return one
    at, by = ends[one.id]
    return document_end(document_id=UUID(one.id), on=legal_day(at), by=by, now=now)


def follow(events: Sequence[Stored]) -> None:
    """This will issue what a batch of the feed led to: each case once, however many of its events are in it."""
    since = present() - FRESH
    fresh = [event for event in events if event.recorded_at >= since]
    ended = [event.stream for event in fresh if event.kind in LICENCE_ENDS]
    cases = {event.stream for event in fresh if event.kind not in LICENCE_ENDS}
    for licence in recorded(ended).values():
        cases |= {UUID(period.case) for period in (*licence.before, licence.period)}
    for case_id in sorted(cases):
        documents_settle(case_id, now=present())
