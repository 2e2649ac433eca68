"""What a case is at a moment: plain frozen values, folded from its events and from nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from yici.domain.case.parts import (
    Answered,
    AskedOpinion,
    Card,
    Deadline,
    Deemed,
    Defect,
    Hearing,
    Interested,
    Meeting,
    Owed,
    Proposal,
    Received,
    Suspension,
    Talk,
    Visit,
)
from yici.domain.case.states import EXAMINED, FINAL, ApprovalStatus, Phase

Verification = Literal["none", "due", "kept", "broken", "repaired"]
Task = Literal[
    "accept", "decide", "resume", "deliver", "verify", "repair", "correct", "end", "wait", "opine", "answer", "reply"
]  # fmt: skip
"""What is to be done next. `resume`: the cause is over and the clock may run on; `repair`: the applicant mends, the
body confirms it or revokes; `correct` is the applicant's; `end` the body's, once the time to answer is over; `wait`
is nobody's: another approval comes first; `opine` is the turn of a department that was asked; `answer` that of the unit
that got a card;
`reply` of whoever handles the item that the applicant asked about."""
_TASKS: dict[ApprovalStatus, tuple[Task, ...]] = {
    "received": ("accept",), "correcting": ("correct",), "waiting": ("wait",), "handling": ("decide",),
    "suspended": ("resume",), "prepared": ("wait",), "decided": ("deliver",),
}  # fmt: skip
_PROMISES: dict[Verification, tuple[Task, ...]] = {"due": ("verify",), "broken": ("repair",)}


@dataclass(frozen=True, slots=True)
class Approval:
    """One item of the case. `needs` are the items whose grant it still waits for, `joins` those that it runs beside and
    is not decided before. `recused` are the officers who have no part in it; `lapsed` says why a text counts it as
    withdrawn though its applicant did not. `place` is where it is handled (None in what was recorded before that could
    be elsewhere: `Case.place_of` knows).

    `valid_until` is the last day of its licences that a prepared grant names, `renews` the licence that it renews,
    `renewal` the end of that when no decision by then counts as a grant, and `deemed` says that it did. `answered` are
    windows for checking its papers that were met while their end was not known, `interested` who was told of it."""

    item: str
    number: str
    agency: str
    status: ApprovalStatus
    received_at: datetime
    needs: tuple[str, ...]
    committed: bool
    deadlines: tuple[Deadline, ...]
    corrected: bool = False
    accepted_at: datetime | None = None
    by_silence: bool = False
    outcome: str | None = None
    inspected: bool = False
    verification: Verification = "none"
    suspension: Suspension | None = None
    extended: bool = False
    joins: tuple[str, ...] = ()
    opinions: tuple[AskedOpinion, ...] = ()
    hearing: Hearing | None = None
    proposal: Proposal | None = None
    recused: tuple[str, ...] = ()
    lapsed: Deemed | None = None
    cards: tuple[Card, ...] = ()
    place: str | None = None
    valid_until: date | None = None
    renews: str | None = None
    renewal: Deadline | None = None
    deemed: bool = False
    answered: tuple[Answered, ...] = ()
    talk: Talk | None = None
    interested: tuple[Interested, ...] = ()

    @property
    def running(self) -> bool:
        """True until it is decided, handed over and its promise checked: while it matters to the applicant."""
        return self.status not in FINAL or self.verification in ("due", "broken")

    @property
    def open(self) -> bool:
        """True while anybody still has something to do for it, a card or a message that is not answered included."""
        return self.running or bool(self.owing) or self.asked or any(card.deadline for card in self.cards)

    @property
    def asked(self) -> bool:
        """True while a message of the applicant waits for an answer."""
        return self.talk is not None and self.talk.open is not None

    @property
    def owing(self) -> tuple[AskedOpinion, ...]:
        """The questions whose answer is still owed: any while it runs; that of a department whose silence counted as
        consent also after the result was handed over (Taizhou 2022 No. 58: it issues all the same)."""
        if not self.opinions or (not self.running and self.status != "delivered"):
            return ()
        return tuple(o for o in self.opinions if o.deadline and (self.running or o.stance == "absent"))

    @property
    def ends(self) -> tuple[Deadline, ...]:
        """Its own deadlines, and the end of the licence that it renews: no stop and no other step moves that."""
        return (*self.deadlines, self.renewal) if self.renewal else self.deadlines

    @property
    def standing(self) -> tuple[Deadline, ...]:
        """Every end that stands: its own, those of the opinions and the hearing, that of the licence which it renews,
        and those of cards and messages to be answered."""
        if not self.opinions and not self.hearing and not self.cards and not self.renewal and not self.asked:
            return self.deadlines
        own: tuple[Deadline | None, ...] = self.deadlines if self.running else ()
        later = (self.hearing.deadline if self.hearing else None, self.renewal) if self.running else ()
        asked, cards = (one.deadline for one in self.owing), (card.deadline for card in self.cards)
        told = self.talk.open if self.talk else None
        return tuple(d for d in (*own, *asked, *later, *cards, told) if d is not None)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What is to be done next, one or two things side by side; empty when it is at rest.

        Two: what was granted on a promise is to be delivered and verified; what is registered on the papers as received
        may be accepted, or decided at once.
        """
        promise: tuple[Task, ...] = _PROMISES.get(self.verification, ())
        return _TASKS.get(self.status, ()) + self._decided_at_once + self._unanswered + promise + self._beside

    @property
    def _unanswered(self) -> tuple[Task, ...]:
        over = self.status == "correcting" and any(d.of == "reply" for d in self.deadlines)
        return ("end",) if over else ()

    @property
    def _beside(self) -> tuple[Task, ...]:
        asked: tuple[Task, ...] = ("opine",) if self.owing else ()
        answer: tuple[Task, ...] = ("answer",) if any(card.deadline for card in self.cards) else ()
        return asked + answer + (("reply",) if self.asked else ())

    @property
    def _decided_at_once(self) -> tuple[Task, ...]:
        """A limit of the body that runs from receipt says so: it counts the days of a decision on the papers as they
        came in."""
        at_once = self.status == "received" and not self.needs and any(d.duty == "agency" for d in self.deadlines)
        return ("decide",) if at_once else ()


