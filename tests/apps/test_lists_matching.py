"""Deciding about proposals: by right, once, on the record, across versions of the list, and taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import DAY, MONDAY, at_once, faults, forgetful
from tests.apps.catalogue_files import ITEM, swapped, town
from tests.apps.list_files import PLACE, code, line, read, table
from yici.catalogue.list_queries import list_of
from yici.catalogue.reading import check_reads
from yici.catalogue.services import catalogue_publish, list_add
from yici.domain.authority import Grant, Grants
from yici.domain.error import Conflict, Forbidden, Invalid, NotFound, YiciError
from yici.domain.event import Actor
from yici.ledger.services import histories
from yici.ledger.verify import rebuild
from yici.lists import match_record, queries
from yici.lists.models import Match, Proposal, Search
from yici.lists.services import (
    Pair,
    match_decide,
    match_withdraw,
    matches_confirm,
    matches_search,
    matches_withdraw,
)
from yici.people.ids import id_at

__all__ = ["forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("forgetful")]
WHO = Actor(kind="staff", id=str(id_at(6, 1)), role="supervisor", channel="desk")
MAY = Grants((Grant("supervisor", "hall", "service_centre", "330800000000"),))
FOOD = Pair(code(1), "food")
LIST = table(line(1, "食品经营许可"), line(2, "食品经营许可（餐饮）"), line(3, "风马牛"))


def load(data: bytes = LIST) -> None:
    """This will publish the town's catalogue with the list, and search it."""
    catalogue_publish(reading=check_reads([*town().files, *read(data).files]), actor="test", now=MONDAY)
    matches_search(now=MONDAY)


def load_newer(data: bytes) -> None:
    """This will load a newer version of the list, as the operator does."""
    [head] = read(data).files
    list_add(read=head, actor="test", now=MONDAY)
    matches_search(now=MONDAY)


def decide(pair: Pair = FOOD, decision: str = "confirmed", number: int = 1, grants: Grants = MAY) -> None:
    match_decide(
        match_id=id_at(7, number), place=PLACE, pair=pair, decision=decision, actor=WHO, grants=grants, now=MONDAY
    )  # type: ignore[arg-type]


def withdraw(pair: Pair = FOOD, grants: Grants = MAY) -> None:
    match_withdraw(place=PLACE, pair=pair, actor=WHO, grants=grants, now=MONDAY + DAY)


def pairs() -> list[tuple[str, str, int]]:
    return [(row.code, row.item, row.score) for row in queries.proposals(PLACE, MAY)]


def test_a_search_proposes_the_surest_first_and_says_what_it_found_nothing_for() -> None:
    load()
    assert pairs() == [(code(1), "food", 100), (code(2), "food", 84)]
    head = list_of(PLACE)
    assert queries.search_of(head) == queries.Found(items=3, unmatched=1)
    nothing, last = queries.unmatched(PLACE, MAY)
    assert ([one.name for one in nothing], last) == (["风马牛"], "")


def test_searching_again_does_nothing_until_the_list_or_the_items_change() -> None:
    load()
    assert matches_search(now=MONDAY) == []
    list_add(read=read(table(line(1, "食品经营许可"))).files[0], actor="test", now=MONDAY)
    assert queries.search_of(list_of(PLACE)) is None
    assert [head.place for head in matches_search(now=MONDAY)] == [PLACE]
    assert (Search.objects.count(), Proposal.objects.count()) == (1, 1)


def test_a_decision_is_an_event_and_the_row_follows_from_it() -> None:
    load()
    decide()
    assert pairs() == [(code(2), "food", 84)]
    [event] = histories([id_at(7, 1)])[id_at(7, 1)]
    assert (event.kind, event.actor.id, event.body["name"], event.body["item_name"], event.body["score"]) == (
        "match.confirmed", WHO.id, "食品经营许可", "食品经营许可", 100,
    )  # fmt: skip
    [row] = queries.decisions(PLACE, MAY)
    assert (row.standing, row.decided_by, row.decided_at, row.renamed) == ("confirmed", WHO.id, MONDAY, False)
    assert queries.confirmed_items(PLACE) == {code(1): ("food",)}
    assert [one.code for one in queries.places_of("food")] == [code(1)]


def test_verify_holds_and_rebuild_makes_the_same_rows() -> None:
    load()
    decide()
    decide(Pair(code(2), "food"), "rejected", 2)
    withdraw()
    told = match_record.rows([id_at(7, 1), id_at(7, 2)])
    assert [told[id_at(7, number)]["standing"] for number in (1, 2)] == ["open", "rejected"]
    assert faults() == []
    Match.objects.update(standing="confirmed")
    assert len(faults()) == 2
    assert rebuild().ok
    assert match_record.rows([id_at(7, 1), id_at(7, 2)]) == told
    Match.objects.all().delete()
    rebuild()
    assert (match_record.rows([id_at(7, 1), id_at(7, 2)]), faults()) == (told, [])


def test_a_row_that_no_event_made_is_found() -> None:
    load()
    decide()
    made = Match.objects.get()
    made.pk, made.code = id_at(7, 5), code(2)
    made.save(force_insert=True)
    assert len(faults()) == 1


def test_a_decision_is_changed_only_by_taking_it_back_and_both_stay_on_record() -> None:
    load()
    decide()
    for again in ("confirmed", "rejected"):
        with pytest.raises(Conflict, match=r"match\.decided"):
            decide(decision=again, number=2)
    withdraw()
    with pytest.raises(Conflict, match=r"match\.open"):
        withdraw()
    decide(decision="rejected", number=3)
    kinds = [event.kind for event in histories([id_at(7, 1)])[id_at(7, 1)]]
    assert kinds == ["match.confirmed", "match.withdrawn", "match.rejected"]
    assert queries.confirmed_items(PLACE) == {}


