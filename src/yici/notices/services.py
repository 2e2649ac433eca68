"""What may be done with messages: send one at once, tell people what happened, read, choose. One transaction each."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from yici.domain.error import Invalid, NotFound
from yici.ledger import keys
from yici.ledger.values import Subject
from yici.notices import channels, store
from yici.notices.kinds import KINDS, Kind
from yici.notices.models import Message, Outgoing
from yici.notices.values import Value
from yici.people.contacts import CODE_LIVES, contact_add
from yici.people.ids import id_at, new_id
from yici.people.queries.contacts import Reader, readers
from yici.people.unread import accounts_lock, unread_note

STALE: Final = timedelta(days=3)
"""Older news rings nobody's phone any more: the worker stood still, or a record was loaded."""
AGREED: Final = ("sms",)
NUMBERED: Final = 56
"""Bits of chance in the id of a message; those above it number what is told together."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell: the event (`event` of `stream`) that it comes from, and who is to know of it.

    `reader` is an account; None, or an id that is none: whoever handed in without one and agreed to be told
    (`notice_agree`). `at` is when the event was recorded: stale news is only told in the product.
    """

    kind: str
    stream: UUID
    event: int
    subject: UUID
    reader: UUID | None
    at: datetime
    item: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)


def message_send(
    *,
    channel: str,
    address: str,
    kind: str,
    parameters: Mapping[str, Value],
    subject: UUID | None,
    now: datetime,
    language: str = "zh-hans",
) -> UUID:
    """This will let one message go out at once, at any hour, and give its id: codes for signing in, trials.

    `channel` is "sms", "mail", "wechat", "wecom" or "dingtalk"; `kind` one of `kinds.KINDS`, whose text it gets with
    `parameters` filled in ("login.code": code, minutes). Address and parameters are sealed under `subject`, or, where
    nobody knows yet whose the address is (None), under a key made for this message alone. In the caller's transaction:
    if that fails, nothing goes out. What is of use for ten minutes is not sent later than that; what was sent is
    forgotten but for its receipt.

    Raises Refused("notice.channel_off") where the site has no such channel, Invalid("notice.kind").
    """
    rule = KINDS.get(kind)
    if rule is None or not rule.names >= set(parameters):
        raise Invalid("notice.kind", kind=kind, remedy="name a kind of messages and its values")
    channels.channel(channel)
    message_id = new_id()
    under = keys.load_subjects([subject])[subject] if subject else keys.subject_with_key(
        None, subject_id=message_id, now=now
    )  # fmt: skip
    content = keys.seal(under, _content(address, language, parameters))
    expires = now + rule.lives if rule.lives else None
    row = Outgoing(
        id=message_id, channel=channel, kind=kind, subject=under.id, content=content, urgent=True, ready_at=now,
        made_at=now, expires_at=expires,
    )  # fmt: skip
    store.queue([row])
    return message_id


@transaction.atomic
def notices_give(*, told: Sequence[Told], now: datetime) -> None:
    """This will tell people what happened: a message in the product, and one by each way that they chose.

    In the transaction that moves the reader of the feed, so that nothing is lost or doubled; and should the feed be
    read again, whoever was told is not told twice. What concerns somebody whose data was erased is not told any more.
    """
    subjects = keys.load_subjects(one.subject for one in told)
    living = [one for one in told if subjects[one.subject].wrapped is not None]
    accounts = {one.reader for one in living if one.reader}
    known, chosen = readers(accounts), store.choices_of(accounts)
    accounts_lock(known)
    told_in = [(one.reader, one) for one in living if one.reader and one.reader in known]
    store.tell(_message(who, one, subjects[one.subject], number) for number, (who, one) in enumerate(told_in))
    unread_note(known, store.unread)
    agreed = _agreed(one.stream for one in living if one.reader not in known)
    rows: list[Outgoing] = []
    for one in living:
        reader = known.get(one.reader) if one.reader else None
        usual = KINDS[one.kind].channels if reader else AGREED
        wanted = chosen.get((one.reader, one.kind), usual) if one.reader else usual
        if (told_to := reader or agreed.get(one.stream)) and now - one.at < STALE:
            rows += _outgoing(one, told_to, wanted, subjects[one.subject], now)
    store.queue(rows)


