"""What can be done to a case, one transaction each: lock, load, settle, decide, append, save."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from yici.cases import ahead, broken, coding, context, interested, licensing, numbers, store
from yici.cases.access import CLOCK, authorise, check_fits, check_second, unknown_case
from yici.cases.codec import CODEC
from yici.cases.own import check_takes_in
from yici.cases.people import check_confirmed, check_people
from yici.domain.authority import Grants
from yici.domain.case import (
    Case,
    CaseEvent,
    Command,
    Paper,
    Received,
    Submit,
    SupplyPaper,
    decide,
    evolve,
    next_due,
    settled,
    touched,
)
from yici.domain.clock import legal_day
from yici.domain.error import Conflict, NotFound, YiciError
from yici.domain.event import Actor
from yici.domain.plan import Plan
from yici.domain.signing import Signature
from yici.intake import services as intake
from yici.ledger import keys
from yici.ledger import services as ledger
from yici.ledger.repeated import Key, receipt
from yici.ledger.values import Begun, Head, InFlight, Recorded
from yici.licences.services import Held, asking_cases_settle, licences_held, licences_settled
from yici.notices.services import notice_agree
from yici.people.mandates import mandate_use
from yici.people.queries.mandates import names_of

NO_GRANTS = Grants()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command led to: the case as it is now, its version, and the signed receipt of the last event."""

    case: Case
    seq: int
    receipt: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Application:
    """What is handed in: the plan it was made under, the form by element, the papers, and who it is about.

    `identity` is the identity number that the applicant's key is found by, None when there is none; `label` is the
    name that lists show (masked); both are personal and are only ever stored sealed or as a keyed index. `commitments`
    are the signed promises: item to the digest of the text that was told. `renews` names the licence that an item shall
    renew. `presented` tells who stood at the window with it, sealed like the form. `agent` is the name of whoever hands
    it in for the applicant, as the mandate has it, `signatures` those of everybody whom the plan asks. `firm` is the id
    of the firm for which it is handed in: the case is the firm's then.
    """

    plan: Plan
    form: Mapping[str, Any]
    papers: tuple[Paper, ...]
    identity: str | None
    label: str
    applicant: UUID | None
    commitments: Mapping[str, str] = field(default_factory=dict)
    renews: Mapping[str, UUID] = field(default_factory=dict)
    presented: Mapping[str, str] = field(default_factory=dict)
    agent: str = ""
    signatures: tuple[Signature, ...] = ()
    firm: str | None = None

    def command(
        self, case_id: UUID, *, subject: UUID, digest: str, last: int, day: date, received: Received | None = None
    ) -> Submit:  # fmt: skip
        """This will give the command that hands it in; `last` is the last of its day's serials that are its own."""
        return Submit(
            id=str(case_id),
            numbers=numbers.numbers(self.plan.place, day, last, coding.codes_of(self.plan)),
            plan=digest,
            subject=str(subject),
            applicant=str(self.applicant) if self.applicant else None,
            papers=self.papers,
            commitments=dict(self.commitments),
            received=received,
            renews={item: str(licence) for item, licence in self.renews.items()},
            signatures=self.signatures,
            firm=self.firm,
            form=dict(self.form),
            private={"label": self.label} | self._beside(),
        )

    def _beside(self) -> dict[str, Any]:
        told = {"presented": dict(self.presented), "agent": self.agent}
        return {name: value for name, value in told.items() if value}


def case_submit(
    *, case_id: UUID, subject_id: UUID, application: Application, actor: Actor, now: datetime, key: Key | None = None,
    received: Received | None = None, phone: str = "", grants: Grants = NO_GRANTS,
) -> Outcome:  # fmt: skip
    """This will hand an application in and give its signed receipt. Six statements; nothing is queried twice.

    An actor who names a mandate hands it in for whom they act; `grants` are a helper's.

    `received` is the window that takes it in, as `authorise_submission` found it; None when it comes online. `phone` is
    that of somebody without an account who agreed to be told by SMS what becomes of it.
    Raises Invalid for papers that nobody asks for, Forbidden("receiving.not_here") for a window that may not take it
    in, NotFound and Refused for a licence that cannot be renewed by it, `InFlight` when the same idempotency key is
    being answered.
    """
    plan = application.plan
    asking_cases_settle(application.renews.values(), now=now)
    with transaction.atomic():
        if actor.mandate is not None:
            application = _for_principal(case_id, application, actor, grants, now)
        held = licences_settled(licences_held(application.renews.values()), now=now)
        subject = keys.subject_with_key(application.identity, subject_id=subject_id, now=now)
        check_takes_in(received, subject.id, application.form, grants)
        digest = intake.plan_freeze(plan=plan, now=now)
        last = store.next_serial(legal_day(now), len(plan.schedule.approvals) + 1)
        command = application.command(
            case_id, subject=subject.id, digest=digest, last=last, day=legal_day(now), received=received
        )  # fmt: skip
        ctx = licensing.knowing(context.of_plan(plan, actor=actor, now=now), held)
        ctx = broken.knowing(ctx, subject.id, bool(command.commitments))
        [event] = decide(None, command, ctx)
        case = evolve(None, event)
        licensing.apply(command, held, ctx)
        head = ledger.new_head(case_id, "case")
        head, recorded = _append(head, [event], case, actor=actor, now=now, subject=subject, key=key)
        store.create(case, seq=head.seq, label=keys.seal(subject, {"name": application.label}))
        if phone:
            notice_agree(stream=case_id, subject=subject.id, phone=phone, now=now)
    return Outcome(case, head.seq, receipt(recorded[-1]))


