"""A limited number of licences: of several who qualify the first accepted comes first (Licensing Law Art. 57)."""

from dataclasses import asdict
from datetime import timedelta
from functools import cache

import pytest

from tests.apps.case_scenes import DAY, LARGE, MONDAY, act, forgetful, publish, submit
from tests.apps.catalogue_files import altered_files, definitions
from yici.catalogue.reading import Reading
from yici.domain.case import Accept, Case, Decide
from yici.domain.error import Refused

__all__ = ["forgetful"]
pytestmark = pytest.mark.django_db
SHOP, SIGN = "individual-registration", "outdoor-sign"
RULE = {"id": "cap", "title": "某市限量办法（测试）", "kind": "official", "place": "330800000000"}
LIMITED = {"law": "某市限量办法", "article": "第二条", "text": "总量控制", "source": "cap"}


@cache
def limiting() -> Reading:
    [sign] = [read.definition for read in definitions().files if f"{read.kind}:{read.id}" == f"item:{SIGN}"]
    sources = [{k: v for k, v in asdict(source).items() if v is not None} for source in sign.sources]
    return altered_files(definitions(), f"item:{SIGN}", limited=LIMITED, sources=[*sources, RULE])


@pytest.fixture(autouse=True)
def limited_city(db: None) -> None:
    publish(limiting(), MONDAY - DAY)


def handed_in(number: int, *, hours: int = 0) -> Case:
    return submit(number, answers=LARGE, now=MONDAY + timedelta(hours=hours)).case


def handled(case: Case, *, hours: int) -> Case:
    """Accepted, and the registration made, so that the sign is handled from then on."""
    now = MONDAY + timedelta(hours=hours)
    act(case, Accept(), now)
    return act(case, Decide(item=SHOP, grant=True), now).case


def sign(case: Case, *, hours: int, grant: bool = True) -> Case:
    grounds = () if grant else ("condition.not_met",)
    return act(case, Decide(item=SIGN, grant=grant, grounds=grounds), MONDAY + timedelta(hours=hours)).case


def test_who_was_accepted_first_is_decided_first_whatever_the_outcome():
    first, second = handed_in(1), handed_in(2)
    second, first = handled(second, hours=2), handled(first, hours=1)
    with pytest.raises(Refused, match=r"decision\.not_first") as told:
        sign(second, hours=3)
    assert told.value.params["ahead"] == [first.approval(SIGN).number]
    sign(first, hours=4, grant=False)
    assert sign(second, hours=5).approval(SIGN).outcome == "granted"


def test_the_first_waits_for_nobody_and_a_refusal_needs_no_turn():
    first, second = handled(handed_in(1), hours=1), handled(handed_in(2), hours=2)
    assert sign(second, hours=3, grant=False).approval(SIGN).outcome == "refused"
    assert sign(first, hours=4).approval(SIGN).outcome == "granted"
