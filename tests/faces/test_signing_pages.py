"""Several signers on the pages: nobody hands in before all have signed, and each signs what there is, or not at all."""

from datetime import timedelta
from itertools import count
from uuid import UUID

import pytest
from django.test import Client

from tests.apps.case_scenes import person
from tests.faces.application_scene import guest, town
from tests.faces.guide_scene import text_of
from tests.faces.signing_scene import Sale
from yici.cases.queries import case_history
from yici.domain.case.events import Submitted
from yici.intake.models import Signature
from yici.ledger import keys
from yici.notices.models import Message
from yici.web.citizen.application import sign

__all__ = ["guest", "town"]
pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def sale(town: None) -> Sale:
    made = Sale()
    made.prepares()
    return made


def test_both_sides_of_a_sale_sign_and_the_record_says_so(sale):
    review = sale.wang.reads("review/")
    assert "还要谁签" in review
    assert "您提交就是签" in review
    assert "还有 1 个人没有签" in review
    refused = sale.wang.submits()
    assert refused.status_code == 422
    link = sale.link()
    page = sale.zhao.client.get(link)
    assert person("wang").id_number in page.content.decode()
    assert sale.signs(link) == 302
    assert "签了" in sale.wang.reads("review/")
    assert "您请的人签了" in text_of(sale.wang.client.get("/messages/"))
    assert "您请的人签了" not in text_of(sale.zhao.client.get("/messages/"))
    assert sale.wang.submits().status_code == 302
    event = case_history(sale.wang.case)[0].event
    assert isinstance(event, Submitted)
    told = {one.role: (one.by, one.way) for one in event.signatures}
    assert told == {"seller": (str(sale.users["wang"].id), "account"), "buyer": (str(sale.users["zhao"].id), "account")}
    assert len({one.digest for one in event.signatures}) == 1
    assert event.signatures[0].digest == page.context["digest"]


def test_of_a_link_only_a_keyed_hash_is_kept_and_nothing_personal_stands_in_it(sale):
    link = sale.link()
    code = link.strip("/").split("/")[-1]
    assert len(code) == 22
    [row] = Signature.objects.all()
    assert bytes(row.code) == keys.blind("signature", code)
    assert code not in str(vars(row))
    for who in ("wang", "zhao"):
        assert person(who).id_number not in link


def test_a_change_voids_what_was_signed_and_says_so(sale):
    sale.signs(sale.link())
    opened = sale.wang.gets("form/").context["opened"]
    opened.keep(lambda filling: filling.typed({"property.address": "另一个地址"}))
    assert "签过，但是后来改了内容" in sale.wang.reads("review/")
    assert sale.wang.submits().status_code == 422
    assert sale.signs(sale.link()) == 302
    assert sale.wang.submits().status_code == 302


def test_nobody_signs_what_changed_while_they_read(sale):
    link = sale.link()
    before = sale.zhao.client.get(link).context["digest"]
    opened = sale.wang.gets("form/").context["opened"]
    opened.keep(lambda filling: filling.typed({"property.address": "另一个地址"}))
    assert sale.signs(link, digest=before) == 422
    assert sale.wang.submits().status_code == 422


def test_whoever_does_not_sign_says_why(sale):
    link = sale.link()
    assert sale.zhao.client.post(link, {"answer": "no", "words": ""}).status_code == 422
    assert sale.zhao.client.post(link, {"answer": "no", "words": "价格不对"}).status_code == 302
    assert "价格不对" in sale.wang.reads("review/")
    assert "价格不对" not in str(Signature.objects.values_list())
    told = sale.wang.client.get("/messages/")
    assert "您请的人不签" in text_of(told)
    assert person("zhao").name not in text_of(told)
    [line] = told.context["lines"]
    assert line.url == f"/drafts/{sale.wang.draft}/review/"
    page = text_of(sale.wang.client.get(f"/messages/{line.id}/"))
    assert ("去看看" in page, "看清楚再答复" in page) == (True, False)
    assert sale.wang.submits().status_code == 422


def test_an_answer_that_is_sent_twice_is_told_once_and_yes_and_no_in_turn_not_without_end(sale, monkeypatch):
    link, moments = sale.link(), count()
    begun = sign.present()
    monkeypatch.setattr(sign, "present", lambda: begun + timedelta(seconds=2 * next(moments)))
    for _ in range(2):
        assert sale.zhao.client.post(link, {"answer": "no", "words": "价格不对"}).status_code == 302
    assert answers() == ["signature.declined"]
    for _ in range(2):
        assert sale.signs(link) == 302
    assert answers() == ["signature.declined", "signature.given"]
    for _ in range(4):
        sale.zhao.client.post(link, {"answer": "no", "words": "价格不对"})
        sale.signs(link)
    assert len(answers()) <= 6


