"""The messages of a case over the API: read by its applicant and by those whose business it is; written by commands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from yici.api.answers import Answer, says
from yici.api.auth import Token, caller
from yici.cases import queries
from yici.cases.access import check_knows
from yici.domain.case.beside_events import MessageAsked, MessageReplied

router = Router(tags=["cases"])
READ = Token("case:read", agents=True)


@dataclass(frozen=True, slots=True)
class MessageShown:
    """One message: about which item, from which side, when, and its words, None where the person was erased; `files`
    are digests of what came along."""

    seq: int
    item: str
    side: Literal["applicant", "office"]
    at: datetime
    note: str | None
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessagesShown:
    """All messages of a case, oldest first: at most 100 from each side for each item."""

    items: list[MessageShown]


MESSAGES = Answer[MessagesShown](MessagesShown)


@router.get("/cases/{case_id}/messages", auth=READ, summary="List the messages of a case")
@says(MESSAGES, finds=True)
def case_messages(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """List what the applicant and the office wrote to each other about a case, oldest first."""
    who = caller(request)
    view = queries.case_view(case_id=case_id, actor=who.actor, grants=who.grants, now=who.now)
    check_knows(view.case, who.actor, who.grants)
    lines = queries.case_history(case_id)
    return MESSAGES(MessagesShown([_shown(line, line.event) for line in lines if _is_message(line)]))


def _is_message(line: queries.Line) -> bool:
    return isinstance(line.event, MessageAsked | MessageReplied)


def _shown(line: queries.Line, event: object) -> MessageShown:
    assert isinstance(event, MessageAsked | MessageReplied)
    side: Literal["applicant", "office"] = "applicant" if isinstance(event, MessageAsked) else "office"
    note = str(line.private.get("note", "")) if line.private else None
    return MessageShown(line.stored.seq, event.item, side, event.at, note, event.files)
