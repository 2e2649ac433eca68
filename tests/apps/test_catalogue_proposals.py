"""Four eyes: proposed by one, released by another; never by one, never twice, never over what was not seen."""

from dataclasses import replace
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from tests.apps.case_scenes import DAY, HOUR, MONDAY, PLACE, everything, faults, forgetful
from tests.apps.catalogue_files import CALENDAR, ITEM, swapped, town
from tests.apps.catalogue_files import PLACE as PLACE_FILE
from tests.apps.ledger_samples import Threads
from tests.apps.people_samples import load_county
from tests.apps.proposal_scenes import ANN, BEN, EDITOR, editor, proposed, release
from yici.catalogue import proposals, queries, store
from yici.catalogue.models import Proposal, Release
from yici.catalogue.proposals import (
    change_prepare,
    proposal_decline,
    proposal_make,
    proposal_withdraw,
)
from yici.catalogue.reading import Reading
from yici.catalogue.services import Published, calendar_add, catalogue_publish
from yici.domain.authority import Grant, Grants
from yici.domain.comparing import Difference
from yici.domain.error import Conflict, Forbidden, Invalid, NotFound, Refused
from yici.domain.event import Actor
from yici.ledger.queries import history
from yici.ledger.verify import rebuild
from yici.people.ids import id_at, new_id
from yici.people.queries import Profile
from yici.people.services import profile_set, user_create

__all__ = ["forgetful"]
TABLES = ("catalogue_release", "catalogue_proposal")
AFTER = MONDAY + HOUR


@pytest.fixture
def first(db: None) -> None:
    """An instance that its operator has set up."""
    catalogue_publish(reading=town(), actor="operator", now=MONDAY - DAY)


def renamed(name: str = "衢州") -> Reading:
    return town(place=swapped(PLACE_FILE, "衢州市", name))


def refused(code: str, number: int, by: Actor = BEN) -> None:
    before = everything(TABLES)
    with pytest.raises(Refused) as refusal:
        release(number, by=by)
    assert refusal.value.code == code
    assert everything(TABLES) == before


@pytest.mark.usefixtures("first")
def test_what_one_proposes_another_releases_and_the_record_knows_both():
    number = proposed(renamed(), note="改回正式名称")
    assert queries.current().places[PLACE].name == "衢州市"
    assert [one.number for one in queries.proposals(state="open")] == [number]
    done = release(number)
    assert done == Published(2, (), (f"place:{PLACE}",), ())
    assert queries.current().places[PLACE].name == "衢州"
    row, made = queries.proposal(number), queries.release_row(2)
    assert (row.state, row.decided_by, row.release) == ("released", BEN.id, 2)
    assert (made.way, made.author, made.actor, made.proposal) == ("proposal", ANN.id, BEN.id, number)
    told = history(row.stream)
    assert [(event.kind, event.actor.id) for event in told] == [
        ("proposal.made", ANN.id),
        ("proposal.released", BEN.id),
    ]
    assert told[0].body == {"number": number, "base": 1, "digest": row.digest, "note": "改回正式名称"}
    assert told[1].body == {"release": 2}
    assert faults() == []


@pytest.mark.usefixtures("first")
def test_the_first_release_is_the_operators_and_every_later_one_needs_a_second_person():
    assert queries.release_row(1).way == "bootstrap"
    with pytest.raises(Refused, match=r"catalogue\.four_eyes.*--by ACCOUNT"):
        catalogue_publish(reading=renamed(), actor="operator", now=MONDAY)
    assert queries.release() == 1


@pytest.mark.usefixtures("first")
def test_nobody_releases_or_declines_their_own_and_nobody_withdraws_anothers():
    number = proposed(renamed())
    refused("proposal.own", number, by=ANN)
    with pytest.raises(Refused, match=r"proposal\.own"):
        decline(number, by=ANN)
    with pytest.raises(Refused, match=r"proposal\.not_own"):
        withdraw(number, by=BEN)
    withdraw(number, by=ANN)
    refused("proposal.closed", number)
    assert (queries.proposal(number).state, queries.release()) == ("withdrawn", 1)
    assert faults() == []


