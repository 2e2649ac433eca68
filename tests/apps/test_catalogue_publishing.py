"""Publishing: whole or not at all, once, append-only; two at once and one wins; cases keep what they pinned."""

from threading import Barrier
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from tests.apps.case_scenes import (
    DAY,
    HOUR,
    MONDAY,
    PLACE,
    act,
    everything,
    faults,
    forget_everything_kept,
    forgetful,
    planned,
    submit,
    view,
)  # fmt: skip
from tests.apps.catalogue_files import CALENDAR, ITEM, TOWN, altered_files, definitions, swapped, town
from tests.apps.catalogue_files import PLACE as PLACE_FILE
from tests.apps.ledger_samples import Threads
from tests.apps.proposal_scenes import released
from yici.catalogue import queries, services, store
from yici.catalogue.read import Read, read_file
from yici.catalogue.reading import Reading, check_reads, read_all
from yici.catalogue.services import Published, calendar_add, catalogue_publish, read_over
from yici.domain.case import Accept
from yici.domain.error import Conflict, Invalid, NotFound, Refused

__all__ = ["forgetful"]
MANY = len(TOWN)
TABLES = ("catalogue_definition", "catalogue_members", "catalogue_release")
LATER = MONDAY + DAY


class Taken(Exception):
    """What was written is taken back."""


def publish(reading: Reading | None = None, actor: str = "editor") -> Published:
    """Publish the first release as the operator, each later one with four eyes."""
    if queries.releases():
        return released(reading or town())
    return catalogue_publish(reading=reading or town(), actor=actor, now=MONDAY)


def year(text: str) -> Read:
    read, wrong = read_file("year.yaml", text.encode())
    assert read
    assert not wrong
    return read


NEXT_YEAR = CALENDAR.replace("2026", "2027")


@pytest.mark.django_db
def test_the_first_release_holds_everything_and_the_catalogue_is_what_was_read():
    done = publish()
    assert (done.number, len(done.added), done.changed, done.dropped) == (1, MANY, (), ())
    assert queries.current() == town().catalogue
    assert queries.release() == 1


@pytest.mark.django_db
def test_the_real_definitions_come_back_from_the_database_as_they_were_read():
    done = publish(definitions())
    assert len(done.added) == len(definitions().files)
    assert queries.current() == definitions().catalogue
    forget_everything_kept()
    assert queries.current() == definitions().catalogue


@pytest.mark.django_db
def test_publishing_the_same_again_changes_nothing():
    publish()
    before = everything(TABLES)
    again = catalogue_publish(reading=town(), actor="somebody else", now=LATER)
    assert again == Published(1, (), (), ())
    assert everything(TABLES) == before


@pytest.mark.django_db
def test_a_changed_a_new_and_a_dropped_file_make_a_new_release_and_nothing_old_goes():
    publish()
    before = everything(TABLES)
    changed = town(place=swapped(PLACE_FILE, "衢州市", "衢州"), bundle=None, next=NEXT_YEAR)
    done = publish(changed)
    assert done == Published(2, ("calendar:cn-2027",), ("place:330800000000",), ("bundle:open",))
    assert queries.current() == changed.catalogue
    after = everything(TABLES)
    assert all(set(before[table]) <= set(after[table]) for table in TABLES)
    assert len(after["catalogue_definition"]) == MANY + 2


@pytest.mark.django_db
def test_going_back_to_what_was_is_a_release_of_its_own_and_stores_no_definition_twice():
    publish()
    publish(town(place=swapped(PLACE_FILE, "衢州市", "衢州")))
    assert publish() == Published(3, (), ("place:330800000000",), ())
    assert len(everything(TABLES)["catalogue_definition"]) == MANY + 1
    assert queries.current() == town().catalogue


@pytest.mark.django_db
def test_a_release_is_made_of_what_the_files_say_not_of_how_they_are_named():
    publish()
    renamed = {f"folder/{number}.yaml": text for number, text in enumerate(TOWN.values())}
    again = read_all((name, text.encode()) for name, text in renamed.items())
    assert catalogue_publish(reading=again, actor="operator", now=LATER) == Published(1, (), (), ())