@dataclass(frozen=True, slots=True)
class Case:
    """One application for a `place`. `plan` is the digest of the frozen plan it was handed in under, `subject` the
    person whose key seals what is personal, `applicant` the account that may follow it, if there is one, `given` the
    papers that came, by whatever way, `received` the window that took it in; None when it came online. `rating` is the
    applicant's, at most one. `named` lists as "item:target" all that was ever asked to be corrected, `unsigned` the
    roles whose signature had not come when a window took it in. `firm` is the one that it belongs to, whose account
    ever handed it in."""

    id: str
    number: str
    bundle: str
    place: str
    plan: str
    subject: str
    applicant: str | None
    submitted_at: datetime
    approvals: tuple[Approval, ...]
    defects: tuple[Defect, ...] = ()
    named: tuple[str, ...] = ()
    owed: tuple[Owed, ...] = ()
    visits: tuple[Visit, ...] = ()
    given: tuple[str, ...] = ()
    rating: int | None = None
    received: Received | None = None
    rated_at: datetime | None = None
    rated_by_name: bool = False
    meetings: tuple[Meeting, ...] = ()
    unsigned: tuple[str, ...] = ()
    firm: str | None = None

    def place_of(self, approval: Approval) -> str:
        """This will give the place where an approval is handled."""
        return approval.place or self.place

    def may_name(self, item: str, target: str) -> bool:
        """This will say whether a request for correction may name something: all is asked for at once, so that a later
        request for an item names nothing new (Licensing Law Art. 32(4))."""
        before = [one for one in self.named if one.startswith(f"{item}:")]
        return not before or f"{item}:{target}" in before

    def approval(self, item: str) -> Approval:
        """This will give the approval of an item; KeyError when the case has none such."""
        for approval in self.approvals:
            if approval.item == item:
                return approval
        raise KeyError(item)

    def pending(self, visit: Visit) -> tuple[str, ...]:
        """This will list the items that a visit has still to look at: none that is recorded, decided or ended."""
        if visit.recorded:
            return ()
        examined = {a.item for a in self.approvals if a.status in EXAMINED}
        return tuple(item for item in visit.items if item in examined and item not in visit.seen)

    @property
    def phase(self) -> Phase:
        """Where the case as a whole stands, from its approvals."""
        if not any(approval.running for approval in self.approvals):
            return "closed"
        statuses = {approval.status for approval in self.approvals}
        if "correcting" in statuses:
            return "correcting"
        return "received" if "received" in statuses else "handling"
