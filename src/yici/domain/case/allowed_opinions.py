"""Opinions of other departments: what can be done now, from what they were asked and said."""

from collections.abc import Callable, Iterator

from yici.domain.case import beside_commands as x
from yici.domain.case.allowing import Desk, Offer
from yici.domain.case.kinds import Command
from yici.domain.case.opinions import askable
from yici.domain.case.states import EXAMINED


def ask_opinions(desk: Desk) -> Iterator[Offer]:
    """This will offer to ask those departments that may be asked now."""
    for item in _examined(desk, lambda item: x.AskOpinions(item=item)):
        if askable(desk.case.approval(item), desk.planned[item]):
            yield Offer("ask_opinions", (item,), on=item)


def confirm_notice(desk: Desk) -> Iterator[Offer]:
    """This will offer to prove that a question arrived, to whoever asked and to whom it was put."""
    for approval in desk.case.approvals:
        for one in approval.opinions:
            proof = x.ConfirmNotice(item=approval.item, agency=one.agency, proof="")
            unproved = one.stance == "asked" and one.noticed_at is None and approval.status in EXAMINED
            if unproved and desk.may(proof):
                yield Offer("confirm_notice", (approval.item,), on=f"{approval.item}:{one.agency}")


def give_opinion(desk: Desk) -> Iterator[Offer]:
    """This will offer a department the answer that it owes."""
    for approval in desk.case.approvals:
        for one in approval.opinions:
            answer = x.GiveOpinion(item=approval.item, agency=one.agency, agrees=True)
            takes = approval.status in EXAMINED or one.stance == "absent"
            if one in approval.owing and takes and desk.may(answer):
                yield Offer("give_opinion", (approval.item,), on=f"{approval.item}:{one.agency}")


def correct_opinion(desk: Desk) -> Iterator[Offer]:
    """This will offer a department to correct what it said, as long as nothing is decided."""
    for approval in desk.case.approvals:
        for one in approval.opinions:
            answer = x.GiveOpinion(item=approval.item, agency=one.agency, agrees=True)
            given = one.stance in ("agreed", "disagreed") and approval.status in EXAMINED
            if given and desk.may(answer):
                yield Offer("correct_opinion", (approval.item,), on=f"{approval.item}:{one.agency}")


def _examined(desk: Desk, make: Callable[[str], Command]) -> tuple[str, ...]:
    return tuple(a.item for a in desk.case.approvals if a.status in EXAMINED and desk.may(make(a.item)))
