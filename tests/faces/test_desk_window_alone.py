"""One item of a matter alone at the counter: somebody came for that, and for nothing beside it."""

import pytest

from tests.apps.case_scenes import faults
from tests.apps.pdf_reading import text_of as printed
from tests.faces.desk_scene import kinds, moment, people, sign_in, statuses, text_of
from tests.faces.window_scene import all_good, answered, begun, case_of, papers_on, the_present
from yici.catalogue.queries import of_one
from yici.domain.error import NotFound

__all__ = ["moment", "people", "sign_in", "the_present"]
FOOD, SHOP = "food-licence", "individual-registration"
ALONE = f"open-restaurant~{FOOD}"


def test_a_matter_that_was_found_by_an_item_offers_that_item_alone(sign_in):
    page = sign_in("window").get("/desk/window/matters/", {"q": "食品经营许可核发"})
    assert f'value="{ALONE}"' in page.content.decode()
    assert "只办“食品经营许可核发（餐饮服务）”" in text_of(page)


def test_an_item_is_taken_in_alone_with_its_own_papers_and_under_its_own_name(sign_in, moment):
    client = sign_in("window")
    page = begun(client, bundle=ALONE)
    shown = answered(client, page, has_business_licence="yes")
    assert "食品经营许可核发（餐饮服务）" in text_of(client.get("/desk/window/"))
    assert "食品经营许可核发（餐饮服务）" in text_of(shown)
    whole = answered(client, begun(client), has_business_licence="no")
    # What the other items would have given is to be brought now; what only they want is not asked.
    assert "health_certificate" in papers_on(shown)
    assert "health_certificate" not in papers_on(whole)
    assert "premises_right_proof" in papers_on(whole)
    assert "premises_right_proof" not in papers_on(shown)
    case = case_of(client, client.post(page, all_good(shown) | {"go": "accept"}))
    assert statuses(case, moment).keys() == {FOOD}
    assert "approval.accepted" in kinds(case)
    desk = text_of(client.get(f"/desk/{case.id}/"))
    assert "食品经营许可核发（餐饮服务） · " in desk
    accepted = printed(client.get(f"/desk/{case.id}/documents/acceptance/{FOOD}.pdf").content)
    assert "开办餐饮店" not in accepted
    assert "食品经营许可核发（餐饮服务）" in accepted
    assert faults() == []


def test_what_is_no_item_of_the_matter_is_not_begun(sign_in):
    client = sign_in("window")
    with pytest.raises(NotFound):
        of_one("open-restaurant", "marriage")
    answer = client.post(
        "/desk/window/",
        {"number": "", "name": "王小面", "phone": "", "place": "330800000000", "bundle": "open-restaurant~x"},
    )
    assert answer.status_code in (404, 422)
