"""What happens beside the course of an approval: somebody is recused, cards are sent and answered, people rate."""

from collections.abc import Iterator
from datetime import datetime

from yici.demo.history.life import Act, Habit, Life
from yici.domain.case import AnswerCard, IssueCard, Rate, Recuse

RATED = ("decided", "delivered", "refused")
LEVELS, SHARES = (1, 2, 3, 4, 5), (60, 25, 8, 4, 3)


def _answered_at(life: Life, _: str) -> datetime | None:
    return life.times.office(life.now, life.times.between(life.behaviour.answer_days))


def _answer(life: Life, item: str) -> Act | None:
    card = next(one for one in life.case.approval(item).cards if one.deadline)
    return life.offices[card.agency].chief, AnswerCard(item=item, card=card.id, note="演示：已经核实，抓紧办理。")


def _handling(life: Life) -> Iterator[str]:
    return (a.item for a in life.case.approvals if a.status == "handling")


def _recused_at(life: Life, _: str) -> datetime | None:
    return life.times.office(life.now, 0) if life.times.happens(life.behaviour.recused) else None


def _recuse(life: Life, item: str) -> Act | None:
    office = life.office(item)
    return office.lead, Recuse(item=item, officer=life.times.chance.choice(office.officers), reason="relative")


def _carded_at(life: Life, _: str) -> datetime | None:
    return life.times.office(life.now, 2) if life.times.happens(life.behaviour.carded) else None


def _card(life: Life, item: str) -> Act | None:
    return life.supervisor, IssueCard(item=item, about="promised", note="演示：请说明进展。")


def _decided(life: Life) -> tuple[str, ...]:
    return ("",) if any(a.status in RATED for a in life.case.approvals) else ()


def _rated_at(life: Life, _: str) -> datetime | None:
    rated = life.case.rating is None and life.times.happens(life.behaviour.rated)
    return life.times.office(life.now, life.times.between((0, 5))) if rated else None


def _rate(life: Life, _: str) -> Act | None:
    [level] = life.times.chance.choices(LEVELS, SHARES)
    return life.applicant, Rate(level=level)


BESIDE: tuple[Habit, ...] = (
    Habit("unit answers a card", _answered_at, _answer, task="answer"),
    Habit("department recuses", _recused_at, _recuse, open=_handling, once=True),
    Habit("supervisor sends a card", _carded_at, _card, open=_handling, once=True),
    Habit("applicant rates", _rated_at, _rate, open=_decided, once=True),
)
