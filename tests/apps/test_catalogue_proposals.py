"""A change to the definitions is proposed and released, or declined; never twice, never over what was not seen."""

from dataclasses import replace

import pytest
from django.db import connection

from tests.apps.case_scenes import MONDAY, PLACE, everything, faults, forgetful
from tests.apps.catalogue_files import CALENDAR, ITEM, swapped, town
from tests.apps.proposal_scenes import (
    ANN,
    BEN,
    EDITOR,
    TABLES,
    decline,
    editor,
    first,
    proposed,
    refused,
    release,
    renamed,
)
from yici.catalogue import queries, store
from yici.catalogue.models import Proposal
from yici.catalogue.proposals import change_prepare, proposal_make
from yici.catalogue.services import Published, calendar_add, catalogue_publish
from yici.domain.comparing import Difference
from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.ledger.queries import history
from yici.ledger.verify import rebuild
from yici.people.ids import new_id

__all__ = ["first", "forgetful"]


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


@pytest.mark.usefixtures("first")
def test_a_proposal_that_is_not_there_is_told_so():
    with pytest.raises(NotFound, match=r"proposal\.unknown"):
        release(999_999)


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