def _for_principal(case_id: UUID, application: Application, actor: Actor, grants: Grants, now: datetime) -> Application:
    items = [one.item for one in application.plan.schedule.approvals]
    mandate = mandate_use(
        act="apply", about="case", target=case_id, bundle=application.plan.bundle, items=items, actor=actor,
        grants=grants, now=now,
    )  # fmt: skip
    agent = names_of(UUID(mandate.id))[1]
    return replace(application, applicant=UUID(mandate.principal), agent=agent, firm=mandate.firm)


def case_act(
    *,
    case_id: UUID,
    command: Command,
    actor: Actor,
    grants: Grants,
    now: datetime,
    version: int | None = None,
    key: Key | None = None,
    confirmed: Collection[str] = (),
) -> Outcome:
    """This will carry a command out on a case that is first settled up to `now`.

    `version` is the case's version that the actor saw; a newer one is a Conflict, so that of two who decide at once
    one wins and the other is told. Raises NotFound for a case that the actor may not see, Forbidden for a missing
    authority, Refused and Invalid as the domain finds, `InFlight` when the same idempotency key is being answered.
    `confirmed` are the accounts of those who said themselves that it was so: a visit is recorded only when everybody
    did who was there (`yici.cases.onsite`).
    """
    check_confirmed(command, confirmed)
    try:
        return _act(case_id, command, actor, grants, now, version, key)
    except YiciError:
        # Of two equal requests at once the later one finds the case changed, by the earlier one: it has its answer.
        if key is not None and ledger.replay(key.scope, key.key, key.request_hash) is not None:
            raise InFlight(remedy="leave the transaction, then replay the same key") from None
        raise


def _act(
    case_id: UUID, command: Command, actor: Actor, grants: Grants | None, now: datetime, version: int | None,
    key: Key | None,
) -> Outcome:  # fmt: skip
    with transaction.atomic():
        head = _locked(case_id)
        loaded = store.load(case_id)
        before = loaded.case
        case, head, held = _settle(before, head, now)
        # As the law has it now, or a card that fell due would be nobody's to answer before a worker recorded it.
        if grants is not None:
            authorise(case, command, actor, grants, now)
        check_fits(case, command)
        check_second(case, command, actor)
        check_people(case, command, actor.id, now)
        if version is not None and version != loaded.seq:
            remedy = "load the case again and look at what changed"
            raise Conflict("case.stale", version=version, newest=loaded.seq, remedy=remedy)
        ctx = licensing.knowing(context.of_case(case, actor=actor, now=now), held)
        ctx = ahead.knowing(ctx, case, command)
        events = interested.keys_ready(decide(case, command, ctx), now)
        for event in events:
            case = evolve(case, event)
        _, begun = licensing.follow(case, events, held, ctx)
        subject = UUID(case.subject)
        head, recorded = _append(head, events, case, actor=actor, now=now, subject=subject, key=key, begun=begun)
        store.save(case, seq=head.seq, changed=touched(before, case))
    return Outcome(case, head.seq, receipt(recorded[-1]))


def _locked(case_id: UUID) -> Head:
    try:
        return ledger.lock([case_id])[case_id]
    except NotFound:
        # The same words as for a case that this actor may not see: whether there is one is nobody's business.
        raise unknown_case() from None


def case_take_result(*, case_id: UUID, command: SupplyPaper, actor: Actor, now: datetime) -> Outcome:
    """This will hand in what others measured, for whoever had the right to say so where it was handed in.

    The applicant need not bring it; nobody's right on the case itself is asked for.
    """
    return _act(case_id, command, actor, None, now, None, None)


def case_settle(*, stream: UUID, now: datetime) -> int:
    """This will record everything that fell due in a case up to `now`, as of its due time, and say how much it was."""
    with transaction.atomic():
        head = ledger.lock([stream])[stream]
        before = store.load(stream).case
        case, after, _ = _settle(before, head, now)
        if after.seq > head.seq:
            store.save(case, seq=after.seq, changed=touched(before, case))
        return after.seq - head.seq


def cases_wake(*, now: datetime, batch: int = 200) -> int:
    """This will settle every case whose end an unloaded calendar kept open: called when a calendar was loaded.

    It says how many were woken; one that cannot be is logged by the code of its fault and stays for the next call.
    """
    woken, after = 0, None
    while page := store.bounded(after, batch):
        woken += sum(_wake(case_id, now) for case_id in page)
        after = page[-1]
    return woken


def _wake(case_id: UUID, now: datetime) -> bool:
    try:
        return case_settle(stream=case_id, now=now) > 0
    except Exception as error:  # noqa: BLE001 - one case's fault must not keep the others asleep
        fault = error.code if isinstance(error, YiciError) else type(error).__name__
        _log.warning("case %s could not be woken: %s", case_id, fault)
        return False


def _settle(case: Case, head: Head, now: datetime) -> tuple[Case, Head, dict[str, Held]]:
    """The case first, then the licences that it is to renew: what ended an application before the end of a licence must
    reach that licence before its end does."""
    held = licensing.held(case, now)
    ctx = licensing.knowing(context.of_case(case, actor=CLOCK, now=now), held)
    case, events = settled(case, ctx)
    if events:
        held, begun = licensing.follow(case, events, held, ctx)
        head, _ = _append(head, events, case, actor=CLOCK, now=now, subject=None, begun=begun)
    return case, head, licences_settled(held, now=now)


def _append(
    head: Head,
    events: list[CaseEvent],
    case: Case,
    *,
    actor: Actor,
    now: datetime,
    subject: Any,
    key: Key | None = None,
    begun: Sequence[Begun] = (),
) -> tuple[Head, list[Recorded]]:
    entries = CODEC.entries_of(events, subject)
    answer = key.answer(head.seq + len(entries), case=case.id, number=case.number) if key else None
    return ledger.append(head, entries, actor=actor, now=now, due=next_due(case), answer=answer, begun=begun)
