"""Supervision cards and ratings as rows: listed by right, page by page, without opening a case, and verified."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from tests.apps.case_scenes import (
    AGENCIES,
    CLERK,
    HOUR,
    MONDAY,
    PLACE,
    account,
    act,
    applicant,
    city,
    faults,
    forgetful,
    grants_of_staff,
    staff,
    submit,
)  # fmt: skip
from yici.cases.cards import CardRow, cards, cards_sent
from yici.cases.models import Reading
from yici.cases.queries import Reader, desk
from yici.cases.ratings import bad_ratings
from yici.cases.services import case_settle
from yici.demo.people import STAFF
from yici.domain.authority import Grant, Grants
from yici.domain.case import AnswerCard, Case, Decide, IssueCard, Rate
from yici.domain.error import Forbidden, NotFound
from yici.ledger.verify import rebuild

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
SHOP = "individual-registration"
SUPERVISOR = Grants((Grant("supervisor", "body-service_centre", "service_centre", PLACE),))
ELSEWHERE = Grants((Grant("supervisor", "body-service_centre", "service_centre", "330100000000"),))
LATE = MONDAY + timedelta(days=20)
LATER = LATE + HOUR


def late(number: int) -> Case:
    """A case of which the window and the body let limits pass."""
    case = submit(number, username=("wang", "chen")[number % 2]).case
    case_settle(stream=UUID(case.id), now=LATE)
    return act(case, Decide(item=SHOP, grant=True), LATE).case


def every_page(limit: int, **asked: object) -> list[CardRow]:
    found, after = list[CardRow](), None
    while page := cards(grants=SUPERVISOR, limit=limit, after=after, **asked):  # type: ignore[arg-type]
        found += page
        after = (page[-1].issued_at, page[-1].id)
    return found


def test_cards_by_rule_are_listed_for_the_place_and_for_the_unit_page_by_page():
    cases = [late(number) for number in (1, 2, 3)]
    whole = cards(grants=SUPERVISOR)
    expected = {(UUID(c.id), a.item, card.id) for c in cases for a in c.approvals for card in a.cards}
    assert expected
    assert {(row.case, row.item, row.name) for row in whole} == expected
    assert [row.id for row in every_page(2)] == [row.id for row in whole]
    assert whole == sorted(whole, key=lambda row: (row.issued_at, row.id), reverse=True)
    units = {row.agency for row in whole}
    unit = next(iter(units))
    mine = Grants((Grant("officer", "x", unit, PLACE),))
    assert {row.agency for row in cards(grants=mine, action="card.answer")} == {unit}
    for nobody in (ELSEWHERE, Grants(), mine, grants_of_staff("window")):
        assert cards(grants=nobody) == []
    assert faults() == []


def test_an_answered_card_leaves_the_open_ones_and_the_desk_of_its_unit():
    case = late(1)
    [first, *_] = cards(grants=SUPERVISOR, state="open")
    unit = Grants((Grant("officer", "x", first.agency, PLACE),))
    officer = staff(next(one.username for one in _staff() if AGENCIES[one.body] == first.agency))
    assert [row.item for row in desk(grants=unit, tasks=["answer"])].count(first.item) == 1
    done = act(case, AnswerCard(item=first.item, card=first.name, note="补办了"), LATER, actor=officer, grants=unit)
    assert first.id not in {row.id for row in cards(grants=SUPERVISOR, state="open")}
    [answered] = cards(grants=SUPERVISOR, state="answered")
    assert (answered.id, answered.answered_at) == (first.id, LATER)
    assert "补办" not in str(cards(grants=SUPERVISOR))
    [told] = [card for card in done.case.approval(first.item).cards if card.id == first.name]
    assert (told.answered_at, told.deadline) == (LATER, None)
    assert faults() == []


def _staff() -> list[object]:
    return [one for one in STAFF if one.body and one.role != "supervisor"]


def test_only_a_supervisor_of_the_place_sends_one_by_hand():
    case = submit().case
    sent = IssueCard(item=SHOP, about="slow", red=True, note="三次没有接电话")
    for grants in (ELSEWHERE, grants_of_staff("market")):
        with pytest.raises((Forbidden, NotFound)):
            act(case, sent, MONDAY + HOUR, grants=grants)
    act(case, sent, MONDAY + HOUR, grants=SUPERVISOR)
    [row] = cards(grants=SUPERVISOR)
    assert (row.colour, row.rule, row.about, row.answered_at) == ("red", 0, "slow", None)
    assert row.until is not None
    assert cards_sent(sender=CLERK.id) == [row]
    assert cards_sent(sender=str(account("market"))) == []
    assert faults() == []


def test_listing_cards_is_recorded_as_a_reading_and_reads_no_case():
    late(1)
    before = Reading.objects.count()
    cards(grants=SUPERVISOR, reader=Reader(staff("market"), LATER))
    assert Reading.objects.count() == before + 1
    with connection.cursor() as cursor:
        # Of a handful of rows a bitmap and a sort may be cheaper: what is asked is whether the index gives the order.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("EXPLAIN SELECT id FROM cases_card WHERE answered_at IS NULL ORDER BY issued_at DESC, id DESC")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "card_open" in plan
    assert "Sort" not in plan


def test_a_bad_rating_is_shown_with_its_bodies_and_a_name_only_where_it_was_given():
    for number, username, level, named in ((1, "wang", 5, False), (2, "chen", 4, True), (4, "wang", 2, True)):
        case = submit(number, username=username).case
        act(case, Decide(item=SHOP, grant=True), MONDAY + HOUR)
        act(case, Rate(level=level, note="等了太久", named=named), MONDAY + number * HOUR, actor=applicant(username))
    rows = bad_ratings(grants=SUPERVISOR)
    assert [(row.level, row.by_name, row.name is not None) for row in rows] == [(4, True, True), (5, False, False)]
    assert all("market_regulation" in row.agencies for row in rows)
    assert "太久" not in str(rows)
    assert bad_ratings(grants=SUPERVISOR, after=(rows[0].rated_at, rows[0].case)) == rows[1:]
    assert bad_ratings(grants=ELSEWHERE) == bad_ratings(grants=grants_of_staff("market")) == []
    assert faults() == []


def test_verify_tells_a_line_of_a_card_or_a_rating_that_was_changed_by_hand():
    late(1)
    case = submit(2).case
    act(case, Decide(item=SHOP, grant=True), MONDAY + HOUR)
    act(case, Rate(level=5), MONDAY + 2 * HOUR, actor=applicant())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_card SET answered_at = issued_at")
        cursor.execute("UPDATE cases_case SET rating = 1 WHERE id = %s", [case.id])
    assert len(faults()) >= 2


def test_a_rebuild_writes_the_lines_of_cards_again():
    late(1)
    before = cards(grants=SUPERVISOR)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_card")
    rebuild()
    assert cards(grants=SUPERVISOR) == before
    assert faults() == []
