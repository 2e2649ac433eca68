"""Commands on a case: one address per command, its body typed by the domain's own command."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import RootModel

from yici.api.auth import Token
from yici.api.v1.cases import carry_out
from yici.domain.case import (
    Accept,
    ConfirmRepair,
    Decide,
    DeclineAcceptance,
    Deliver,
    PlanInspection,
    RecordInspection,
    RequestCorrection,
    Revoke,
    SupplyCorrection,
    SupplyPaper,
    VerifyCommitment,
    Withdraw,
    WithdrawCorrection,
)

router = Router(tags=["commands"])
HANDLE, SUBMIT = Token("case:handle"), Token("case:submit")
COMMANDS: tuple[tuple[str, type, Token, str], ...] = (
    ("accept", Accept, HANDLE, "Accept all or some items."),
    ("request-correction", RequestCorrection, HANDLE, "Tell all defects at once."),
    ("withdraw-correction", WithdrawCorrection, HANDLE, "Take a request back."),
    ("decline", DeclineAcceptance, HANDLE, "Do not accept an item."),
    ("plan-inspection", PlanInspection, HANDLE, "Set one visit for several approvals."),
    ("record-inspection", RecordInspection, HANDLE, "Record a visit."),
    ("decide", Decide, HANDLE, "Grant or refuse an item."),
    ("deliver", Deliver, HANDLE, "Hand a result over."),
    ("verify-commitment", VerifyCommitment, HANDLE, "Report the check of a commitment."),
    ("confirm-repair", ConfirmRepair, HANDLE, "Confirm that a broken commitment was made good."),
    ("revoke", Revoke, HANDLE, "Revoke what a broken commitment had given."),
    ("supply-correction", SupplyCorrection, SUBMIT, "Supply what a correction names."),
    ("supply-paper", SupplyPaper, SUBMIT, "Bring a paper that may come later."),
    ("withdraw", Withdraw, SUBMIT, "Take the application back."),
)


def _route(name: str, command: type, auth: Token, summary: str) -> None:
    body_type = type(f"{command.__name__}Body", (RootModel[command],), {})  # type: ignore[valid-type]

    def act(request: HttpRequest, case_id: UUID, body: Any) -> Any:
        return carry_out(request, case_id, body.root)

    act.__annotations__["body"] = body_type
    act.__doc__ = summary + " Needs Idempotency-Key and If-Match."
    act.__name__ = name.replace("-", "_")
    router.post(f"/cases/{{case_id}}/{name}", auth=auth, operation_id=act.__name__, summary=summary)(act)


for line in COMMANDS:
    _route(*line)
