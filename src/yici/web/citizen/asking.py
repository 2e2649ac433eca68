"""What somebody has said about a matter so far: the place, the answers, what is wrong with them, and the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest, QueryDict

from yici.catalogue import queries as catalogue_queries
from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue, questions_of
from yici.domain.error import NotFound
from yici.domain.item import Question
from yici.domain.plan import AnswerValue, Plan
from yici.domain.policy import LEVERS, Policy
from yici.intake.account import account_of, holdings_of
from yici.intake.services import plan_make
from yici.people.queries import User
from yici.web.answers import Asked, asked_now, asked_of, read_answers, sound_answers
from yici.web.here import DIGITS, Here, here


@dataclass(frozen=True, slots=True)
class Asking:
    """One matter as asked about. `plan` is None until a place is chosen that publishes how it carries matters out, and
    for a matter of which nobody has published what belongs to it.

    `shown` are the questions to put: those answered and those that can still change something. `off` names the reforms
    switched off for comparison.
    """

    catalogue: Catalogue
    bundle: Bundle
    questions: Mapping[str, Question]
    place: Here | None
    answers: dict[str, AnswerValue]
    shown: tuple[Asked, ...]
    plan: Plan | None
    off: tuple[str, ...]

    @property
    def wrong(self) -> tuple[Asked, ...]:
        """The questions whose answers could not be read."""
        return tuple(asked for asked in self.shown if asked.wrong)

    @property
    def open(self) -> tuple[Asked, ...]:
        """The questions without a sound answer."""
        return tuple(asked for asked in self.shown if asked.wrong or not asked.given)


def bundle_named(bundle: str) -> tuple[Catalogue, Bundle]:
    """This will look a matter up. Raises NotFound("bundle.not_found")."""
    catalogue = catalogue_queries.current()
    found = catalogue.bundles.get(bundle)
    if found is None:
        raise NotFound("bundle.not_found", bundle=bundle, remedy="choose one from the catalogue")
    return catalogue, found


def ask(request: HttpRequest, bundle: str, now: datetime) -> Asking:
    """This will read the address and plan with what is sound in it.

    Raises NotFound("bundle.not_found"), NotFound("place.unknown") when the address names a place that there is not.
    """
    catalogue, found = bundle_named(bundle)
    questions = questions_of(catalogue, found)
    given = read_answers(questions, request.GET)
    answers, wrong = sound_answers(questions, given)
    place, off = place_of(request), switched_off(request.GET)
    plan = None
    names = asked_now(questions, answers)
    if place is not None and place.served and found.items:
        policy = replace(Policy(), **dict.fromkeys(off, False))
        holdings = holdings_of(account_of(citizen_of(request), answers))
        plan = plan_make(
            bundle=bundle, place=place.code, answers=answers, now=now, policy=policy, holdings=holdings
        )  # fmt: skip
        names = {*answers, *wrong, *(one.id for one in plan.questions)}
    shown = asked_of(questions, names, {**answers, **{name: given[name] for name in wrong}}, wrong)
    return Asking(catalogue, found, questions, place, answers, shown, plan, off)


def place_of(request: HttpRequest) -> Here | None:
    """This will give the place that holds; one that the address names must exist, another's plan would mislead."""
    named, place = request.GET.get("place"), here(request)
    if named and (place is None or place.code != named):
        raise NotFound("place.unknown", code=named[:DIGITS], remedy="choose a place")
    return place


def citizen_of(request: HttpRequest) -> User | None:
    """This will give the account of a citizen who is signed in: what it knows is not asked again."""
    user = request.user
    return user if isinstance(user, User) and user.kind == User.Kind.CITIZEN else None


def switched_off(query: QueryDict) -> tuple[str, ...]:
    """This will read which reforms an address switches off; what is no reform is passed over."""
    named = set(query.getlist("off"))
    return tuple(lever for lever in LEVERS if lever in named)
