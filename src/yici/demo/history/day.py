"""The cases of one day of arrival, each carried on to the end of the history: one process makes a whole day.

So a day's numbers and plans are one process's business, and the history is the same however many processes there are.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from random import Random
from typing import Protocol
from uuid import UUID

from django.db import IntegrityError

from yici.cases.access import authorise_submission
from yici.cases.loading import CaseLoading, serials_take
from yici.cases.services import Application
from yici.catalogue import queries as catalogue
from yici.demo.history.crowd import applicant
from yici.demo.history.habits import HABITS
from yici.demo.history.life import LATER, Course, Habits, Life, live
from yici.demo.history.moments import Times, moment_of
from yici.demo.history.offices import Office, Staff
from yici.demo.history.sheets import Sheet, Sheets
from yici.demo.history.spec import Spec
from yici.demo.history.wishes import Wish
from yici.domain.authority import Grants
from yici.domain.case import Case, Received
from yici.domain.case.receiving import not_for
from yici.domain.clock import start_of_day
from yici.domain.error import Refused, YiciError
from yici.domain.event import Actor
from yici.domain.plan import Plan
from yici.domain.signing import signed_before
from yici.ledger.values import Subject
from yici.people.ids import id_at, milliseconds_of

BATCH = 250
"""Cases in one transaction: short, so that nobody who reads the record waits for it."""
CHANCE_BITS = 74
EVERYBODY = Habits(HABITS)


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who comes: when, with what, by which way, and the chance that the rest of their case hangs on."""

    at: datetime
    case_id: UUID
    sheet: Sheet
    application: Application
    times: Times
    clerk: Actor
    applicant: Actor
    received: Received | None

    @property
    def numbers(self) -> int:
        """How many serials the case takes: its own, and one for each approval."""
        return len(self.sheet.plan.schedule.approvals) + 1


class Sink(Course, Protocol):
    """Where cases are made: collected to be loaded, or through the services."""

    def begin(
        self, *, case_id: UUID, application: Application, last: int, actor: Actor, now: datetime,
        received: Received | None,
    ) -> Case: ...  # fmt: skip

    def licence_ends(self, case_id: UUID) -> list[tuple[UUID, datetime]]: ...

    def settle_licence(self, *, licence_id: UUID, now: datetime) -> None: ...


