"""What applicants see of the office being watched, warnings and cards without words; and how they rate, once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import HOUR, MONDAY, act, at, faults, submit, view
from tests.apps.corrected_calendar import corrected
from tests.apps.joint_acceptance import examine, handed_in, visited
from tests.apps.pdf_reading import text_of as printed
from tests.apps.proposal_scenes import released
from tests.faces.desk_scene import moment, people, sign_in, text_of
from yici.cases.services import case_settle
from yici.domain.authority import Grant, Grants
from yici.domain.case import Accept, AnswerCard, Case, Decide, IssueCard, Urge

__all__ = ["moment", "people", "sign_in"]
SHOP, FOOD = "individual-registration", "food-licence"
SUPERVISOR = Grants((Grant("supervisor", "b", "service_centre", "330800000000"),))
WORDS = "三次打电话没有人接"


@pytest.fixture
def present(monkeypatch: pytest.MonkeyPatch, moment: Any) -> Any:
    """One present for the pages of applicants, too."""
    for module in ("case_view", "access", "rating"):
        monkeypatch.setattr(f"yici.web.citizen.application.{module}.present", moment, raising=False)
    return moment


@pytest.fixture
def handled(people: None) -> Case:
    case = act(submit().case, Accept(), MONDAY).case
    return act(case, Decide(item=SHOP, grant=True), MONDAY + HOUR).case


def test_an_applicant_rates_once_when_something_was_decided(sign_in: Any, present: Any, handled: Case) -> None:
    client = sign_in("wang")
    page = text_of(client.get(f"/cases/{handled.id}/"))
    assert "评价这次办理" in page
    asked = client.get(f"/cases/{handled.id}/rate/")
    assert "非常不满意" in text_of(asked)
    nothing = client.post(f"/cases/{handled.id}/rate/", {"note": "好"})
    assert nothing.status_code == 422
    done = client.post(
        f"/cases/{handled.id}/rate/", {"level": "2", "note": "很快", "version": asked.context["version"]}
    )
    assert done.status_code == 302
    assert view(handled, present.now).case.rating == 2
    after = text_of(client.get(f"/cases/{handled.id}/"))
    assert "您评价了这次办理：满意。" in after
    assert "去评价" not in after
    assert "您评过了：满意" in text_of(client.get(f"/cases/{handled.id}/rate/"))
    assert faults() == []


def test_nobody_else_rates_and_nothing_is_rated_before_a_decision(sign_in: Any, present: Any, people: None) -> None:
    case = submit().case
    assert "还没有办出结果" in text_of(sign_in("wang").get(f"/cases/{case.id}/rate/"))
    assert sign_in("chen").get(f"/cases/{case.id}/rate/").status_code == 404
    assert sign_in("chen").post(f"/cases/{case.id}/rate/", {"level": "1"}).status_code == 404


def test_cards_stay_between_offices_an_urging_and_a_warning_are_told_without_words(
    sign_in: Any, present: Any, handled: Case
) -> None:
    case = act(handled, IssueCard(item=FOOD, about="slow", note=WORDS), MONDAY + 2 * HOUR, grants=SUPERVISOR).case
    [card] = case.approval(FOOD).cards
    act(case, AnswerCard(item=FOOD, card=card.id, note=WORDS), MONDAY + 3 * HOUR)
    act(case, Urge(item=FOOD, about="applicant_asks", note=WORDS), MONDAY + 3 * HOUR)
    present.now = MONDAY + timedelta(days=13)
    case_settle(stream=UUID(handled.id), now=present.now)
    told = text_of(sign_in("wang").get(f"/cases/{handled.id}/"))
    assert "监督卡" not in told
    assert "催办" in told
    assert "申请人来问" in told
    assert "平台提醒了承办机关" in told
    assert WORDS not in told


def test_a_corrected_calendar_says_which_limit_moved_from_when_to_when(
    sign_in: Any, present: Any, handled: Case
) -> None:
    released(corrected(), now=MONDAY + 2 * HOUR)
    present.now = MONDAY + 3 * HOUR
    case_settle(stream=UUID(handled.id), now=present.now)
    told = text_of(sign_in("wang").get(f"/cases/{handled.id}/"))
    assert (
        "放假安排改了，“食品经营许可核发（餐饮服务）”的承诺期限跟着重新算过：原来是 3月16日（周一），现在是 3月17日"
        in told
    )
    desk = text_of(sign_in("market").get(f"/desk/{handled.id}/"))
    assert "放假安排改了，法定期限从" in desk


def test_a_prepared_grant_says_what_it_waits_for_and_that_it_is_no_licence(
    sign_in: Any, present: Any, people: None
) -> None:
    case, plan, held = handed_in()
    case = visited(case, plan, held, MONDAY + 2 * HOUR)
    first = next(a for a in case.approvals if a.status == "handling" and a.joins)
    case = act(case, Decide(item=first.item, grant=True), MONDAY + 3 * HOUR, grants=held).case
    client = sign_in("wang")
    present.now = at("2026-03-03", 9)
    answer = client.get(f"/cases/{case.id}/")
    told = text_of(answer)
    assert "这还不是许可" in told
    [row] = [one for one in answer.context["page"].rows if one.item == first.item]
    assert (row.light.word, row.when.endswith("一起转为正式决定")) == ("审查完了，等别的项", True)
    [opinion] = [one for one in row.documents if "模拟审批意见" in one.name]
    text = "".join(printed(client.get(opinion.url).content).split())
    assert "这份意见不是许可" in text
    examine(case, held, MONDAY + 3 * HOUR)
    done = text_of(client.get(f"/cases/{case.id}/"))
    assert "审查完了，等别的项" not in done
