"""Mandates: give, list, accept, decline, take back and give back; and what was done under one.

Whoever acts for somebody sends the id of the mandate as the header `Mandate` with the operations on cases.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from yici.api.answers import Answer, says
from yici.api.auth import Caller, Token, caller
from yici.api.bodies import STRICT, json_body
from yici.api.v1.catalogue import Name
from yici.api.v1.paging import MOST, Cursor, Limit, following, read_cursor
from yici.api.v1.receipt_shapes import Receipt
from yici.api.v1.writing import KEY, REPLAYED, idempotency_key, once
from yici.domain.clock import legal_day, start_of_day
from yici.domain.error import Invalid
from yici.domain.mandate import Act, Consent, Party, Period, Phase, Scope
from yici.domain.mandate.decide import unknown
from yici.intake.values import identity_number
from yici.people import mandates as services
from yici.people.firms import firm_with
from yici.people.ids import new_id
from yici.people.mandates import Agent, Outcome
from yici.people.queries import mandates as queries
from yici.people.queries import user_with
from yici.people.queries.mandates import MandateView

router = Router(tags=["mandates"])
READ, WRITE = Token("mandate:read"), Token("mandate:write")
Text = Annotated[str, Field(max_length=100)]


class AgentIn(BaseModel):
    """Who is to act: a person by name and identity number, or an organisation by its id."""

    model_config = STRICT
    name: Text = ""
    identity: Text = ""
    organisation: UUID | None = None


class MandateIn(BaseModel):
    """A mandate: the agent, the matters (`bundles`, `items`, or `everything`), what may be done, and until which day,
    that day included. Without `since` it holds from now on. `firm` is the credit code of one of the firms for which the
    caller acts: then it is about the firm's matters alone, else about the caller's own alone."""

    model_config = STRICT
    agent: AgentIn
    acts: Annotated[list[Act], Field(min_length=1, max_length=10)]
    bundles: Annotated[list[Name], Field(max_length=200)] = []
    items: Annotated[list[Name], Field(max_length=200)] = []
    everything: bool = False
    since: date | None = None
    until: date
    firm: Text = ""


class NothingIn(BaseModel):
    """Nothing more is said."""

    model_config = STRICT


@dataclass(frozen=True, slots=True)
class MandateShown:
    """A mandate as it is now, `party` what the caller is to it. `until` is the first moment without it. The name of the
    principal is shown to themselves and, while it is in force, to whoever accepted; `agent` names the person or the
    organisation that acts."""

    id: UUID
    party: Party
    phase: Phase
    holds: bool
    principal: str | None
    agent: str | None
    scope: Scope
    since: datetime
    until: datetime
    consent: Consent
    offered_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    used: int


@dataclass(frozen=True, slots=True)
class MandatePage:
    """A page of mandates; `next` is the cursor of the following page, null on the last."""

    items: list[MandateShown]
    next: str | None


@dataclass(frozen=True, slots=True)
class DoneShown:
    """One line of the history: what happened, by which account, and what it was about."""

    at: datetime
    kind: str
    by: str
    channel: str | None
    act: str | None
    about: str | None
    target: UUID | None
    bundle: str | None


@dataclass(frozen=True, slots=True)
class History:
    """What happened under a mandate, oldest first."""

    items: list[DoneShown]


@dataclass(frozen=True, slots=True)
class MandateWritten:
    """What was done: the mandate, its version and the signed receipt of the last event."""

    mandate: UUID
    version: int
    receipt: Receipt


HEADERS: Final = ("ETag", REPLAYED)
MANDATES = Answer[MandatePage](MandatePage)
MANDATE = Answer[MandateShown](MandateShown)
HISTORY = Answer[History](History)
OFFERED = Answer[MandateWritten](MandateWritten, 201, (*HEADERS, "Location"), "Offered")
WRITTEN = Answer[MandateWritten](MandateWritten, 200, HEADERS, "Done and recorded")


def shown(view: MandateView, now: datetime) -> MandateShown:
    """This will give a mandate as answers show it."""
    one = view.mandate
    principal = view.principal if view.party == "principal" or one.phase == "living" else None
    return MandateShown(
        UUID(one.id), view.party, one.phase, one.holds(now), principal, view.agent, one.scope, one.period.since,
        one.period.until, one.consent, one.offered_at, one.accepted_at, one.ended_at, one.used,
    )  # fmt: skip


@router.get("/mandates", auth=READ, summary="List mandates")
@says(MANDATES)
def mandates(
    request: HttpRequest, party: Party = "principal", cursor: Cursor = None, limit: Limit = MOST
) -> HttpResponse:
    """List the mandates that the caller gave (`party` "principal") or may act under or accept ("agent"), newest
    first."""
    who = caller(request)
    behind = read_cursor(cursor, UUID)
    before, user = behind[0] if behind else None, user_with(UUID(who.actor.id))
    if user is None:
        rows = []
    elif party == "agent":
        rows = queries.mandates_received(user=user, grants=who.grants, now=who.now, before=before, limit=limit)
    else:
        rows = (
            queries.mandates_given(user=user, grants=who.grants, now=who.now, before=before, limit=limit)
            if who.person
            else []
        )
    more = following(rows, limit, lambda row: (UUID(row.mandate.id),))
    return MANDATES(MandatePage([shown(row, who.now) for row in rows], more))


@router.get("/mandates/{mandate_id}", auth=READ, summary="Give one mandate")
@says(MANDATE, finds=True)
def mandate(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Give one mandate to its principal or its agent."""
    who = caller(request)
    return MANDATE(shown(_seen(who, mandate_id), who.now))


