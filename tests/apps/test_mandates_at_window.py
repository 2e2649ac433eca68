"""Mandates signed on paper at a window, and taken back there: by whom, with what."""

from uuid import UUID

import pytest

from tests.apps.case_scenes import (
    MONDAY,
    account,
    city,
    faults,
    forgetful,
    person,
)  # fmt: skip
from tests.apps.mandate_scenes import (
    CLERK,
    EVERYTHING,
    MONTH,
    NOBODY,
    PAPER,
    living,
    named,
    parties,
)  # fmt: skip
from yici.domain.error import Forbidden, Invalid, NotFound
from yici.domain.event import Actor
from yici.domain.mandate import Mandate
from yici.ledger.queries import history
from yici.people import mandates
from yici.people.firms import FirmClaim, firms_of, firms_told
from yici.people.ids import id_at
from yici.people.mandates import Person
from yici.people.models import User
from yici.people.queries import profile_of
from yici.people.queries.mandates_at_window import mandates_of_firm, mandates_of_person

__all__ = ["city", "forgetful", "parties"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("parties")]


def recorded(number: int = 5, **more) -> Mandate:
    told = {
        "person": Person("孙老太", "11010119500101001X", id_at(37, number), id_at(38, number)), "agent": named("zhao"),
        "scope": EVERYTHING, "period": MONTH, "paper": PAPER, "place": "330802000000",
        "actor": Actor(kind="staff", id="clerk", role="window_clerk", channel="desk"), "grants": CLERK, "now": MONDAY,
    }  # fmt: skip
    return mandates.mandate_record(mandate_id=id_at(30, number), **{**told, **more}).mandate


def test_the_window_records_what_somebody_without_an_account_signed_there():
    made = recorded()
    assert (made.consent, made.paper) == ("window", PAPER)
    assert profile_of(UUID(made.principal)).name == "孙老太"
    assert not User.objects.get(id=made.principal).has_usable_password()
    again = recorded(6)
    assert again.principal == made.principal
    ended = mandates.mandates_revoke_at_window(
        number="11010119500101001X", mandate_id=UUID(made.id), place="330802000000",
        actor=Actor(kind="staff", id="clerk", role="window_clerk", channel="desk"), grants=CLERK, now=MONDAY,
    ).mandate  # fmt: skip
    assert ended.phase == "revoked"
    assert faults() == []


def test_the_window_uses_the_account_that_the_number_has():
    who = person("wang")
    made = recorded(person=Person(who.name, who.id_number, id_at(37, 1), id_at(38, 1)))
    assert made.principal == str(account("wang"))


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"grants": NOBODY}, Forbidden), ({"place": "110101000000"}, Forbidden), ({"paper": ""}, Invalid),
        ({"person": Person("", "", id_at(37, 1), id_at(38, 1))}, Invalid),
    ],
)  # fmt: skip
def test_the_window_needs_right_person_and_paper(more, refusal):
    with pytest.raises(refusal):
        recorded(**more)


def test_a_window_ends_only_what_is_of_whoever_stands_there():
    made = living()
    with pytest.raises(NotFound):
        mandates.mandates_revoke_at_window(
            number=person("zhao").id_number, mandate_id=UUID(made.id), place="330802000000",
            actor=Actor(kind="staff", id="clerk", role="window_clerk", channel="desk"), grants=CLERK, now=MONDAY,
        )  # fmt: skip


FIRM = FirmClaim("91330802MA2DEM301K", "衢州小面餐饮有限公司(演示)", "周某", "authorised")


def at_window(mandate: Mandate, **more: object) -> Mandate:
    return mandates.mandates_revoke_at_window(
        mandate_id=UUID(mandate.id), place="330802000000", grants=CLERK, now=MONDAY, **more,
        actor=Actor(kind="staff", id="clerk", role="window_clerk", channel="desk"),
    ).mandate  # fmt: skip


def test_who_left_a_firm_takes_its_mandate_back_at_no_window_without_its_paper():
    for name in ("wang", "chen"):
        firms_told(user_id=account(name), firms=[FIRM], now=MONDAY)
    [firm] = firms_of(account("wang"))
    numbers = {name: person(name).id_number for name in ("wang", "chen", "zhao")}
    first, second, third = (living(number, firm=firm) for number in (1, 2, 3))
    firms_told(user_id=account("wang"), firms=[], now=MONDAY)
    with pytest.raises(Invalid, match=r"mandate\.paper"):
        at_window(first, number=numbers["wang"])
    with pytest.raises(Invalid, match=r"mandate\.paper"):
        at_window(first, uscc=FIRM.uscc)
    for nobody in ({"number": numbers["zhao"], "paper": PAPER}, {"uscc": "91330802MA2DEM302H", "paper": PAPER}):
        with pytest.raises(NotFound):
            at_window(first, **nobody)
    of_wang = mandates_of_person(number=numbers["wang"], now=MONDAY)
    of_chen = mandates_of_person(number=numbers["chen"], now=MONDAY)
    assert [one.needs_paper for one in of_wang] == [True] * 3
    assert [(one.needs_paper, one.view.firm) for one in of_chen] == [(False, FIRM.name)] * 3
    assert len(mandates_of_firm(uscc=FIRM.uscc, now=MONDAY)) == 3
    assert at_window(first, number=numbers["chen"]).phase == "revoked"
    assert at_window(second, number=numbers["wang"], paper=PAPER).phase == "revoked"
    assert at_window(third, uscc=FIRM.uscc, paper=PAPER).phase == "revoked"
    assert [one.body.get("paper") for one in history(UUID(third.id)) if one.kind == "mandate.revoked"] == [PAPER]
    assert faults() == []
