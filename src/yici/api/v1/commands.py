"""Commands on a case: one address per command, its body typed by the domain's own command."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from yici.api.answers import Answer, says
from yici.api.auth import Token, caller
from yici.api.bodies import STRICT, json_body
from yici.api.v1.applications import FormValue, PaperIn
from yici.api.v1.catalogue import Name
from yici.api.v1.receipt_shapes import Written
from yici.api.v1.writing import KEY, REPLAYED, VERSION, idempotency_key, once, version_seen, written
from yici.cases.services import case_act
from yici.catalogue import queries as catalogue
from yici.domain.case import (
    ACTIONS,
    Accept,
    AnswerCard,
    AnswerInvitation,
    Ask,
    AskOpinions,
    CallOffMeeting,
    Command,
    ConfirmNotice,
    ConfirmRepair,
    Convene,
    Decide,
    DeclineAcceptance,
    Deliver,
    DeliverTogether,
    ExtendDecision,
    GiveOpinion,
    HearInterested,
    HoldHearing,
    IssueCard,
    OfferHearing,
    PlanInspection,
    Rate,
    RecordMeeting,
    Recuse,
    Reply,
    RequestCorrection,
    RequestHearing,
    Resume,
    Revoke,
    SetHearing,
    SupplyCorrection,
    SupplyPaper,
    Suspend,
    TellInterested,
    Urge,
    VerifyCommitment,
    Withdraw,
    WithdrawCorrection,
)
from yici.domain.error import Invalid
from yici.intake.values import FieldFault, read_named
from yici.people.ids import new_id

router = Router(tags=["commands"])
HANDLE, SUBMIT = Token("case:handle", agents=True), Token("case:submit", agents=True)
WRITTEN = Answer[Written](Written, 200, ("ETag", REPLAYED), "Done and recorded")


class SupplyCorrectionIn(BaseModel):
    """What the request to correct names: papers, and form elements with their values."""

    model_config = STRICT
    papers: Annotated[list[PaperIn], Field(max_length=200)] = []
    form: Annotated[dict[Name, FormValue], Field(max_length=500)] = {}

    def command(self) -> Command:
        """This will read the values by the types of their elements. Raises Invalid("form.invalid")."""
        elements, names = catalogue.current().elements, tuple(self.form)
        if unknown := [FieldFault(name, "form.surplus") for name in names if name not in elements]:
            raise Invalid("form.invalid", faults=unknown, remedy="give the elements that the request names")
        values = read_named(elements, names, self.form)
        return SupplyCorrection(papers=tuple(one.paper() for one in self.papers), elements=names, form=values)


class SupplyPaperIn(BaseModel):
    """Papers that were allowed to come later."""

    model_config = STRICT
    papers: Annotated[list[PaperIn], Field(max_length=200)]

    def command(self) -> Command:
        """This will give the domain's command."""
        return SupplyPaper(papers=tuple(one.paper() for one in self.papers))


class TellInterestedIn(BaseModel):
    """Whom to tell, about which interest (`note`), and until when they are heard; the id of the key that seals it is
    made here."""

    model_config = STRICT
    item: Name
    until: date
    name: Annotated[str, Field(max_length=200)]
    address: Annotated[str, Field(max_length=500)] = ""
    note: Annotated[str, Field(max_length=2000)]

    def command(self) -> Command:
        """This will give the domain's command."""
        return TellInterested(interested=str(new_id()), **self.model_dump())


@dataclass(frozen=True, slots=True)
class Offered:
    """One command as an operation: what is read, what it becomes, who may send it."""

    name: str
    command: type
    auth: Token
    summary: str
    body: Any = None
    read: Callable[[Any], Command] = lambda body: body.command()

    @property
    def kind(self) -> Any:
        """The type of the body: the domain's own command where nothing else is named."""
        return self.body or self.command


def _as_it_is(body: Command) -> Command:
    return body


def _own(name: str, command: type, summary: str, auth: Token = HANDLE) -> Offered:
    return Offered(name, command, auth, summary, read=_as_it_is)