def decline(number: int, *, by: Actor = BEN, reason: str = "依据不对") -> None:
    proposal_decline(number=number, reason=reason, actor=by, grants=EDITOR, place=PLACE, now=AFTER)


def withdraw(number: int, *, by: Actor) -> None:
    proposal_withdraw(number=number, actor=by, grants=EDITOR, place=PLACE, now=AFTER)


@pytest.mark.usefixtures("first")
def test_two_accounts_of_one_person_are_one_pair_of_eyes(tmp_path):
    load_county(tmp_path)
    for number, account in enumerate((ANN, BEN)):
        user_create(user_id=id_at(15, number + 1), username=f"e{number}", kind="staff", now=MONDAY - DAY)
        profile = Profile(name="李四", id_number="330802199003070025")
        profile_set(user_id=id_at(15, number + 1), profile=profile, subject_id=new_id(), now=MONDAY - DAY)
        assert account.id == str(id_at(15, number + 1))
    refused("proposal.own", proposed(renamed()))


@pytest.mark.usefixtures("first")
def test_a_declined_proposal_says_why_and_is_over():
    number = proposed(renamed())
    with pytest.raises(Invalid, match=r"proposal\.reason_missing"):
        decline(number, reason="  ")
    with pytest.raises(Invalid, match=r"proposal\.note_length"):
        decline(number, reason="长" * 1001)
    decline(number)
    row = queries.proposal(number)
    assert (row.state, row.reason, row.decided_by, row.release) == ("declined", "依据不对", BEN.id, None)
    refused("proposal.closed", number)
    with pytest.raises(Refused, match=r"proposal\.closed"):
        decline(number)
    assert faults() == []


@pytest.mark.usefixtures("first")
def test_a_proposal_over_a_release_that_is_no_longer_the_newest_has_to_be_made_again():
    early, late = proposed(renamed()), proposed(renamed("柯城"))
    release(late)
    refused("proposal.stale", early)
    assert release(proposed(renamed())).number == 3


@pytest.mark.usefixtures("first")
def test_a_release_is_made_once():
    number = proposed(renamed())
    release(number)
    refused("proposal.closed", number)
    refused("proposal.closed", number, by=editor(3))


@pytest.mark.usefixtures("first")
def test_what_changes_nothing_or_has_a_fault_cannot_be_proposed():
    with pytest.raises(Refused, match=r"proposal\.no_change"):
        proposed(town())
    with pytest.raises(Invalid) as refusal:
        proposed(town(item=swapped(ITEM, "regime: plain", "regime: x")))
    assert [fault.file for fault in refusal.value.params["faults"]] == ["item.yaml"]
    assert everything(TABLES)["catalogue_proposal"] == []


@pytest.mark.django_db
def test_before_the_first_release_there_is_nothing_to_change():
    with pytest.raises(Refused, match=r"proposal\.no_release"):
        proposed(town())


@pytest.mark.usefixtures("first")
def test_a_change_that_was_looked_at_before_another_release_is_not_proposed():
    change = change_prepare(reading=renamed("柯城"), now=MONDAY)
    release(proposed(renamed()))
    with pytest.raises(Conflict, match=r"catalogue\.published_meanwhile"):
        proposal_make(
            proposal_id=new_id(), change=change, note="", actor=ANN, grants=EDITOR, place=PLACE, now=MONDAY
        )  # fmt: skip


