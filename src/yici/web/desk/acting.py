"""Carrying a command out: once for one form however often it is sent, and only on the case that was seen."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict

from yici.cases import context
from yici.cases.onsite import onsite_tell
from yici.cases.services import case_act
from yici.domain.case import CaseEvent, Command, RecordInspection, decide
from yici.domain.error import Conflict, Refused, YiciError
from yici.ledger.repeated import Key
from yici.ledger.services import replay
from yici.ledger.values import InFlight
from yici.people.ids import new_id
from yici.web.desk.forms import CommandForm
from yici.web.desk.opened import Opened
from yici.web.desk.who import Staff

LONGEST_KEY = 64
LEFT_OUT = ("csrfmiddlewaretoken",)
NEVER_SEEN = -1


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: the version of the case after it, and the hash that the receipt carries; `waiting` are those who
    have still to confirm it, so that nothing is recorded yet."""

    seq: int
    hash: str
    waiting: int = 0


def new_key() -> str:
    """This will make the key of one rendered form."""
    return new_id().hex


def key_of(staff: Staff, case_id: UUID, command: str, posted: QueryDict) -> Key:
    """This will give the idempotency key of what was sent: whose it is, and the hash of all that was typed."""
    typed = sorted((name, posted.getlist(name)) for name in posted if name not in LEFT_OUT)
    told = repr((str(case_id), command, typed)).encode()
    key = posted.get("key", "")[:LONGEST_KEY] or new_key()
    return Key(scope=f"desk:{staff.id}", key=key, request_hash=hashlib.sha256(told).digest())


def done_before(key: Key) -> Done | None:
    """This will give what the same form has done already. Raises Conflict when the key came with something else."""
    answer = replay(key.scope, key.key, key.request_hash)
    return _done(int(answer["seq"]), answer["receipt"]) if answer else None


def version_seen(posted: QueryDict) -> int:
    """This will read the version of the case that the form was made for; one that cannot be read was never seen."""
    text = posted.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else NEVER_SEEN


def act(opened: Opened, form: CommandForm, posted: QueryDict, key: Key) -> Done:
    """This will carry a form's command out. Raises whatever the service refuses.

    A second click that waited for the first one finds the case changed: it is told what the first one did.
    """
    staff, command = opened.staff, form.command()
    if isinstance(command, RecordInspection):
        return _told(opened, command, posted, key)
    try:
        outcome = case_act(
            case_id=opened.id,
            command=command,
            actor=staff.actor(opened.case, command),
            grants=staff.grants,
            now=staff.now,
            version=version_seen(posted),
            key=key,
        )
    except (Conflict, Refused) as error:
        before = done_before(key)
        if before is None:
            raise _conflict(error) from error
        return before
    return _done(outcome.seq, outcome.receipt)


def _told(opened: Opened, command: RecordInspection, posted: QueryDict, key: Key) -> Done:
    """A visit is recorded when everybody who was there has confirmed it: until then the record waits for them."""
    name = hashlib.sha256(f"{key.scope}\n{key.key}".encode()).digest()
    row = onsite_tell(
        record_id=UUID(bytes=name[:16], version=5), case_id=opened.id, command=command, version=version_seen(posted),
        user=opened.staff.user, grants=opened.staff.grants, now=opened.staff.now,
    )  # fmt: skip
    return Done(opened.view.seq, "", waiting=len(row.missing))


def _conflict(error: YiciError) -> YiciError:
    """An answer that is being given and never came means that it failed: the case is as it was."""
    return Conflict("case.stale", remedy="look at the case again") if isinstance(error, InFlight) else error


def _done(seq: int, receipt: dict[str, Any]) -> Done:
    return Done(seq, str(receipt["statement"]["hash"]))


def rehearse(opened: Opened, command: Command) -> list[CaseEvent]:
    """This will give the events that a command would lead to, and record nothing. Raises what it would be refused."""
    staff = opened.staff
    actor = staff.actor(opened.case, command)
    return decide(opened.case, command, context.of_case(opened.case, actor=actor, now=staff.now))
