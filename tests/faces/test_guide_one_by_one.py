"""The guide in the version for elders: one question a page, all answers in the address, then the plan."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.faces.application_scene import SMALL, town
from tests.faces.guide_scene import QUZHOU, text_of

__all__ = ["town"]
pytestmark = pytest.mark.usefixtures("town")
GUIDE = "/matters/open-restaurant/"


@pytest.fixture
def elder() -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.post("/display/", {"large": "elder", "next": "/"})
    return client


def hidden(page: str) -> dict[str, str]:
    form = re.search(r'<form class="ask".*?</form>', page, re.DOTALL)
    assert form
    return {
        name: unescape(value) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[0])
    }


def test_every_question_has_a_page_of_its_own_and_the_last_leads_to_the_plan(elder: Client) -> None:
    answer, met = elder.get(GUIDE, {"place": QUZHOU}), []
    while answer.status_code == 200:
        [question] = answer.context["questions"]
        assert f"第 {len(met) + 1} 个问题" in text_of(answer)
        met.append(question.id)
        given = {question.id: SMALL[question.id]} if question.id in SMALL else {}
        answer = elder.get(GUIDE, hidden(answer.content.decode()) | given)
    assert answer.headers["Location"].startswith(f"{GUIDE}plan/?place={QUZHOU}")
    assert len(met) == len(set(met)) > 3
    assert all(f"{name}={SMALL[name]}" in answer.headers["Location"] for name in met if name in SMALL)


def test_going_back_keeps_every_answer(elder: Client) -> None:
    first = elder.get(GUIDE, {"place": QUZHOU})
    [question] = first.context["questions"]
    second = elder.get(GUIDE, hidden(first.content.decode()) | {question.id: SMALL[question.id]})
    back = elder.get(GUIDE + second.context["one"].before)
    assert [one.id for one in back.context["questions"]] == [question.id]
    assert any(choice.chosen for one in back.context["questions"] for choice in one.choices)


def test_a_wrong_answer_is_asked_again(elder: Client) -> None:
    page = elder.get(GUIDE, {"place": QUZHOU, "after": "premises_area", "premises_area": "viel"})
    if page.status_code == 200 and page.context["one"].id == "premises_area":
        assert page.context["questions"][0].wrong


def test_everybody_else_sees_them_all_at_once() -> None:
    page = Client(headers={"accept-language": "zh-hans"}).get(GUIDE, {"place": QUZHOU})
    assert len(page.context["questions"]) > 1
    assert page.context["one"] is None