@pytest.mark.usefixtures("first")
def test_the_differences_and_the_effects_stand_beside_the_proposal():
    number = proposed(town(item=swapped(ITEM, "    when: cold\n", "")))
    row, base = queries.proposal(number), queries.release_row(1)
    found = queries.compared(base.digest, row.digest)
    assert [(one.subject, one.code) for one in found.differences] == [("item:food", "condition.removed")]
    effects = queries.effects(base.digest, row.digest)
    assert effects
    [open_] = effects.bundles
    [papers] = open_.spreads
    assert (open_.bundle, papers.measure, papers.least, papers.most) == ("open", "papers", 0, 1)
    assert queries.effects(row.digest, base.digest) is None


@pytest.mark.usefixtures("first")
def test_comparing_reads_only_what_is_not_the_same(django_assert_num_queries):
    release(proposed(renamed()))
    one, two = queries.release_row(1).digest, queries.release_row(2).digest
    with django_assert_num_queries(4):
        found = queries.compared(one, two)
    assert found.differences == (Difference(f"place:{PLACE}", "name.changed", {"old": "衢州市", "new": "衢州"}),)
    assert (found.old.items, found.new.items) == ({}, {})
    with django_assert_num_queries(0):
        queries.compared(one, two)


WITHOUT = [
    Grants(),
    Grants((Grant("operator", "x", "service_centre", PLACE),)),
    Grants((Grant("catalogue_editor", "x", "service_centre", "330802000000"),)),
    Grants((Grant("catalogue_editor", "x", "service_centre", PLACE, "food"),)),
]


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("grants", WITHOUT, ids=["nothing", "operator", "a county", "one item"])
def test_only_editors_of_the_whole_instance_take_part(grants):
    number, change = proposed(renamed()), change_prepare(reading=renamed("柯城"), now=MONDAY)
    asked = {"actor": BEN, "grants": grants, "place": PLACE, "now": AFTER}
    for refuse in (
        lambda: proposal_make(proposal_id=new_id(), change=change, note="", **asked),
        lambda: proposals.proposal_release(number=number, **asked),
        lambda: proposal_decline(number=number, reason="x", **asked),
        lambda: proposal_withdraw(number=number, **asked),
    ):
        with pytest.raises(Forbidden, match=r"authority\.missing"):
            refuse()
    assert queries.proposal(number).state == "open"


@pytest.mark.parametrize(("place", "may"), [("", True), (PLACE, True), ("330000000000", False)])
def test_an_editor_keeps_the_definitions_of_the_whole_place_of_an_instance(place, may):
    assert proposals.is_editor(EDITOR, place) is may
    assert not proposals.is_editor(WITHOUT[3], place)


@pytest.mark.usefixtures("first")
def test_a_proposal_that_is_not_there_is_told_so():
    with pytest.raises(NotFound, match=r"proposal\.unknown"):
        release(999_999)


@pytest.mark.usefixtures("first")
def test_the_database_itself_refuses_one_person_in_both_roles():
    number = proposed(renamed())
    wrong = [
        lambda: Proposal.objects.filter(number=number).update(state="released", decided_by=ANN.id, release=2),
        lambda: Proposal.objects.filter(number=number).update(state="declined", decided_by=ANN.id),
        lambda: Proposal.objects.filter(number=number).update(state="withdrawn", decided_by=BEN.id),
        lambda: Proposal.objects.filter(number=number).update(state="released", decided_by=BEN.id),
        lambda: made(way="proposal", author=ANN.id, actor=ANN.id, proposal=number),
        lambda: made(way="proposal", author=None, actor=BEN.id, proposal=number),
        lambda: made(way="proposal", author=ANN.id, actor=BEN.id, proposal=None),
        lambda: made(way="bootstrap", author=None, actor="operator", proposal=None),
        lambda: made(way="alone", author=None, actor="operator", proposal=None),
    ]
    for attempt in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def made(**columns: object) -> None:
    Release.objects.create(number=2, stream=new_id(), digest="x", published_at=MONDAY, **columns)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("rest", range(3))