class Collected(CaseLoading):
    """Cases to be loaded. Who has a key already, from before or from this very batch, keeps it."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, Subject] = {}

    def meet(self, comings: Iterable[Coming]) -> None:
        """This will look up which of these people are known, in one statement."""
        self._known = self.subjects({one.application.identity for one in comings if one.application.identity})

    def begin(
        self, *, case_id: UUID, application: Application, last: int, actor: Actor, now: datetime,
        received: Received | None,
    ) -> Case:  # fmt: skip
        """This will hand in for somebody who is known, or becomes known by it."""
        identity = application.identity
        subject = self._known.get(identity) if identity else None
        if subject is None:
            subject = self.subject(subject_id(case_id), identity=identity, now=now)
            if identity:
                self._known[identity] = subject
        return self.submit(
            case_id=case_id, subject=subject, application=application, last=last, actor=actor, now=now,
            received=received,
        )  # fmt: skip


def subject_id(case_id: UUID) -> UUID:
    """This will give the id under which somebody becomes known by a case, if nobody knows them yet."""
    digest = hashlib.sha256(case_id.bytes).digest()
    return id_at(milliseconds_of(case_id), int.from_bytes(digest, "big") % (1 << CHANCE_BITS))


@dataclass(slots=True)
class Town:
    """What a process makes once for all days of a history: who works there, and the forms that were read."""

    spec: Spec
    staff: Staff
    sheets: Sheets = field(default_factory=Sheets)
    offices: Mapping[str, Office] = field(default_factory=dict)
    window: Grants = field(default_factory=Grants)

    @classmethod
    def of(cls, spec: Spec) -> "Town":
        """This will furnish a town for a history."""
        staff = Staff(spec.place, spec.seed, spec.behaviour)
        agencies = {item.agency for item in catalogue.current().items.values()}
        offices = {agency: staff.office(agency) for agency in agencies}
        return cls(spec, staff, offices=offices, window=staff.window())

    def comings(self, day: date, count: int) -> list[Coming]:
        """This will draw who comes on a day, in the order of their coming."""
        sheets = self._sheets(day, count)
        calendar = catalogue.calendar_for(self.spec.place)
        works = calendar.is_workday(day)
        drawn = (self._coming(day, number, sheets, works=works) for number in range(count))
        return sorted(drawn, key=lambda one: (one.at, one.case_id))

    def _sheets(self, day: date, count: int) -> list[Sheet]:
        """The plans of a day. Many people share one, so that a plan need not be made for each."""
        chance, how = Random(f"{self.spec.name} {day}"), self.spec.behaviour
        wanted = min(count, how.most_plans_a_day, max(how.fewest_plans_a_day, count // how.cases_per_plan))
        by_bundle: dict[str, list[Wish]] = {}
        for wish in self.spec.wishes:
            by_bundle.setdefault(wish.bundle, []).append(wish)
        found = []
        for _ in range(wanted):
            wish = chance.choice(by_bundle[chance.choice(list(by_bundle))])
            away = chance.random() < how.county_share
            place = chance.choice(self.spec.counties) if away and self.spec.counties else self.spec.place
            found.append(self._sheet(wish, place, start_of_day(day)))
        return found

    def _sheet(self, wish: Wish, place: str, now: datetime) -> Sheet:
        try:
            return self.sheets.sheet(wish, place, now)
        except YiciError:
            # What the county has of its own does not go with these answers: they go to the city.
            return self.sheets.sheet(wish, self.spec.place, now)

    def _coming(self, day: date, number: int, sheets: list[Sheet], *, works: bool) -> Coming:
        chance, how = Random(f"{self.spec.name} {day} {number}"), self.spec.behaviour
        online, begun = chance.random() < how.online_share or not works, start_of_day(day)
        at = moment_of(chance, how.online if online else how.at_window, begun)
        if at > self.spec.until:
            at = begun + (self.spec.until - begun) * chance.random()
        case_id = id_at(int(at.timestamp() * 1000), chance.getrandbits(CHANCE_BITS))
        sheet = chance.choice(sheets)
        times = Times(chance, catalogue.calendar_for(sheet.plan.place), how.at_window)
        application = sheet.application(applicant(chance), case_id, times, how)
        holder = Actor(kind="person", id=str(case_id), role="applicant", channel="web")
        clerk = self.staff.clerk(chance.randrange(1 << 16))
        application = replace(application, signatures=signed_before(sheet.plan.signers, clerk.id, at))
        received = None if online else self._taken_in(sheet.plan, clerk)
        return Coming(at, case_id, sheet, application, times, clerk, holder, received)

    def _taken_in(self, plan: Plan, clerk: Actor) -> Received | None:
        """The window, where it may take everything in; else they hand in online."""
        window = authorise_submission(plan, clerk, self.window)
        return None if window is None or not_for(plan, window.place) else window

    def life(self, coming: Coming, case: Case) -> Life:
        """This will begin the course of a case that was handed in."""
        sheet = coming.sheet
        return Life(
            case=case, plan=sheet.plan, now=coming.at, until=self.spec.until, times=coming.times,
            behaviour=self.spec.behaviour, offices=self.offices, clerk=coming.clerk, applicant=coming.applicant,
            supervisor=self.staff.supervisor(),
            planned=sheet.planned, wanted=sheet.wanted,
        )  # fmt: skip

    def tell(self, coming: Coming, last: int, sink: Sink) -> list[str]:
        """This will carry one case from its submission to the end of the history, and say what was refused."""
        actor = coming.clerk if coming.received else coming.applicant
        case = sink.begin(
            case_id=coming.case_id, application=coming.application, last=last, actor=actor, now=coming.at,
            received=coming.received,
        )  # fmt: skip
        life = self.life(coming, case)
        live(life, sink, EVERYBODY)
        for licence_id, due in sink.licence_ends(coming.case_id):
            if due + LATER <= self.spec.until:
                sink.settle_licence(licence_id=licence_id, now=due + LATER)
        return life.refused


@dataclass(frozen=True, slots=True)
class Made:
    """What a batch came to; `refused` names the habits that a rule stopped."""

    cases: int
    events: int
    refused: tuple[str, ...]


def make_day(
    town: Town, day: date, count: int, told: Callable[[Made], object], into: Collected | None = None
) -> None:  # fmt: skip
    """This will make and load the cases of a day, a batch in a transaction.

    1. Draw who comes. 2. Take their numbers, for good: a batch that fails leaves a gap, never a number twice. 3. Batch
    by batch: look up who is known, carry each case on to the end, load. Raises Refused("fill.before") for cases that
    are there already.
    """
    comings = town.comings(day, count)
    last = serials_take(day=day, count=sum(one.numbers for one in comings))
    serial = last - sum(one.numbers for one in comings)
    collected, waiting = into or Collected(), iter(comings)
    while batch := list(islice(waiting, BATCH)):
        collected.meet(batch)
        refused: list[str] = []
        for coming in batch:
            serial += coming.numbers
            refused += town.tell(coming, serial, collected)
        try:
            written = collected.write()
        except IntegrityError as error:
            remedy = "name another --seed: the same one makes the same cases again"
            raise Refused("fill.before", remedy=remedy) from error
        told(Made(written.cases, written.events, tuple(refused)))