@pytest.mark.django_db
def test_with_one_fault_nothing_is_stored_and_every_fault_is_told():
    broken = town(item=swapped(ITEM, "regime: plain", "regime: x"), place=swapped(PLACE_FILE, "[cn]", "[mars]"))
    with pytest.raises(Invalid) as refusal:
        publish(broken)
    assert refusal.value.code == "catalogue.unsound"
    told = refusal.value.params["faults"]
    assert [(fault.file, fault.line) for fault in told] == [("item.yaml", 6), ("place.yaml", 5)]
    assert everything(TABLES) == {table: [] for table in TABLES}
    assert queries.current().items == {}


@pytest.mark.django_db
def test_another_process_sees_a_new_release_after_a_moment(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(queries, "monotonic", lambda: now[0])
    publish()
    assert "open" in queries.current().bundles
    reading = town(bundle=None)
    released(reading, seen=False)
    assert "open" in queries.current().bundles
    now[0] += queries.LOOK_AGAIN_AFTER
    assert "open" not in queries.current().bundles


@pytest.mark.django_db
def test_a_restored_database_with_another_release_of_the_same_number_is_noticed():
    with pytest.raises(Taken), transaction.atomic():
        publish(town(place=swapped(PLACE_FILE, "衢州市", "衢州")))
        assert queries.current().places[PLACE].name == "衢州"
        raise Taken
    publish()
    assert queries.release() == 1
    assert queries.current().places[PLACE].name == "衢州市"


@pytest.mark.django_db
def test_looking_for_a_newer_release_costs_one_small_statement(django_assert_num_queries):
    publish()
    queries._known.looked_at = float("-inf")
    with django_assert_num_queries(1):
        queries.current()
    with django_assert_num_queries(0):
        queries.current()


@pytest.mark.django_db
def test_a_year_is_added_on_top_of_the_newest_release():
    publish()
    assert calendar_add(read=year(NEXT_YEAR), actor="editor", now=LATER) == Published(2, ("calendar:cn-2027",), (), ())
    assert queries.calendar_for(PLACE).years == (2026, 2027)
    assert calendar_add(read=year(NEXT_YEAR), actor="editor", now=LATER).number == 2
    assert queries.current().items == town().catalogue.items
    assert queries.release_row(2).way == "calendar"


@pytest.mark.django_db
def test_a_year_that_is_there_is_corrected_with_four_eyes_only():
    publish(town(next=NEXT_YEAR))
    corrected = swapped(NEXT_YEAR, "workdays: []", "workdays: [2027-01-02]")
    with pytest.raises(Refused, match=r"calendar\.loaded_already.*--by ACCOUNT"):
        calendar_add(read=year(corrected), actor="editor", now=LATER)
    assert released(read_over(year(corrected), store.newest())).changed == ("calendar:cn-2027",)


@pytest.mark.django_db
def test_a_year_with_a_fault_is_refused_and_the_release_stays():
    publish()
    wrong = swapped(NEXT_YEAR, "workdays: []", "workdays: [2027-03-01]")
    with pytest.raises(Invalid, match=r"catalogue\.unsound"):
        calendar_add(read=year(wrong), actor="editor", now=LATER)
    assert queries.release() == 1


@pytest.mark.django_db
def test_a_year_never_takes_back_what_somebody_published_meanwhile(monkeypatch):
    publish()

    def meanwhile(reads: list[Read]) -> Reading:
        monkeypatch.setattr(services, "check_reads", check_reads)
        publish(town(place=swapped(PLACE_FILE, "衢州市", "衢州")))
        return check_reads(reads)

    monkeypatch.setattr(services, "check_reads", meanwhile)
    with pytest.raises(Conflict, match=r"catalogue\.published_meanwhile"):
        calendar_add(read=year(NEXT_YEAR), actor="editor", now=LATER)
    assert queries.refresh().places[PLACE].name == "衢州"


@pytest.mark.django_db
def test_a_place_has_its_own_read_over_the_nations():
    local = swapped(swapped(CALENDAR, "id: cn-2026", "id: qz-2026"), "000000000000", PLACE)
    local = (
        local[: local.index("holidays")] + "holidays: [{date: 2026-03-04, name: 庆典}]\n" + local[local.index("work") :]
    )
    publish(town(place=swapped(PLACE_FILE, "[cn]", "[cn, qz]"), local=local))
    here, elsewhere = queries.calendar_for("330802001000"), queries.calendar_for("310000000000")
    assert not here.is_workday(LATER.date().replace(day=4))
    assert elsewhere.is_workday(LATER.date().replace(day=4))
    assert queries.calendar_for("330802001000") is here


@pytest.mark.django_db
def test_a_local_year_waits_for_the_nations_and_stops_nobody_meanwhile():
    local = swapped(swapped(CALENDAR, "id: cn-2026", "id: qz-2026"), "000000000000", PLACE).replace("2026", "2027")
    publish(town(place=swapped(PLACE_FILE, "[cn]", "[cn, qz]"), local=local))
    assert queries.calendar_for(PLACE).years == (2026,)
    calendar_add(read=year(NEXT_YEAR), actor="editor", now=LATER)
    assert queries.calendar_for(PLACE).years == (2026, 2027)


@pytest.mark.django_db
def test_without_any_calendar_the_refusal_says_how_to_load_one():
    publish(town(calendar=None, place=None))
    with pytest.raises(NotFound, match=r"calendar\.none.*load-calendar"):
        queries.calendar_for(PLACE)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("backwards", [False, True])
def test_of_two_who_publish_at_once_one_wins_and_the_other_is_told(backwards):
    together = Barrier(2)
    readings = [town(), town(place=swapped(PLACE_FILE, "衢州市", "衢州"))]
    if backwards:
        readings[1].files.reverse()

    def press(reading: Reading, name: str) -> Published:
        together.wait()
        return catalogue_publish(reading=reading, actor=name, now=MONDAY)

    results = Threads(lambda: press(readings[0], "a"), lambda: press(readings[1], "b")).run()
    won = [done for done in results if isinstance(done, Published)]
    lost = [error for error in results if isinstance(error, (Conflict, Refused))]
    assert [done.number for done in won] == [1]
    assert len(won) + len(lost) == 2
    assert {error.code for error in lost} <= {"catalogue.published_meanwhile", "catalogue.four_eyes"}
    assert len(everything(TABLES)["catalogue_release"]) == 1
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_whoever_looked_before_another_published_is_told_so(monkeypatch):
    publish()
    seen = store.newest()
    publish(town(place=swapped(PLACE_FILE, "衢州市", "衢州")))
    before = everything(TABLES)
    monkeypatch.setattr(store, "newest", lambda: seen)
    with pytest.raises(Conflict, match=r"catalogue\.published_meanwhile.*try again"):
        calendar_add(read=year(NEXT_YEAR), actor="editor", now=LATER)
    assert everything(TABLES) == before


@pytest.mark.django_db
def test_the_application_cannot_change_what_was_published():
    publish()
    for statement in ("UPDATE catalogue_definition SET content = ''", "DELETE FROM catalogue_release"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_a_case_keeps_the_plan_it_was_handed_in_under_whatever_is_published_later():
    publish(definitions())
    case = submit().case
    plan = planned()
    shortened = check_reads([one for one in definitions().files if one.kind != "place"])
    assert publish(shortened).number == 2
    altered = altered_files(definitions(), "regime:licensing", remedies={"unknown": "被改掉了"})
    assert publish(altered).number == 3
    forget_everything_kept()
    after = act(case, Accept(), MONDAY + HOUR).case
    assert after.plan == case.plan
    assert view(case, MONDAY + HOUR).plan == plan
    fresh = submit(2).case
    assert fresh.plan != case.plan
    assert view(UUID(fresh.id), MONDAY + HOUR).plan != plan
    assert faults() == []
