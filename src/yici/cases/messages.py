"""Which messages of a case are unread: how many each side wrote stands in the record, how many the other saw here.

A look is no step of the case: it changes nothing that anybody must do, and would make every open form of an officer
old.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from yici.cases.models import MessagesSeen
from yici.domain.case import Case
from yici.domain.case.talking import talk_of

Side = Literal["applicant", "office"]
SIDES: tuple[Side, ...] = ("applicant", "office")


def written_to(side: Side, case: Case) -> int:
    """This will count the messages of a case that were written to one side."""
    talks = [talk_of(approval) for approval in case.approvals]
    return sum(talk.replied if side == "applicant" else talk.asked for talk in talks)


def messages_unread(side: Side, cases: Iterable[Case]) -> Mapping[UUID, int]:
    """This will count, by case, the messages that one side has not seen yet; in one statement."""
    written = {UUID(case.id): count for case in cases if (count := written_to(side, case))}
    if not written:
        return {}
    seen = dict(MessagesSeen.objects.filter(case__in=list(written), side=side).values_list("case", "count"))
    return {one: count - seen.get(one, 0) for one, count in written.items() if count > seen.get(one, 0)}


def messages_see(*, side: Side, case: Case, now: datetime) -> None:
    """This will note that one side has seen all messages of a case; only for whoever was given the case."""
    if not (count := written_to(side, case)):
        return
    MessagesSeen.objects.bulk_create(
        [MessagesSeen(case=UUID(case.id), side=side, count=count, at=now)],
        update_conflicts=True, unique_fields=["case", "side"], update_fields=["count", "at"],
    )  # fmt: skip


def messages_seen_by(side: Side, case: Case) -> int:
    """This will say how many of the messages that were written to one side it has seen."""
    found = MessagesSeen.objects.filter(case=UUID(case.id), side=side).values_list("count", flat=True).first()
    return found or 0