def answers() -> list[str]:
    found = Message.objects.filter(kind__in=("signature.given", "signature.declined"))
    return sorted(found.values_list("kind", flat=True))


def test_only_whom_the_form_names_sees_anything(sale):
    link = sale.link()
    assert sale.chen.client.get(link).status_code == 404
    assert sale.chen.client.post(link, {"answer": "yes"}).status_code == 404
    assert sale.wang.client.get(link).status_code == 404
    assert "/accounts/login/" in Client().get(link).headers["Location"]
    assert sale.zhao.client.get("/sign/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404
    for page in ("form/", "review/", "papers/"):
        assert sale.zhao.client.get(sale.wang.at(page)).status_code == 404
    assert sale.chen.client.post(sale.wang.at("sign/"), {"role": "buyer"}).status_code == 404
    assert sale.wang.client.post(sale.wang.at("sign/"), {"role": "mother"}).status_code == 404
    file = UUID(int=1)
    assert sale.chen.client.get(f"{link}files/{file}/").status_code == 404
    assert sale.zhao.client.get(f"{link}files/{file}/").status_code == 404


def test_an_account_without_a_number_is_told_so_whatever_the_link(sale):
    from yici.people.ids import new_id
    from yici.people.present import now
    from yici.people.services import user_create

    stranger = Client()
    stranger.force_login(
        user_create(user_id=new_id(), username="nobody", now=now()),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    for link in (sale.link(), "/sign/AAAAAAAAAAAAAAAAAAAAAA/"):
        answer = stranger.get(link)
        assert answer.status_code == 403
        assert "先核对身份" in text_of(answer)


def test_a_new_link_ends_the_old_one(sale):
    old, new = sale.link(), sale.link()
    assert sale.zhao.client.get(old).status_code == 404
    assert sale.zhao.client.get(new).status_code == 200


def test_after_handing_in_there_is_nothing_to_sign(sale):
    link = sale.link()
    sale.signs(link)
    sale.wang.submits()
    assert sale.zhao.client.get(link).status_code == 404


def test_whom_no_text_names_nobody_asks(sale):
    sale.chen.begins()
    sale.chen.fills_in()
    assert "还要谁签" not in sale.chen.reads("review/")


def test_those_who_come_to_the_window_sign_before_the_clerk(sale, settings):
    settings.YICI_SECOND_FACTOR = "optional"
    from tests.faces.application_scene import Applicant, officer

    window, code = Applicant(officer()), sale.link("@window")
    assert window.client.post("/desk/signatures/", {"code": "ABCDEFGHJK"}).status_code == 422
    page = window.client.post("/desk/signatures/", {"code": code})
    assert page.status_code == 200
    assert person("zhao").id_number not in page.content.decode()
    told = {"code": code, "role": "buyer", "card": person("chen").id_number}
    assert window.client.post("/desk/signatures/", told).status_code == 422
    assert sale.wang.submits().status_code == 422
    assert window.client.post("/desk/signatures/", told | {"card": person("zhao").id_number}).status_code == 200
    assert sale.wang.submits().status_code == 302
    event = case_history(sale.wang.case)[0].event
    assert isinstance(event, Submitted)
    assert {one.role: one.way for one in event.signatures} == {"seller": "account", "buyer": "window"}
    assert window.client.post("/desk/signatures/", {"code": code}).status_code == 422
    assert sale.zhao.client.get(f"/sign/{code}/").status_code == 404


def test_a_message_leads_whom_the_form_names_to_what_they_sign(sale):
    path = f"/drafts/{sale.wang.draft}/to-sign/"
    assert sale.zhao.client.get(path).status_code == 404, "nobody has asked yet"
    sale.link()
    listed = text_of(sale.zhao.client.get("/messages/"))
    assert "有一份申请请您签字" in listed
    assert person("wang").name not in listed
    assert path in sale.zhao.client.get(f"/messages/{Message.objects.get().id}/").content.decode()
    assert Client().get(path).status_code == 302
    for other in (sale.chen, sale.wang):
        assert other.client.get(path).status_code == 404
        assert other.client.post(path, {"answer": "yes", "agree": "yes"}).status_code == 404
    assert sale.signs(path) == 302
    assert sale.zhao.client.get(path).context["signed"]
    assert sale.wang.submits().status_code == 302
    assert sale.zhao.client.get(path).status_code == 404, "it was handed in"
