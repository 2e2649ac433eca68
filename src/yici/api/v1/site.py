"""The API's root: routers, problem answers, limits on how often one may ask."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI, Router, Schema
from ninja.errors import (
    AuthenticationError,
    AuthorizationError,
    HttpError,
    Throttled,
    ValidationError,
)
from ninja.throttling import AnonRateThrottle, AuthRateThrottle

from yici.api import problems
from yici.api.auth import Token
from yici.api.v1 import cases, catalogue, commands
from yici.cases import queries
from yici.domain.error import YiciError
from yici.ledger import keys
from yici.people.present import now

api = NinjaAPI(
    title="Yici",
    version="1",
    description="Say it once. Writes need Idempotency-Key, commands also If-Match; refusals are problem details.",
    urls_namespace="api-v1",
    throttle=[AnonRateThrottle("60/m"), AuthRateThrottle("12000/m")],
)
api.add_router("", catalogue.router, auth=Token("catalogue:read"))
api.add_router("", cases.router)
api.add_router("", commands.router)
public = Router(tags=["public"])


class StatusIn(Schema):
    """The two things that stand on a receipt."""

    model_config = {"extra": "forbid"}
    number: str
    code: str


@public.post("/status", throttle=[AnonRateThrottle("10/m")])
def status(request: HttpRequest, body: StatusIn) -> Any:
    """Say where a case stands, to whoever holds number and query code."""
    view = queries.case_by_number(number=body.number, code=body.code, now=now())
    return {
        "number": view.case.number,
        "phase": view.case.phase,
        "approvals": [
            {"item": a.item, "number": a.number, "status": a.status, "outcome": a.outcome} for a in view.case.approvals
        ],
    }


@public.get("/keys")
def public_keys(request: HttpRequest) -> Any:
    """Give the public keys that receipts and checkpoints are verified with, by fingerprint."""
    return {name: key.hex() for name, key in keys.public_keys().items()}


api.add_router("", public)
for error, handler in (
    (YiciError, problems.of_error),
    (ValidationError, problems.of_validation),
    (HttpError, problems.of_http),
    (AuthenticationError, problems.of_authentication),
    (AuthorizationError, problems.of_authorization),
    (Throttled, problems.of_throttling),
):
    api.add_exception_handler(error, handler)  # type: ignore[arg-type]
