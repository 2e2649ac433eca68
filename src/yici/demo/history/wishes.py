"""What people come for: every bundle of the catalogue that has items, with answers in which each option occurs."""

from dataclasses import dataclass
from datetime import datetime

from yici.catalogue import queries as catalogue
from yici.domain.catalogue import questions_of
from yici.domain.comparing.sampling import sample
from yici.domain.comparing.touched import conditions_of
from yici.domain.error import YiciError
from yici.domain.plan import AnswerValue
from yici.intake.services import plan_make


@dataclass(frozen=True, slots=True)
class Wish:
    """A bundle with its answers."""

    bundle: str
    answers: dict[str, AnswerValue]


def wishes(place: str, each: int, *, now: datetime) -> tuple[Wish, ...]:
    """This will give at most `each` sets of answers for every bundle; those under which no item applies are left out.

    They are the representative ones that changes of definitions are tried on.
    """
    known, found = catalogue.current(), list[Wish]()
    for name, bundle in sorted(known.bundles.items()):
        # The first of them answers nothing; nobody hands that in.
        tried = sample(questions_of(known, bundle), conditions_of(known, name), each + 1).answers[1:] or ({},)
        found += [wish for wish in (Wish(name, answers) for answers in tried) if _plans_something(wish, place, now)]
    return tuple(found)


def _plans_something(wish: Wish, place: str, now: datetime) -> bool:
    try:
        plan = plan_make(bundle=wish.bundle, place=place, answers=wish.answers, now=now)
    except YiciError:
        # A guide would say so to whoever answered like this.
        return False
    return bool(plan.schedule.approvals)