NOBODY = [
    Grants(),
    Grants((Grant("window_clerk", "hall", "service_centre", PLACE),)),
    Grants((Grant("supervisor", "hall", "service_centre", "330802000000"),)),
]


@pytest.mark.parametrize("grants", NOBODY)
def test_who_has_no_right_at_the_place_neither_sees_nor_decides(grants: Grants) -> None:
    load()
    decide()
    for refused in (
        lambda: decide(Pair(code(2), "food"), number=2, grants=grants),
        lambda: withdraw(grants=grants),
        lambda: matches_withdraw(place=PLACE, batch=id_at(1, 1), actor=WHO, grants=grants, now=MONDAY),
        lambda: queries.proposals(PLACE, grants),
        lambda: queries.exact_proposals(PLACE, grants),
        lambda: queries.decisions(PLACE, grants),
        lambda: queries.unmatched(PLACE, grants),
    ):
        with pytest.raises(Forbidden):
            refused()
    assert Match.objects.get().standing == "confirmed"


@pytest.mark.parametrize("pair", [Pair(code(9), "food"), Pair(code(1), "nothing")])
def test_only_what_is_there_can_be_matched(pair: Pair) -> None:
    load()
    with pytest.raises(NotFound):
        decide(pair)
    assert Match.objects.count() == 0


def test_a_person_may_confirm_what_was_never_proposed() -> None:
    load()
    decide(Pair(code(3), "food"))
    assert queries.decisions(PLACE, MAY)[0].score is None


def test_a_decision_survives_a_new_version_and_says_when_the_name_is_another() -> None:
    load()
    decide()
    load_newer(table(line(1, "食品经营许可证核发"), line(2, "食品经营许可（餐饮）")))
    [row] = queries.decisions(PLACE, MAY)
    assert (row.standing, row.renamed, row.name) == ("confirmed", True, "食品经营许可")
    assert queries.confirmed_items(PLACE) == {code(1): ("food",)}
    load_newer(table(line(2, "食品经营许可（餐饮）")))
    assert queries.decisions(PLACE, MAY)[0].listed is None
    assert queries.places_of("food") == []


MANY = table(*(line(number, "食品经营许可") for number in range(1, 6)), line(6, "食品经营许可（餐饮）"))


def confirm(*numbers: int, batch: int = 1) -> int:
    wanted = [Pair(code(number), "food") for number in numbers]
    made = iter(id_at(7, 100 * batch + number) for number in numbers)
    return matches_confirm(
        place=PLACE, pairs=wanted, batch=id_at(8, batch), ids=lambda: next(made), actor=WHO, grants=MAY, now=MONDAY
    )


def test_what_is_plain_is_confirmed_together_and_taken_back_together() -> None:
    load(MANY)
    assert len(queries.exact_proposals(PLACE, MAY)) == 5
    assert (confirm(1, 2), confirm(3, batch=2)) == (2, 1)
    withdraw(Pair(code(1), "food"))
    back = matches_withdraw(place=PLACE, batch=id_at(8, 1), actor=WHO, grants=MAY, now=MONDAY)
    assert (back, list(queries.confirmed_items(PLACE))) == (1, [code(3)])
    assert faults() == []
    with pytest.raises(NotFound):
        matches_withdraw(place=PLACE, batch=id_at(8, 1), actor=WHO, grants=MAY, now=MONDAY)


@pytest.mark.parametrize("numbers", [(1, 6), (), tuple(range(1, 102))])
def test_what_is_not_plain_is_not_confirmed_together_and_then_nothing_is(numbers: tuple[int, ...]) -> None:
    load(MANY)
    with pytest.raises(Invalid):
        confirm(*numbers)
    assert Match.objects.count() == 0


def test_tied_proposals_are_marked_and_not_plain() -> None:
    second = town(second=swapped(ITEM, "id: food", "id: drink")).files
    catalogue_publish(reading=check_reads([*second, *read(LIST).files]), actor="test", now=MONDAY)
    matches_search(now=MONDAY)
    rows = queries.proposals(PLACE, MAY)
    assert [(row.item, row.tied) for row in rows[:2]] == [("drink", True), ("food", True)]
    assert queries.exact_proposals(PLACE, MAY) == []


def test_pages_join_and_cost_the_same_number_of_statements() -> None:
    load(table(*(line(number, "食品经营许可") for number in range(1, 30))))
    seen, after = [], None
    while rows := queries.proposals(PLACE, MAY, after=after, limit=7):
        seen += [row.code for row in rows]
        after = rows[-1].key
    assert seen == [code(number) for number in range(1, 30)]
    counts = []
    for limit in (2, 29):
        with CaptureQueriesContext(connection) as told:
            queries.proposals(PLACE, MAY, limit=limit)
        counts.append(len(told))
    assert counts == [2, 2]
    confirm(*range(1, 10))
    first = queries.decisions(PLACE, MAY, limit=4)
    rest = queries.decisions(PLACE, MAY, before=(first[-1].decided_at, first[-1].id))
    assert len({row.code for row in (*first, *rest)}) == 9


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_wins() -> None:
    load()
    done = at_once(lambda: decide(number=1), lambda: decide(decision="rejected", number=2))
    assert sum(isinstance(one, YiciError) for one in done) == 1
    assert Match.objects.count() == 1
    assert faults() == []
