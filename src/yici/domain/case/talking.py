"""Messages between the applicant and whoever handles an item: who may write when, and who owes an answer until when.

A question stands open with the unit that has the item, under a reminder of the platform, until somebody answers. It
moves no limit, stops no clock, and is no application, correction or opinion: those have ways of their own.
"""

from collections.abc import Callable
from typing import Any

from yici.domain.case import beside_commands as c
from yici.domain.case import beside_events as b
from yici.domain.case import events as e
from yici.domain.case.context import Context
from yici.domain.case.deadlines import PLATFORM, deadline
from yici.domain.case.moves import approval_of
from yici.domain.case.parts import Talk
from yici.domain.case.state import Approval, Case
from yici.domain.case.states import SENTENCES
from yici.domain.changing import changed
from yici.domain.error import Invalid, Refused

MOST_MESSAGES = 100
"""From each side, for one item: more is talked about, not written."""
LONGEST = 1000
"""Characters of one message."""
MOST_ATTACHED = 10
"""Files that go along with one message. They are no papers of the application: those go the ways that the law knows."""
UNWRITTEN = frozenset({"withdrawn", "lapsed"})
"""What was taken back or has fallen with another is over; a question from before may still be answered."""
NOTHING = Talk()


def talk_of(approval: Approval) -> Talk:
    """This will give how the messages about an item stand."""
    return approval.talk or NOTHING


def askable(approval: Approval) -> bool:
    """This will say whether the applicant may write about an item."""
    return approval.status not in UNWRITTEN and talk_of(approval).asked < MOST_MESSAGES


def repliable(approval: Approval) -> bool:
    """This will say whether staff may write about an item: what was asked is answered also when it is over."""
    talk = talk_of(approval)
    return (approval.status not in UNWRITTEN and talk.replied < MOST_MESSAGES) or talk.open is not None


def _ask(case: Case, command: c.Ask, ctx: Context) -> list[e.CaseEvent]:
    approval = approval_of(case, command.item, frozenset(SENTENCES))
    note = _words(command.note)
    if not askable(approval):
        raise _refused(approval, talk_of(approval).asked)
    local = ctx.at(approval.item)
    # Whoever asks once more waits no longer for it: the first question keeps its end.
    until = talk_of(approval).open or deadline(
        "message", "agency", local.remind, since=ctx.now, ctx=local, source=PLATFORM
    )
    files = _attached(command.files)
    return [b.MessageAsked(at=ctx.now, item=command.item, deadline=until, files=files, private={"note": note})]


def _reply(case: Case, command: c.Reply, ctx: Context) -> list[e.CaseEvent]:
    approval = approval_of(case, command.item, frozenset(SENTENCES))
    note = _words(command.note)
    if not repliable(approval):
        raise _refused(approval, talk_of(approval).replied)
    files = _attached(command.files)
    return [b.MessageReplied(at=ctx.now, item=command.item, files=files, private={"note": note})]


def _refused(approval: Approval, written: int) -> Refused:
    if approval.status in UNWRITTEN:
        return Refused("message.closed", item=approval.item, remedy="apply again, or ask at the window")
    remedy = "telephone, or come to the window"
    return Refused("message.too_many", item=approval.item, most=MOST_MESSAGES, remedy=remedy)


def _attached(files: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(dict.fromkeys(files))
    if len(kept) > MOST_ATTACHED:
        raise Refused(
            "file.too_many", most=MOST_ATTACHED, remedy="put several pages into one PDF, or send two messages"
        )
    return kept


def _words(note: str) -> str:
    words = note.strip()
    if not words:
        raise Invalid("message.empty", remedy="write what you want to say")
    if len(words) > LONGEST:
        raise Invalid("message.too_long", most=LONGEST, remedy="say it shorter, or in two messages")
    return words


def asked(approval: Approval, event: b.MessageAsked) -> Talk:
    """This will give how the messages stand after a question."""
    talk = talk_of(approval)
    return changed(talk, asked=talk.asked + 1, open=event.deadline)


def replied(approval: Approval) -> Talk:
    """This will give how the messages stand after an answer: all that was asked is answered."""
    talk = talk_of(approval)
    return changed(talk, replied=talk.replied + 1, open=None)


TALKING: dict[type, Callable[[Case, Any, Context], list[e.CaseEvent]]] = {c.Ask: _ask, c.Reply: _reply}
