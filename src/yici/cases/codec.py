"""Between cases and their JSON text; approvals have rows of their own."""

from dataclasses import replace
from typing import Final

from pydantic import TypeAdapter

from yici.domain.case import EVENTS, Approval, Case, CaseEvent
from yici.ledger.codec import Codec

CODEC: Final = Codec[CaseEvent, Case](EVENTS, Case)
_APPROVAL: TypeAdapter[Approval] = TypeAdapter(Approval)


def head_text(case: Case) -> str:
    """This will write a case without its approvals."""
    return CODEC.text_of(replace(case, approvals=()))


def approval_text(approval: Approval) -> str:
    """This will write one approval."""
    return _APPROVAL.dump_json(approval, exclude_defaults=True).decode()


def case_from(head: str, approvals: list[str]) -> Case:
    """This will read a case from the texts of its rows, approvals in the order of their numbers."""
    return replace(CODEC.state_from(head), approvals=tuple(_APPROVAL.validate_json(text) for text in approvals))
