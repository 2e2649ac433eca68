"""The course of a case: every event in words, with who did it in which role, and the hash that a receipt carries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from yici.cases.queries import Line
from yici.domain.case import clock_events as ce
from yici.domain.case import events as e
from yici.domain.event import Actor
from yici.domain.plan import Plan
from yici.web import case_words as words
from yici.web import dates
from yici.web.case_words import worded
from yici.web.desk.contents import joint, point_text
from yici.web.desk.event_details import TELLERS, suspended
from yici.web.lapses import lapse_why
from yici.web.outcome_words import outcome_of
from yici.web.refusal_words import target_name
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Step:
    """One event to show. `hash` is the event's own in hexadecimal, `role` who did it, `erased` when a person was."""

    seq: int
    kind: str
    when: str
    what: str
    item: str
    details: tuple[str, ...]
    notes: tuple[str, ...]
    role: str
    channel: str
    hash: str
    algorithm: str
    erased: bool

    @property
    def short_hash(self) -> str:
        """The beginning of the hash."""
        return self.hash[:12]


def course(
    lines: Sequence[Line], names: Names, *, clear: bool, plan: Plan | None = None
) -> tuple[Step, ...]:  # fmt: skip
    """This will put the history of a case into words, the newest first; notes only where `clear`."""
    return tuple(step(line, names, clear=clear, plan=plan) for line in reversed(lines))


def step(line: Line, names: Names, *, clear: bool, plan: Plan | None = None) -> Step:
    """This will put one event into words."""
    event, stored = line.event, line.stored
    item = getattr(event, "item", None)
    return Step(
        seq=stored.seq,
        kind=event.kind,
        when=dates.moment_text(event.at),
        what=_what(event, names),
        item=names.of("item", item) if item else "",
        details=tuple(_details(event, names, plan)),
        notes=tuple(_notes(line.private, names)) if clear else (),
        role=role_words(stored.actor),
        channel=worded(words.CHANNEL_WORDS, stored.actor.channel or ""),
        hash=stored.hash.hex(),
        algorithm=stored.algorithm,
        erased=line.erased,
    )


UNTOLD = frozenset({"form", "label", "note", "presented"})
"""What stands sealed in events and is no note: the form has a place of its own, who came is said without a name."""


def role_words(actor: Actor) -> str:
    """This will say in which role somebody acted; nobody is named."""
    return worded(words.ROLE_WORDS, actor.role or "") if actor.role else gettext("工作人员")


def _what(event: e.CaseEvent, names: Names) -> str:
    if isinstance(event, e.ApprovalGranted | e.ApprovalRefused):
        return outcome_of(event.item, event.outcome, names)
    if isinstance(event, e.CommitmentVerified):
        return gettext("核查承诺：已兑现") if event.kept else gettext("核查承诺：没有兑现")
    if isinstance(event, e.InspectionPlanned) and joint(event.items, names):
        return gettext("约定联合勘验")
    if isinstance(event, e.ApprovalWithdrawn) and event.deemed:
        return gettext("视为撤回申请")
    return worded(words.EVENT_WORDS, event.kind)


def _details(event: Any, names: Names, plan: Plan | None) -> Iterator[str]:
    planned = next((one for one in plan.schedule.approvals if one.item == _item(event)), None) if plan else None
    if isinstance(event, ce.ApprovalSuspended):
        yield from suspended(event, planned, names)
    elif isinstance(event, e.ApprovalWithdrawn) and event.deemed and plan and planned:
        yield lapse_why(event, planned, plan, names)
    elif (tell := TELLERS.get(event.kind)) is not None:
        yield from tell(event, names)


def _item(event: Any) -> str:
    return getattr(event, "item", None) or ""


def _notes(private: Mapping[str, Any] | None, names: Names) -> Iterator[str]:
    for key, value in (private or {}).items():
        if key == "note" and value:
            yield str(value)
        elif key == "approver" and value:
            yield gettext("%(who)s批准") % {"who": value}
        elif key == "record" and value:
            yield gettext("记录：%(text)s") % {"text": value}
        elif key == "name" and value:
            yield gettext("告知：%(who)s") % {"who": value}
        elif key == "address" and value:
            yield gettext("送达地址：%(text)s") % {"text": value}
        elif key == "where" and value:
            yield gettext("地点：%(text)s") % {"text": value}
        elif key == "receiver" and value:
            yield gettext("%(who)s签收") % {"who": value}
        elif key not in UNTOLD and value:
            yield f"{point_text(key, names) if ':' in key else target_name(names, key)}{gettext('：')}{value}"