def test_of_two_who_release_at_once_one_does(rest):
    number, together = proposed(renamed()), Barrier(2)

    def press(by: Actor) -> Published:
        together.wait()
        return release(number, by=by)

    results = Threads(lambda: press(BEN), lambda: press(editor(3))).run()
    won = [done for done in results if isinstance(done, Published)]
    [lost] = [error for error in results if isinstance(error, Refused)]
    assert ([done.number for done in won], lost.code) == ([2], "proposal.closed")
    assert [one.number for one in queries.releases()] == [2, 1]
    assert faults() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("rest", range(3))
def test_of_two_proposals_released_at_once_one_is_and_the_other_has_to_be_made_again(rest):
    numbers, together = (proposed(renamed()), proposed(renamed("柯城"))), Barrier(2)

    def press(number: int) -> Published:
        together.wait()
        return release(number)

    results = Threads(lambda: press(numbers[0]), lambda: press(numbers[1])).run()
    won = [done for done in results if isinstance(done, Published)]
    [lost] = [error for error in results if isinstance(error, (Refused, Conflict))]
    assert [done.number for done in won] == [2]
    assert lost.code in ("proposal.stale", "catalogue.published_meanwhile")
    assert sorted(one.state for one in queries.proposals()) == ["open", "released"]
    assert faults() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("first")
def test_author_and_editor_who_decide_at_once_do_not_both():
    number, together = proposed(renamed()), Barrier(2)

    def press(act: object) -> object:
        together.wait()
        return act()  # type: ignore[operator]

    results = Threads(
        lambda: press(lambda: withdraw(number, by=ANN) or "withdrawn"),
        lambda: press(lambda: release(number) and "released"),
    ).run()
    done = [one for one in results if isinstance(one, str)]
    assert done == [queries.proposal(number).state]
    assert len(queries.releases()) == (2 if done == ["released"] else 1)
    assert faults() == []


@pytest.mark.usefixtures("first")
def test_rows_that_were_lost_or_changed_come_back_from_the_record():
    kept, gone = proposed(renamed()), proposed(renamed("柯城"))
    decline(gone)
    release(kept)
    before = everything(TABLES)
    Proposal.objects.filter(number=kept).delete()
    Proposal.objects.filter(number=gone).update(note="被改掉了", base=7)
    assert {fault.split(": ")[1] for fault in faults()} == {
        "the row is missing",
        "the row differs from its events in base, note",
    }
    assert rebuild().ok
    assert everything(TABLES) == before
    assert faults() == []


@pytest.mark.usefixtures("first")
def test_verify_finds_a_proposal_that_no_event_made():
    row = queries.proposal(proposed(renamed()))
    extra = replace(row, number=row.number + 1, stream=new_id())
    Proposal.objects.create(**{name: getattr(extra, name) for name in store.PROPOSAL_FIELDS})
    assert faults() == ["1 rows of proposal come from no event"]


@pytest.mark.usefixtures("first")
def test_lists_come_page_by_page_the_newest_first():
    numbers = [proposed(renamed(f"名{n}")) for n in range(3)]
    decline(numbers[1])
    assert [one.number for one in queries.proposals(limit=2)] == numbers[:0:-1]
    assert [one.number for one in queries.proposals(before=numbers[1], limit=2)] == numbers[:1]
    assert [one.number for one in queries.proposals(state="declined")] == [numbers[1]]


@pytest.mark.usefixtures("first")
def test_a_release_tells_its_members_without_reading_definitions(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(queries.releases()) == 1


@pytest.mark.django_db
def test_a_calendar_loaded_first_does_not_stand_in_the_way_of_setting_up():
    year = town(calendar=CALENDAR)
    [read] = [one for one in year.files if one.kind == "calendar"]
    done = calendar_add(read=read, actor="operator", now=MONDAY)
    assert done.number == 1
    assert catalogue_publish(reading=town(), actor="operator", now=MONDAY).number == 2
    assert [one.way for one in queries.releases()] == ["bootstrap", "calendar"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_event WHERE kind = 'release.published'")
        assert cursor.fetchone() == (2,)
