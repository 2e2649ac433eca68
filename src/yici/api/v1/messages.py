"""One's own messages over the API, and what a provider says later of one that it took."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from yici.api.answers import Answer, says
from yici.api.auth import Token, caller
from yici.api.bodies import STRICT, json_body
from yici.api.v1.paging import MOST, Cursor, Limit, following, read_cursor
from yici.domain.error import Forbidden
from yici.notices.queries import MessageRow, messages_of
from yici.notices.services import message_reported, messages_read

router = Router(tags=["messages"])
READ, OPERATOR = Token("case:read"), Token("operator")
OPERATES = "data.load"


@dataclass(frozen=True, slots=True)
class MessageShown:
    """One message: its kind, the case that it is about and the item (null: the whole case), its words in the language
    asked for (null where the person's data was erased)."""

    id: UUID
    kind: str
    case: UUID
    item: str | None
    title: str | None
    text: str | None
    made_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One page of messages, the newest first; `next` as in other lists."""

    items: list[MessageShown]
    next: str | None


@dataclass(frozen=True, slots=True)
class MessagesRead:
    """How many messages were unread before."""

    read: int


@dataclass(frozen=True, slots=True)
class Reported:
    """What stands now."""

    state: str


class ReadIn(BaseModel):
    """The messages to mark as read; null: all of them. What is not one's own stays."""

    model_config = STRICT
    messages: Annotated[list[UUID] | None, Field(max_length=MOST)] = None


class ReportIn(BaseModel):
    """What a provider says of a message that it took: by its channel and the id that it gave. `reason` is a code of
    the provider's."""

    model_config = STRICT
    channel: Literal["sms", "mail", "wechat", "wecom", "dingtalk"]
    receipt: Annotated[str, Field(min_length=1, max_length=200)]
    state: Literal["delivered", "failed"]
    reason: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{0,40}$")] = ""


PAGE, MARKED, REPORTED = (
    Answer[MessagePage](MessagePage),
    Answer[MessagesRead](MessagesRead),
    Answer[Reported](Reported),
)
Language = Annotated[Literal["zh-hans", "en"], Query("zh-hans", description="the language of the words")]


@router.get("/messages", auth=READ, summary="List one's own messages")
@says(PAGE)
def messages(
    request: HttpRequest, language: Language = "zh-hans", cursor: Cursor = None, limit: Limit = MOST
) -> HttpResponse:
    """List what the account was told, the newest first. Nothing is marked as read by it."""
    who, behind = caller(request), read_cursor(cursor, UUID)
    before = behind[0] if behind else None
    rows = messages_of(UUID(who.actor.id), language=language, before=before, limit=limit)
    return PAGE(MessagePage([_shown(row) for row in rows], following(rows, limit, lambda row: (row.id,))))


@router.post("/messages/read", auth=READ, summary="Mark messages as read")
@says(MARKED)
def messages_mark(request: HttpRequest, body: json_body(ReadIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Mark some of one's own messages as read, or all. Repeating it changes nothing, so that it needs no key."""
    who = caller(request)
    return MARKED(MessagesRead(messages_read(reader=UUID(who.actor.id), messages=body.messages, now=who.now)))


@router.post("/messages/receipts", auth=OPERATOR, summary="Note what became of a message")
@says(REPORTED, finds=True)
def message_report(request: HttpRequest, body: json_body(ReportIn)) -> HttpResponse:  # type: ignore[valid-type]
    """Note what an SMS gateway or another provider says later: that a message arrived, or did not. For an account of
    the operator's that stands between the provider and this instance. Repeating it changes nothing."""
    if OPERATES not in caller(request).grants.actions():
        raise Forbidden("authority.missing", action=OPERATES, remedy="use a token of an operator's account")
    message_reported(channel=body.channel, receipt=body.receipt, state=body.state, reason=body.reason)
    return REPORTED(Reported(body.state))


def _shown(row: MessageRow) -> MessageShown:
    title, text = (row.words.title, row.words.text) if row.words else (None, None)
    return MessageShown(row.id, row.kind, row.stream, row.item or None, title, text, row.made_at, row.read_at)
