"""What a page says when something is not there, not allowed, or broken: what happened, what to do, a way back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation

from tests.faces.guide_scene import text_of
from yici.domain.error import Conflict, Forbidden, Invalid, NotFound, Refused, YiciError
from yici.web.citizen import home
from yici.web.error_words import BY_CODE
from yici.web.errors import RefusalMiddleware

pytest_plugins = ["tests.faces.guide_site"]


@pytest.mark.parametrize("path", ["/matters/no-such-matter/", "/matters/no-such-matter/plan/", "/no/such/page/"])
def test_what_is_not_there_says_what_to_do(guide, path):
    said = guide.reads(path, status=404)
    assert "没有找到这件事" in said or "没有这一页" in said
    assert "回首页" in said


def test_a_place_code_that_nobody_knows_is_refused_in_words(guide):
    answer = guide.client.post("/place/", {"place": "999999999999"})
    assert answer.status_code == 404
    assert "没有找到这个地方" in text_of(answer)


def test_a_form_without_its_secret_says_what_to_do(guide):
    answer = Client(enforce_csrf_checks=True).post("/display/", {"large": "1"})
    assert answer.status_code == 403
    assert "这一页放得太久了" in text_of(answer)


def test_a_fault_of_ours_shows_no_traceback_and_says_what_to_do(guide, monkeypatch):
    def fails(*_: object) -> None:
        raise RuntimeError("inner workings")

    monkeypatch.setattr(home, "matters_of", fails)
    client = Client(raise_request_exception=False, headers={"accept-language": "en"})
    answer = client.get("/")
    assert answer.status_code == 500
    said = text_of(answer)
    assert "Something went wrong on our side" in said
    assert "inner workings" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_a_database_that_does_not_answer_is_a_page_that_may_be_asked_for_again(guide, monkeypatch):
    def fails(*_: object) -> None:
        raise OperationalError("inner workings")

    monkeypatch.setattr(home, "matters_of", fails)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "inner workings" not in answer.content.decode()


REFUSALS: list[tuple[YiciError, int, str]] = [
    (NotFound("case.unknown"), 404, "没有找到这个办件"),
    (Forbidden("authority.missing"), 403, "您的账户不能做这一步"),
    (Forbidden("some.other"), 403, "这一页不给您看"),
    (Conflict("case.stale"), 409, "这个办件刚刚有了新的变化"),
    (Refused("some.state"), 409, "现在不能这样做"),
    (Invalid("some.input"), 422, "有的内容不对"),
]


@pytest.mark.parametrize(("refusal", "status", "words"), REFUSALS)
def test_a_refusal_becomes_a_page_with_its_status_a_remedy_and_a_way_back(db, refusal, status, words):
    answer = refused(refusal)
    assert answer is not None
    assert answer.status_code == status
    said = text_of(answer)
    assert words in said
    assert "回首页" in said
    assert refusal.code in said


def refused(refusal: Exception, path: str = "/somewhere/"):
    request: HttpRequest = RequestFactory().get(path)
    request.user = type("Nobody", (), {"is_authenticated": False})()
    with translation.override("zh-hans"):
        return RefusalMiddleware(lambda _: None).process_exception(request, refusal)


def test_the_api_answers_its_own_refusals_and_faults_go_on():
    assert refused(NotFound("case.unknown"), "/api/v1/cases/x") is None
    assert refused(RuntimeError()) is None
    assert refused(PermissionDenied()) is None


def test_every_refusal_that_has_words_says_what_happened_and_what_to_do():
    assert all(title and remedy and title != remedy for title, remedy in BY_CODE.values())
