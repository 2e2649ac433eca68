"""Taking an application back: asked once, for what was chosen, while it still can be, and never from an old page."""

from tests.apps.case_scenes import HOUR
from tests.faces.application_followed import NOON, case, do, lead, page, rows
from tests.faces.application_scene import Applicant, guest, town
from tests.faces.guide_scene import QUZHOU, text_of
from yici.cases import store
from yici.domain.case import Accept, Decide, Withdraw

__all__ = ["case", "guest", "town"]


def test_who_acts_on_an_old_page_is_told_what_changed(case: Applicant) -> None:
    form = case.follows("withdraw/")
    version = form.context["version"]
    do(case, Accept())
    answer = case.client.post(
        f"/cases/{case.case}/withdraw/", {"version": version, "item": "food-licence"}, follow=True
    )
    assert "这个办件刚刚有了新的变化" in text_of(answer)
    assert store.load(case.case).case.approval("food-licence").status == "waiting"


def test_withdrawing_asks_once_and_ends_what_was_chosen(case: Applicant) -> None:
    answer = case.client.post(f"/cases/{case.case}/withdraw/", {})
    assert answer.status_code == 422
    assert "还没有选" in text_of(answer)
    answer = case.client.post(f"/cases/{case.case}/withdraw/", {"item": ["fire-check"]}, follow=True)
    assert "撤回了" in text_of(answer)
    assert rows(case)["fire-check"].light.word == "您撤回了"
    assert rows(case)["food-licence"].light.word == "核对材料"


def test_nothing_is_ticked_before_and_what_was_taken_back_whole_is_said_so_with_a_way_to_begin_again(
    case: Applicant,
) -> None:
    asked = case.follows("withdraw/")
    assert "checked" not in asked.content.decode()
    items = [row.item for row in asked.context["rows"]]
    assert len(items) > 1
    answer = case.client.post(f"/cases/{case.case}/withdraw/", {"item": items}, follow=True)
    assert lead(case) == "您撤回了申请。以后想办，可以重新申请。"
    assert f'href="/matters/open-restaurant/?place={QUZHOU}"' in answer.content.decode()


def test_after_the_decision_nothing_can_be_withdrawn(case: Applicant) -> None:
    do(case, Accept(), Withdraw(items=("food-licence", "fire-check", "health-certificate")))
    do(case, Decide(item="individual-registration", grant=True), now=NOON + HOUR)
    assert not page(case).withdrawable
    assert "没有可以撤回的" in text_of(case.follows("withdraw/"))
    answer = case.client.post(f"/cases/{case.case}/withdraw/", {"item": ["individual-registration"]})
    assert answer.status_code == 422
