"""The at-most-once list of a place: counted from what is confirmed, the unknown apart, in few statements."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import MONDAY, forgetful, publish
from tests.apps.catalogue_files import definitions
from yici.catalogue.list_queries import all_listed, list_of
from yici.domain.authority import Grant, Grants
from yici.domain.error import NotFound
from yici.domain.event import Actor
from yici.lists import once_answers, once_queries
from yici.lists.once_answers import answers
from yici.lists.once_queries import once_page, publication, publications, publishing_places
from yici.lists.services import Pair, match_decide, match_withdraw
from yici.people.ids import id_at

__all__ = ["forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("forgetful")]
PLACE, UNLISTED = "511602000000", "330800000000"
TODAY = date(2026, 3, 2)
WHO = Actor(kind="staff", id=str(id_at(6, 1)), role="supervisor", channel="desk")
MAY = Grants((Grant("supervisor", "hall", "service_centre", PLACE),))
SHOP = Pair("511A0074300005-511602000000-000-115113016823646795-1-00", "individual-registration")
# Of this item alone its sources say all: papers in the original, and how the result is handed out.
KNOWN = Pair(SHOP.code, "new-home-transfer")
FOOD = "511A0005200004-511602000000-000-115113016823646795-1-00"


@pytest.fixture(autouse=True)
def _city(forgetful: None) -> None:
    publish(definitions(), MONDAY)


def confirm(pair: Pair, number: int) -> None:
    match_decide(
        match_id=id_at(7, number), place=PLACE, pair=pair, decision="confirmed", actor=WHO, grants=MAY, now=MONDAY
    )


def test_without_a_confirmed_match_everything_is_unknown_and_there_is_no_share() -> None:
    told = publication(PLACE, TODAY)
    assert (told.share.total, told.share.unknown, told.share.percent, told.level) == (1135, 1135, None, 3)
    assert len(told.departments) == 34
    assert "individual-registration" in [row.code for row in told.beside]


def test_what_is_confirmed_is_known_and_what_is_taken_back_is_not() -> None:
    confirm(KNOWN, 1)
    confirm(Pair(FOOD, "food-licence"), 2)
    told = publication(PLACE, TODAY)
    assert (told.share.at_most_once, told.share.known, told.share.unknown, told.share.percent) == (1, 1, 1134, None)
    assert dict(told.departments)["区行政审批局"].known == 1
    assert sum(share.total for _, share in told.departments) == 1135
    assert "food-licence" not in [row.code for row in told.beside]
    match_withdraw(place=PLACE, pair=KNOWN, actor=WHO, grants=MAY, now=MONDAY)
    assert publication(PLACE, TODAY).share.known == 0


def test_pages_hold_every_item_once_and_agree_with_the_share() -> None:
    confirm(KNOWN, 1)
    seen, after = [], ""
    while rows := once_page(PLACE, TODAY, after=after):
        seen += rows
        after = rows[-1].code
    assert [row.code for row in seen] == [one.code for one in all_listed(list_of(PLACE))]
    known = [row for row in seen if row.answer.coming != "unknown"]
    assert [(row.code, row.items, row.answer.coming) for row in known] == [(KNOWN.code, (KNOWN.item,), "once")]
    bureau = once_page(PLACE, TODAY, department="区烟草专卖局")
    assert [row.department for row in bureau] == ["区烟草专卖局"] * 7


def test_a_place_without_a_list_is_shown_by_what_it_carries_out() -> None:
    told = publication(UNLISTED, TODAY)
    assert (told.head, told.level, told.beside) == (None, 2, ())
    rows = once_page(UNLISTED, TODAY)
    assert told.share.total == len(rows) > 0
    assert once_page(UNLISTED, TODAY, after=rows[-1].code) == []
    assert {row.department for row in rows} == {name for name, _ in told.departments}


def test_a_place_that_publishes_nothing_is_not_found() -> None:
    assert PLACE in publishing_places()
    assert "110000000000" not in publishing_places()
    for asked in (publication, once_page):
        with pytest.raises(NotFound):
            asked("110000000000", TODAY)


def test_the_number_of_statements_does_not_hang_on_the_number_of_items() -> None:
    confirm(SHOP, 1)
    publication(PLACE, TODAY)
    counts = []
    for limit in (5, 100):
        with CaptureQueriesContext(connection) as told:
            once_page(PLACE, TODAY, limit=limit)
        counts.append(len(told))
    with CaptureQueriesContext(connection) as told:
        publication(PLACE, TODAY)
    assert (counts, len(told)) == ([2, 2], 2)


def test_answers_are_found_anew_for_another_day_and_release() -> None:
    assert answers(PLACE, ["food-licence", "nothing"], TODAY).keys() == {"food-licence"}
    assert answers(PLACE, ["food-licence"], date(2026, 3, 3)) == answers(PLACE, ["food-licence"], TODAY)


def broken(wanted: str) -> object:
    """Answers of which one item's cannot be found."""
    found = once_answers.answers_at

    def answers_at(catalogue: object, place: str, items: list[str], **more: object) -> object:
        if wanted in items:
            raise KeyError("no-such-thing")
        return found(catalogue, place, items, **more)

    return answers_at


def test_one_item_that_cannot_be_computed_is_unknown_and_takes_nothing_else_with_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sound = {row.code: row.answer for row in once_page(UNLISTED, TODAY)}
    one = min(sound)
    monkeypatch.setattr(once_answers, "answers_at", broken(one))
    day = date(2026, 3, 4)
    told = {row.code: row.answer for row in once_page(UNLISTED, day)}
    assert [reason.code for reason in told[one].reasons] == ["once.not_computable"]
    assert told[one].coming == "unknown"
    assert {code: found.coming for code, found in told.items() if code != one} == {
        code: found.coming for code, found in sound.items() if code != one
    }
    assert "no-such-thing" in caplog.text
    assert publication(UNLISTED, day).share.total == len(sound)


def test_one_place_that_cannot_be_computed_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    found = once_queries.carried_out

    def carried_out(catalogue: object, place: str) -> object:
        if place == UNLISTED:
            raise KeyError("no-such-agency")
        return found(catalogue, place)

    monkeypatch.setattr(once_queries, "carried_out", carried_out)
    told = publications([UNLISTED, PLACE], TODAY)
    assert told[UNLISTED] is None
    assert told[PLACE].share.total == 1135
    assert "no-such-agency" in caplog.text


def test_the_shares_of_many_places_take_as_many_statements_as_that_of_one() -> None:
    confirm(SHOP, 1)
    places = publishing_places()
    once_page(PLACE, TODAY)
    assert publications(places, TODAY)[PLACE] == publication(PLACE, TODAY)
    with CaptureQueriesContext(connection) as told:
        publications(places, TODAY)
    assert (len(places) > 3, len(told)) == (True, 2)
