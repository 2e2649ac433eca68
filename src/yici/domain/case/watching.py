"""Who may have no part in a matter, cards of supervision with their answers, and the applicant's rating."""

from collections.abc import Callable
from datetime import date
from typing import Any

from yici.domain.case import beside_commands as c
from yici.domain.case import beside_events as b
from yici.domain.case import events as e
from yici.domain.case.context import Context
from yici.domain.case.deadlines import PLATFORM, deadline
from yici.domain.case.moves import approval_of
from yici.domain.case.parts import Card, Colour, Deadline
from yici.domain.case.state import Approval, Case
from yici.domain.case.states import SENTENCES
from yici.domain.changing import changed
from yici.domain.clock import legal_day
from yici.domain.error import Invalid, Refused

CARD_RULE, CARD_VERSION = 1, 1
"""Rule 1, version 1: a red card for each limit of the office that passes undone. No law sets thresholds."""
MOST_CARDS = 50
"""By hand, for one item: every card stays in the state of the case, which each later step reads."""
BY_HAND = 0
"""The rule of a card that a supervisor sent by hand."""
CARDED = frozenset(
    {
        "correction", "promised", "legal", "delivery", "verification", "opinion", "back_issue", "hearing", "assignment",
    }
)  # fmt: skip
LEVELS = range(1, 6)
RATED_IN = frozenset({"decided", "delivered", "refused", "not_accepted", "lapsed", "withdrawn", "revoked"})


def card_of(approval: Approval, passed: Deadline, ctx: Context) -> list[e.CaseEvent]:
    """This will give the card that a limit of the office leads to when it passes; none for the applicant's own."""
    if passed.duty == "applicant" or passed.name not in CARDED or passed.source == PLATFORM:
        return []
    # Its part is done: whoever it waits for has limits, and cards, of their own.
    if approval.status == "prepared":
        return []
    if passed.name == "opinion" and not _reached(approval, passed.of):
        return []
    unit = (passed.of if passed.duty == "consulted" else None) or approval.agency
    card = _card(approval, passed.name, unit, "red", CARD_RULE, ctx)
    return [b.CardIssued(at=ctx.now, item=approval.item, card=card)]


def _reached(approval: Approval, agency: str | None) -> bool:
    """Whether it is proved that a question arrived: nobody answers for the silence to one that may not have."""
    return any(one.agency == agency and one.noticed_at is not None for one in approval.opinions)


def _card(approval: Approval, about: str, unit: str, colour: Colour, rule: int, ctx: Context) -> Card:
    name = f"{about}-{len(approval.cards) + 1}"
    local = ctx.at(approval.item)
    until = changed(deadline("answer", "agency", local.remind, since=ctx.now, ctx=local, source=PLATFORM), of=name)
    return Card(name, unit, about, colour, rule, CARD_VERSION, ctx.now, until)


def card_to(approval: Approval, about: str, unit: str, colour: Colour, ctx: Context) -> Card:
    """This will make a card that somebody sends by hand."""
    return changed(_card(approval, about, unit, colour, BY_HAND, ctx), by=ctx.actor.id)


def cardable(approval: Approval) -> bool:
    """This will say whether one more card may be sent about an item by hand."""
    return sum(card.rule == BY_HAND for card in approval.cards) < MOST_CARDS


def _issue(case: Case, command: c.IssueCard, ctx: Context) -> list[e.CaseEvent]:
    approval = approval_of(case, command.item, frozenset(SENTENCES))
    if not cardable(approval):
        remedy = "wait for the answers to those that were sent, or take it up with the unit itself"
        raise Refused("card.too_many", item=command.item, most=MOST_CARDS, remedy=remedy)
    card = card_to(approval, command.about, approval.agency, "red" if command.red else "yellow", ctx)
    return [b.CardIssued(at=ctx.now, item=command.item, card=card, private={"note": command.note})]


def _answer(case: Case, command: c.AnswerCard, ctx: Context) -> list[e.CaseEvent]:
    approval = approval_of(case, command.item, frozenset(SENTENCES))
    card = next((one for one in approval.cards if one.id == command.card and one.deadline), None)
    if card is None:
        raise Refused("card.not_open", item=command.item, card=command.card, remedy="it was answered, or is unknown")
    if not command.note.strip():
        raise Invalid("card.no_answer", card=command.card, remedy="say what was the matter and what was done")
    _check_expected(card, command.expected, ctx)
    said = {"note": command.note.strip()}
    return [
        b.CardAnswered(at=ctx.now, item=command.item, card=card.id, expected=command.expected, private=said)
    ]  # fmt: skip


def _check_expected(card: Card, expected: date | None, ctx: Context) -> None:
    """Whoever is urged says by when, too: that is what was asked."""
    if expected is None and card.colour == "urging":
        raise Invalid("urging.no_day", card=card.id, remedy="name the day by which it will be done")
    if expected is not None and expected < legal_day(ctx.now):
        raise Invalid("card.expected_past", card=card.id, remedy="name today or a later day")


def _recuse(case: Case, command: c.Recuse, ctx: Context) -> list[e.CaseEvent]:
    approval = approval_of(case, command.item, frozenset(SENTENCES))
    if not approval.running:
        raise Refused("recusal.too_late", item=command.item, remedy="it is decided: a wrong decision has its remedies")
    if command.officer in approval.recused:
        raise Refused("recusal.recorded_already", item=command.item, remedy="the officer has no part in it already")
    if not command.reason:
        raise Invalid("recusal.no_reason", remedy="name why the officer has no part in it")
    return [b.OfficerRecused(at=ctx.now, item=command.item, officer=command.officer, reason=command.reason)]


def ratable(case: Case) -> bool:
    """This will say whether the applicant may rate: once, when something was decided."""
    return case.rating is None and any(approval.status in RATED_IN for approval in case.approvals)


def _rate(case: Case, command: c.Rate, ctx: Context) -> list[e.CaseEvent]:
    if not any(a.status in RATED_IN for a in case.approvals):
        raise Refused("rating.too_early", remedy="rate when something was decided")
    if case.rating is not None:
        raise Refused("rating.once", remedy="one handling has one rating")
    if command.level not in LEVELS:
        raise Invalid("rating.level", level=command.level, remedy="give 1 (very satisfied) to 5 (very dissatisfied)")
    said = {"note": command.note.strip()} if command.note.strip() else {}
    return [b.Rated(at=ctx.now, level=command.level, named=command.named, private=said)]


WATCHING: dict[type, Callable[[Case, Any, Context], list[e.CaseEvent]]] = {
    c.Recuse: _recuse,
    c.IssueCard: _issue,
    c.AnswerCard: _answer,
    c.Rate: _rate,
}
