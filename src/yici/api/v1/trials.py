"""What-if: recorded cases under another rule, as a job that is asked for and looked at until it is done."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from yici.api.answers import Answer, says
from yici.api.auth import Caller, Token, caller
from yici.api.bodies import STRICT, json_body
from yici.api.v1.catalogue import Code, Name
from yici.api.v1.paging import MOST, Cursor, Limit, following, read_cursor
from yici.api.v1.trial_shapes import TrialPage, TrialShown, shown
from yici.api.v1.writing import KEY, idempotency_key
from yici.cases.past import Wanted
from yici.domain.policy import Lever
from yici.oversight import queries, services
from yici.oversight.whatif import Asked
from yici.people.ids import new_id

router = Router(tags=["whatif"])
READ = Token("case:read")
TRIAL = Answer[TrialShown](TrialShown)
ASKED = Answer[TrialShown](TrialShown, 202, ("Location",), "Asked for: it runs beside, look at it until it is done")
TRIALS = Answer[TrialPage](TrialPage)
Digest = Annotated[str, Field(min_length=1, max_length=100)]
Days = Annotated[int, Field(ge=0, le=services.LONGEST)]
Switches = Annotated[dict[Lever, bool], Field(max_length=20)]
Limits = Annotated[dict[Name, Days], Field(max_length=services.MOST_LIMITS)]
Most: Final = Field(ge=1, le=services.MOST_CASES)


class TrialIn(BaseModel):
    """Another rule, and the recorded cases to try it on: `policy` switches reforms, `limits` are the working days that
    items would promise, `release` another state of the catalogue. `since` and `until` are legal days of submission."""

    model_config = STRICT
    place: Code
    policy: Switches = Field(default_factory=dict)
    limits: Limits = Field(default_factory=dict)
    release: Digest | None = None
    bundle: Name | None = None
    since: date | None = None
    until: date | None = None
    most: Annotated[int, Most] = services.MOST_CASES


@router.post("/whatif", auth=READ, summary="Try another rule on recorded cases")
@says(ASKED, needs=(KEY,), finds=True)
def ask(request: HttpRequest, body: json_body(TrialIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Ask for a what-if on the cases of a place that the caller watches. What it gives is a model's, no record: how
    long people and departments took is kept, the rest is planned and dated anew. One at a time for each account.
    """
    who, asked = caller(request), body
    key = idempotency_key(request, who.actor.id)
    trial_id = services.trial_ask(
        trial_id=new_id(), asked=_asked(asked), actor=who.acting(queries.RIGHT), grants=who.grants, now=who.now,
        key=key.key, request_hash=key.request_hash,
    )  # fmt: skip
    return ASKED(_seen(who, trial_id), Location=f"/api/v1/whatif/{trial_id}")


def _asked(told: TrialIn) -> Asked:
    cases = Wanted(told.bundle, told.place, told.since, told.until)
    return Asked(
        {str(lever): on for lever, on in told.policy.items()}, told.release, cases, told.most, dict(told.limits)
    )


@router.get("/whatif", auth=READ, summary="List what-ifs")
@says(TRIALS)
def trials(request: HttpRequest, cursor: Cursor = None, limit: Limit = MOST) -> HttpResponse:
    """List what the caller asked for, newest first, without results."""
    who, behind = caller(request), read_cursor(cursor, UUID)
    rows = queries.trials(actor=who.actor, grants=who.grants, before=behind[0] if behind else None, limit=limit)
    page = [shown(row, frozenset()) for row in rows]
    return TRIALS(TrialPage(page, following(rows, limit, lambda row: (row.id,))))


@router.get("/whatif/{trial_id}", auth=READ, summary="Give one what-if")
@says(TRIAL, finds=True)
def trial(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """Give one what-if of the caller's: how many of how many cases were looked at, and once it is done both sides. Of
    the cases that get worse those are named that the caller may see."""
    return TRIAL(_seen(caller(request), trial_id))


def _seen(who: Caller, trial_id: UUID) -> TrialShown:
    found = queries.trial(trial_id=trial_id, actor=who.actor, grants=who.grants)
    known = queries.seen_among(found.result, actor=who.actor, grants=who.grants) if found.result else frozenset()
    return shown(found, known)