def _seen(who: Caller, mandate_id: UUID) -> MandateView:
    return queries.mandate_seen(mandate_id=mandate_id, actor=who.actor, grants=who.grants, now=who.now)


@router.get("/mandates/{mandate_id}/history", auth=READ, summary="List what was done under a mandate")
@says(HISTORY, finds=True)
def mandate_history(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """List what happened to a mandate and what was done under it, oldest first, at most 200 lines."""
    _seen(caller(request), mandate_id)
    lines = [
        DoneShown(
            one.at, one.kind, one.by, one.channel, one.act or None, one.about or None,
            UUID(one.target) if one.target else None, one.bundle or None,
        )
        for one in queries.history_of(mandate_id)
    ]  # fmt: skip
    return HISTORY(History(lines))


@router.post("/mandates", auth=WRITE, summary="Give a mandate")
@says(OFFERED, needs=(KEY,), finds=True)
def give_mandate(request: HttpRequest, body: json_body(MandateIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Give a mandate, as a person for oneself: sending it is consent. It holds once the agent has accepted."""
    who, asked = caller(request), body
    key = idempotency_key(request, who.actor.id)
    if who.person is None:
        raise unknown()

    def act() -> Outcome:
        firm = firm_with(UUID(who.actor.id), asked.firm) if asked.firm else None
        return services.mandate_offer(
            mandate_id=new_id(), subject_id=new_id(), principal=UUID(who.actor.id), agent=_agent(asked.agent),
            scope=Scope(tuple(asked.acts), tuple(asked.bundles), tuple(asked.items), asked.everything),
            period=_period(asked, who.now), firm=firm, actor=who.acting("case.receive"), now=who.now, key=key,
        )  # fmt: skip

    return _written(OFFERED, key, act)


def _agent(asked: AgentIn) -> Agent:
    number = asked.identity
    if number:
        try:
            number = identity_number(number)
        except ValueError as error:
            raise Invalid("mandate.agent", remedy="give the 18 characters of the identity number") from error
    return Agent(asked.name, number, asked.organisation)


def _period(asked: MandateIn, now: datetime) -> Period:
    today = legal_day(now)
    begins = start_of_day(asked.since) if asked.since and asked.since > today else now
    try:
        return Period(begins, start_of_day(asked.until + timedelta(days=1)))
    except OverflowError as error:
        raise Invalid("mandate.period", remedy="name a day that there will be") from error


def _doing(name: str, service: Callable[..., Outcome], summary: str, told: str) -> None:
    def act(request: HttpRequest, mandate_id: UUID, body: Any) -> HttpResponse:
        who = caller(request)
        key = idempotency_key(request, who.actor.id)

        def done() -> Outcome:
            return service(mandate_id=mandate_id, actor=who.actor, grants=who.grants, now=who.now, key=key)

        return _written(WRITTEN, key, done)

    act.__annotations__["body"] = json_body(NothingIn)
    act.__name__, act.__doc__ = f"{name}_mandate", told
    described = says(WRITTEN, needs=(KEY,), finds=True)(act)
    router.post(f"/mandates/{{mandate_id}}/{name}", auth=WRITE, summary=summary)(described)


_doing("accept", services.mandate_accept, "Accept a mandate", "Be the agent of a mandate that names the caller.")
_doing("decline", services.mandate_decline, "Decline a mandate", "Not be the agent of a mandate.")
_doing("revoke", services.mandate_revoke, "Take a mandate back", "End a mandate that the caller gave, at once.")
_doing("resign", services.mandate_resign, "Give a mandate back", "End a mandate that the caller accepted, at once.")


def _written(answer: Answer[MandateWritten], key: Any, act: Callable[[], Outcome]) -> HttpResponse:
    def done() -> dict[str, Any]:
        made = act()
        return {"mandate": made.mandate.id, "seq": made.seq, "receipt": made.receipt}

    told, repeated = once(key, done)
    value = MandateWritten(UUID(told["mandate"]), told["seq"], told["receipt"])
    headers = {"ETag": f'"{value.version}"'}
    if answer is OFFERED:
        headers["Location"] = f"/api/v1/mandates/{value.mandate}"
    if repeated:
        headers[REPLAYED] = "true"
    return answer(value, **headers)