COMMANDS: tuple[Offered, ...] = (
    _own("accept", Accept, "Accept all or some items"),
    _own("request-correction", RequestCorrection, "Tell all defects at once"),
    _own("withdraw-correction", WithdrawCorrection, "Take a request to correct back"),
    _own("decline", DeclineAcceptance, "Do not accept an item"),
    _own("plan-inspection", PlanInspection, "Set one visit for several approvals"),
    _own("suspend", Suspend, "Stop the clock for a cause of the law, or the promise for one of the place"),
    _own("resume", Resume, "Let the clock run on"),
    _own("extend", ExtendDecision, "Extend the limit of a decision, once"),
    _own("ask-opinions", AskOpinions, "Ask other departments for their opinion, all at once"),
    _own("confirm-notice", ConfirmNotice, "Prove that a question reached a department"),
    _own("give-opinion", GiveOpinion, "Give a department's opinion"),
    _own("offer-hearing", OfferHearing, "Tell of the right to a hearing"),
    _own("request-hearing", RequestHearing, "Ask for the hearing that was offered", SUBMIT),
    _own("set-hearing", SetHearing, "Set the day of a hearing, and tell where and when"),
    _own("hold-hearing", HoldHearing, "Record a hearing"),
    Offered(
        "tell-interested", TellInterested, HANDLE, "Tell somebody whose major interest is concerned", TellInterestedIn
    ),
    _own("hear-interested", HearInterested, "Record what an interested party answered"),
    _own("recuse", Recuse, "Take an officer off an item"),
    _own("decide", Decide, "Grant or refuse an item"),
    _own("deliver", Deliver, "Hand a result over"),
    _own("deliver-together", DeliverTogether, "Hand several results over at once"),
    _own("verify-commitment", VerifyCommitment, "Report the check of a commitment"),
    _own("confirm-repair", ConfirmRepair, "Confirm that a broken commitment was made good"),
    _own("revoke", Revoke, "Revoke what rests on a broken commitment"),
    Offered("supply-correction", SupplyCorrection, SUBMIT, "Supply what a correction names", SupplyCorrectionIn),
    Offered("supply-paper", SupplyPaper, SUBMIT, "Bring a paper that may come later", SupplyPaperIn),
    _own("issue-card", IssueCard, "Send a supervision card"),
    _own("answer-card", AnswerCard, "Answer a supervision card"),
    _own("urge", Urge, "Ask the unit whose turn it is how far a matter is"),
    _own("convene", Convene, "Call departments to a meeting"),
    _own("answer-invitation", AnswerInvitation, "Say whether a department comes to a meeting"),
    _own("record-meeting", RecordMeeting, "Record a meeting"),
    _own("call-off-meeting", CallOffMeeting, "Call a meeting off"),
    _own("ask-office", Ask, "Write to whoever handles an item", SUBMIT),
    _own("reply", Reply, "Write to the applicant about an item"),
    _own("rate", Rate, "Rate the handling, once", SUBMIT),
    _own("withdraw", Withdraw, "Take the application back", SUBMIT),
)


def _route(offered: Offered) -> None:
    def act(request: HttpRequest, case_id: UUID, body: Any) -> HttpResponse:
        return _carried_out(request, case_id, offered, body)

    act.__annotations__["body"] = json_body(offered.kind)
    act.__name__ = offered.name.replace("-", "_")
    act.__doc__ = (offered.command.__doc__ or "").partition("\n\n")[0]
    told = says(WRITTEN, needs=(KEY, VERSION), finds=True)(act)
    router.post(f"/cases/{{case_id}}/{offered.name}", auth=offered.auth, summary=offered.summary)(told)


def _carried_out(request: HttpRequest, case_id: UUID, offered: Offered, body: Any) -> HttpResponse:
    """Carry one command out for the caller: with its key once, and only on the version that was seen."""
    who = caller(request)
    key, version = idempotency_key(request, who.actor.id), version_seen(request)

    def act() -> dict[str, Any]:
        done = case_act(
            case_id=case_id, command=offered.read(body), actor=who.acting(ACTIONS[offered.command]),
            grants=who.grants, now=who.now, version=version, key=key,
        )  # fmt: skip
        return {"case": done.case.id, "number": done.case.number, "seq": done.seq, "receipt": done.receipt}

    told, repeated = once(key, act)
    return written(WRITTEN, Written(UUID(told["case"]), told["number"], told["seq"], told["receipt"]), repeated)


for _offered in COMMANDS:
    _route(_offered)