@transaction.atomic
def messages_read(*, reader: UUID, now: datetime, messages: Sequence[UUID] | None = None) -> int:
    """This will mark some messages of somebody, or all, as read and say how many were not before; others' stay."""
    accounts_lock([reader])
    read = store.read(reader, messages, now)
    unread_note([reader], store.unread)
    return read


def choices_set(*, user_id: UUID, chosen: Mapping[str, Iterable[str]]) -> None:
    """This will keep by which channels somebody wants to be told, kind by kind. Raises Invalid("notice.kind")."""
    wanted: dict[str, Sequence[str]] = {}
    for kind, given in chosen.items():
        rule = KINDS.get(kind)
        if rule is None or not set(given) <= set(offered(rule)):
            raise Invalid("notice.kind", kind=kind, remedy="choose among what is offered")
        wanted[kind] = sorted(set(given))
    if wanted:
        store.choose(user_id, wanted)


def offered(rule: Kind) -> tuple[str, ...]:
    """This will name the channels of the site by which one kind may go: a citizen's matters go to no group."""
    return tuple(name for name in channels.people_channels() if rule.audience == "staff" or name not in channels.GROUPS)


@transaction.atomic
def contact_ask(
    *, contact_id: UUID, user_id: UUID, kind: str, value: str, code: str, language: str, now: datetime
) -> UUID:
    """This will keep an address of somebody and send the code there that confirms it; the id of the address.

    Raises what `contact_add` and `message_send` raise; then nothing is kept and nothing goes out.
    """
    channel = next((name for name, wanted in channels.CONTACTS.items() if wanted == kind), "")
    held = contact_add(contact_id=contact_id, user_id=user_id, kind=kind, value=value, code=code, now=now)
    minutes = str(int(CODE_LIVES.total_seconds()) // 60)
    message_send(
        channel=channel, address=held.value, kind="contact.code", parameters={"code": code, "minutes": minutes},
        subject=held.subject, now=now, language=language,
    )  # fmt: skip
    return held.id


def notice_agree(*, stream: UUID, subject: UUID, phone: str, now: datetime, language: str = "zh-hans") -> None:
    """This will keep the phone of somebody without an account who agreed, at a window, to be told of their case."""
    store.agree(stream, subject, keys.seal(subject, {"phone": phone, "language": language}), now)


def message_reported(*, channel: str, receipt: str, state: str, reason: str) -> None:
    """This will note what a provider said later of a message: delivered or failed. Raises NotFound("notice.unknown")
    when the channel took none with this receipt."""
    if not store.reported(channel, receipt, state=state, reason=reason):
        raise NotFound("notice.unknown", remedy="name the channel and the id that the provider gave")


def _message(reader: UUID, one: Told, subject: Subject, number: int) -> Message:
    """A message whose id is ordered by the moment of what it tells, and by its `number` among those told together."""
    sealed = keys.seal(subject, {"values": dict(one.values)})
    identity = id_at(int(one.at.timestamp() * 1000), number << NUMBERED | secrets.randbits(NUMBERED))
    return Message(
        id=identity, reader=reader, kind=one.kind, stream=one.stream, event=one.event, item=one.item,
        subject=subject.id, sealed=sealed, made_at=one.at,
    )  # fmt: skip


def _outgoing(
    one: Told, reader: Reader, wanted: Iterable[str], subject: Subject, now: datetime
) -> Iterable[Outgoing]:  # fmt: skip
    rule, setup = KINDS[one.kind], channels.setup()
    for name in offered(rule):
        address = reader.contacts.get(channels.CONTACTS[name])
        if name in wanted and address:
            content = keys.seal(subject, _content(address, reader.language, one.values))
            yield Outgoing(
                id=new_id(), channel=name, kind=one.kind, subject=subject.id, content=content, urgent=rule.urgent,
                ready_at=now if rule.urgent else setup.quiet.after(now), made_at=now,
                once=f"{name} {one.reader or 'agreed'} {one.stream} {one.event} {one.kind} {one.item}",
            )  # fmt: skip


def _content(address: str, language: str, values: Mapping[str, Value]) -> dict[str, Any]:
    return {"address": address, "language": language, "values": dict(values)}


def _agreed(streams: Iterable[UUID]) -> dict[UUID, Reader]:
    rows = store.agreed(streams)
    opened = keys.open_many(list(rows.values()))
    return {
        stream: Reader(data["language"], {"phone": data["phone"]})
        for stream, data in zip(rows, opened, strict=True)
        if isinstance(data, dict)
    }
