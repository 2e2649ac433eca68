from uuid import UUID

import pytest

from tests.apps.people_samples import COUNTY, HEALTH, MARKET, NOW, TOWN, VILLAGE, load_county, make_bodies
from yici.domain.error import Conflict, Invalid, NotFound
from yici.people.ids import id_at
from yici.people.queries import organisation, organisation_for, organisations, organisations_at
from yici.people.services import organisation_create

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _county(tmp_path):
    load_county(tmp_path)
    make_bodies()


def create(**given) -> UUID:
    usual = {"organisation_id": id_at(1, 9), "code": "o9", "name": "江山市监", "agency": "market_regulation"}
    return organisation_create(**{**usual, "place_code": TOWN, "now": NOW, **given})


def test_the_nearest_body_of_an_agency_answers_for_a_place(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert organisation_for("market_regulation", VILLAGE).id == MARKET
    nearer = create(parent=MARKET, uscc="91110000600037341L")
    assert organisation_for("market_regulation", VILLAGE).id == nearer
    assert organisation_for("market_regulation", COUNTY).id == MARKET
    assert organisation_for("market_regulation", "330800000000") is None
    assert organisation_for("police", VILLAGE) is None


def test_bodies_are_read_by_id_and_paged_by_place():
    assert organisation(HEALTH).agency == "health"
    assert organisations([HEALTH, id_at(1, 77)]).keys() == {HEALTH}
    first = organisations_at(COUNTY, limit=1)
    assert [row.id for row in first + organisations_at(COUNTY, first[0].code)] == [MARKET, HEALTH]
    with pytest.raises(NotFound, match=r"organisation\.unknown"):
        organisation(id_at(1, 77))


@pytest.mark.parametrize(
    ("given", "error", "code"),
    [
        ({"place_code": "330881999000"}, NotFound, "place.unknown"),
        ({"parent": id_at(1, 77)}, NotFound, "organisation.unknown"),
        ({"uscc": "91110000600037342L"}, Invalid, "organisation.uscc"),
        ({"code": "body-0"}, Conflict, "organisation.code_taken"),
    ],
)
def test_a_body_that_cannot_be_is_refused(given, error, code):
    with pytest.raises(error) as caught:
        create(**given)
    assert caught.value.code == code
    assert caught.value.remedy
