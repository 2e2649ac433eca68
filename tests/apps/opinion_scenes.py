"""A city whose food licence asks two departments: one whose silence is consent by a local rule, one whose never is."""

from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

import pytest

from tests.apps.case_scenes import DAY, MONDAY, SMALL, act, grants_of_staff, publish, staff, submit
from tests.apps.catalogue_files import altered_files, definitions
from yici.catalogue.reading import Reading
from yici.domain.case import Accept, AskOpinions, Case, Command, ConfirmNotice, Decide, GiveOpinion

FOOD, SHOP = "food-licence", "individual-registration"
CITY, FIRE = "urban_management", "fire_rescue"
RULE = {"id": "silence-rule", "title": "某市并联审批办法（测试）", "kind": "official", "place": "330800000000"}
ABSENCE = {"law": "某市并联审批办法", "article": "第三条", "text": "逾期视为同意", "source": "silence-rule"}


def days(amount: int) -> dict[str, Any]:
    return {"claims": [{"value": {"amount": amount, "unit": "working_day"}, "source": "silence-rule"}]}


OPINIONS = [
    {
        "agency": CITY, "about": "门面和占道", "about_en": "the front and the pavement", "source": "silence-rule",
        "within": days(3), "absence": ABSENCE, "back_issue": days(1),
    },
    {"agency": FIRE, "about": "疏散通道", "source": "silence-rule", "within": days(5)},
]  # fmt: skip


@cache
def asking_definitions() -> Reading:
    """This will read the real definitions with the opinions that only these tests know."""
    [food] = [read.definition for read in definitions().files if f"{read.kind}:{read.id}" == f"item:{FOOD}"]
    sources = [{k: v for k, v in asdict(source).items() if v is not None} for source in food.sources]
    return altered_files(definitions(), f"item:{FOOD}", opinions=OPINIONS, sources=[*sources, RULE])


@pytest.fixture
def asking_city(db: None) -> None:
    """The definitions, published."""
    publish(asking_definitions(), MONDAY - DAY)


def as_staff(case: Case, command: Command, now: datetime, name: str, **more: Any) -> Case:
    """This will carry a command out as one of the city's staff, with what they hold and no more."""
    return act(case, command, now, actor=staff(name), grants=grants_of_staff(name), **more).case


def handled(number: int = 1, now: datetime = MONDAY) -> Case:
    """This will give a restaurant whose food licence is handled since Monday 2 March."""
    case = submit(number, answers=SMALL, now=now).case
    act(case, Accept(), now)
    return act(case, Decide(item=SHOP, grant=True), now).case


def asked(number: int = 1, now: datetime = MONDAY) -> Case:
    """This will give one about which market regulation asked both departments."""
    return as_staff(handled(number, now), AskOpinions(item=FOOD), now, "market")


def noticed(case: Case, now: datetime = MONDAY, agency: str = CITY) -> Case:
    return as_staff(case, ConfirmNotice(item=FOOD, agency=agency, proof="signed:r-1"), now, "market")


def gave(case: Case, now: datetime, name: str, agency: str, agrees: bool = True) -> Case:
    grounds = () if agrees else ("condition.not_met",)
    return as_staff(case, GiveOpinion(item=FOOD, agency=agency, agrees=agrees, grounds=grounds), now, name)
