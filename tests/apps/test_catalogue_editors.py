"""Four eyes: proposed by one, released by another, and both of them editors of the whole instance."""

import pytest
from django.db import IntegrityError, transaction

from tests.apps.case_scenes import DAY, MONDAY, PLACE, faults, forgetful
from tests.apps.people_samples import load_county
from tests.apps.proposal_scenes import AFTER, ANN, BEN, EDITOR, decline, first, proposed, refused, renamed, withdraw
from yici.catalogue import proposals, queries
from yici.catalogue.models import Proposal, Release
from yici.catalogue.proposals import change_prepare, proposal_decline, proposal_make, proposal_withdraw
from yici.catalogue.services import catalogue_publish
from yici.domain.authority import Grant, Grants
from yici.domain.error import Forbidden, Refused
from yici.people.ids import id_at, new_id
from yici.people.queries import Profile
from yici.people.services import profile_set, user_create

__all__ = ["first", "forgetful"]


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


@pytest.mark.usefixtures("first")
def test_two_accounts_of_one_person_are_one_pair_of_eyes(tmp_path):
    load_county(tmp_path)
    for number, account in enumerate((ANN, BEN)):
        user_create(user_id=id_at(15, number + 1), username=f"e{number}", kind="staff", now=MONDAY - DAY)
        profile = Profile(name="李四", id_number="330802199003070025")
        profile_set(user_id=id_at(15, number + 1), profile=profile, subject_id=new_id(), now=MONDAY - DAY)
        assert account.id == str(id_at(15, number + 1))
    refused("proposal.own", proposed(renamed()))


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
