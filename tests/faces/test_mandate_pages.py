"""The pages of mandates: giving, accepting, acting for somebody, seeing what was done, taking it back."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import person
from tests.faces.application_scene import SMALL, guest, town
from tests.faces.guide_scene import QUZHOU, text_of
from tests.faces.mandate_scene import FORM, MATTER, both, reads
from yici.domain.authority import Grants
from yici.people.firms import FirmClaim, firms_of, firms_told
from yici.people.models import User
from yici.people.present import now
from yici.people.queries import mandates as queries

__all__ = ["both", "guest", "town"]
pytestmark = pytest.mark.usefixtures("town")


def test_a_mandate_is_given_accepted_used_and_taken_back(both):
    assert "等对方接受" not in reads(both.wang, "/mandates/")
    assert both.gives().status_code == 302
    page = reads(both.wang, f"/mandates/{both.mandate}/")
    assert person("zhao").name in page
    assert "对方还没有接受" in page
    offer = reads(both.zhao, "/mandates/")
    assert "等您接受的" in offer
    assert person("wang").name not in offer
    assert "王某" in offer
    both.does(both.zhao, "accept")
    assert "为谁办" in text_of(both.zhao.client.get(f"/matters/{MATTER}/plan/", {"place": QUZHOU, **SMALL}))
    both.hands_in()
    bar = reads(both.zhao, f"/cases/{both.zhao.case}/")
    assert f"您正在代 {person('wang').name} 办理" in bar  # whoever acts must know for whom
    told = reads(both.wang, f"/mandates/{both.mandate}/")
    assert "代理人开始替您填" in told
    assert "替您提交申请" in told
    assert reads(both.wang, f"/cases/{both.zhao.case}/")
    assert person("zhao").name in reads(both.wang, f"/cases/{both.zhao.case}/receipt/")
    assert "代办人" in reads(both.wang, f"/cases/{both.zhao.case}/readings/")
    both.does(both.wang, "revoke")
    reads(both.zhao, f"/cases/{both.zhao.case}/", 404)
    ended = reads(both.zhao, f"/mandates/{both.mandate}/")
    assert "委托人收回了" in ended
    assert "王某" in ended
    assert person("wang").name not in ended


def test_whoever_does_not_accept_still_sees_what_became_of_it(both):
    both.gives()
    told = both.zhao.client.post(f"/mandates/{both.mandate}/decline/", follow=True)
    assert told.status_code == 200
    assert "没有接受。对方会看到。" in text_of(told)
    assert "接受以后，您就能" not in text_of(told)
    reads(both.chen, f"/mandates/{both.mandate}/", 404)


def test_a_revoked_mandate_stops_in_the_middle_of_a_draft(both):
    both.agree()
    both.begins()
    both.zhao.fills_in()
    assert "您正在代" in both.zhao.reads("form/")
    both.does(both.wang, "revoke")
    for page in ("form/", "papers/", "review/", "choices/"):
        answer = both.zhao.client.get(both.zhao.at(page))
        assert answer.status_code == 409, page
        assert "授权已经结束" in text_of(answer)
    assert both.zhao.client.post(both.zhao.at("review/")).status_code == 409
    both.wang.draft = both.zhao.draft
    assert both.wang.gets("form/")
    assert "代理人替您填的" in reads(both.wang, "/mine/")


def test_nobody_but_the_two_sees_the_draft(both):
    both.agree()
    both.begins()
    both.chen.draft = both.zhao.draft
    for page in ("form/", "papers/", "review/", "choices/"):
        both.chen.gets(page, 404)
        guest = Client().get(both.zhao.at(page))
        assert guest.status_code == 404


@pytest.mark.parametrize(
    ("instead", "field"),
    [
        ({"name": ""}, "name"), ({"number": "123"}, "number"), ({"until": ""}, "until"),
        ({"until": "2026-03-01"}, "until"),
        ({"bundle": []}, "bundle"), ({"act": []}, "act"), ({"since": "x"}, "since"),
        ({"bundle": ["no-such"]}, "bundle"),
        ({"kind": "organisation", "organisation": "x"}, "organisation"),
    ],
)  # fmt: skip
def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(both, instead, field):
    answer = both.gives(**instead)
    assert answer.status_code == 422
    assert set(answer.context["wrong"]) == {field}
    html = answer.content.decode()
    assert f'href="#f-{field}"' in html
    assert "2026-03-31" in html or field == "until"


def test_consent_is_said_and_not_supposed(both):
    told = FORM | {"name": "x", "number": person("zhao").id_number}
    del told["agree"]
    assert set(both.wang.client.post("/mandates/new/", told).context["wrong"]) == {"agree"}


def test_oneself_is_no_agent(both):
    answer = both.gives(name=person("wang").name, number=person("wang").id_number)
    assert answer.status_code == 422


def test_every_page_is_safe_for_the_wrong_person(both):
    both.agree()
    both.hands_in()
    case, mandate = both.zhao.case, both.mandate
    for page in (
        "",
        "receipt/",
        "receipt.pdf",
        "receipt.json",
        "correct/",
        "supply/",
        "withdraw/",
        "readings/",
        "rate/",
    ):
        assert both.chen.client.get(f"/cases/{case}/{page}").status_code == 404, page
    assert both.zhao.client.get(f"/cases/{case}/readings/").status_code == 404
    assert both.zhao.client.get(f"/cases/{case}/rate/").status_code == 404
    assert both.chen.client.get(f"/mandates/{mandate}/").status_code == 404
    for name in ("accept", "decline", "revoke", "resign"):
        assert both.does(both.chen, name).status_code == 404, name
        assert Client().post(f"/mandates/{mandate}/{name}/").status_code == 302
    assert both.does(both.wang, "resign").status_code == 404
    assert both.does(both.zhao, "revoke").status_code == 404
    assert both.does(both.wang, "no-such").status_code == 404
    for address in ("/mandates/", f"/mandates/{mandate}/"):
        assert "/accounts/login/" in Client().get(address).headers["Location"]
    stranger = both.chen.begins(SMALL | {"for": str(mandate)})
    assert stranger.status_code == 404
    assert both.chen.begins(SMALL | {"for": "nonsense"}).status_code == 404


@pytest.mark.parametrize("address", ["/mandates/", "/mandates/new/", "/mandates/{}/"])
def test_the_pages_take_few_statements(both, address):
    both.agree()
    both.hands_in()
    for who in (both.wang, both.zhao):
        with CaptureQueriesContext(connection) as asked:
            who.client.get(address.format(both.mandate))
        assert len(asked) <= 15, [one["sql"][:120] for one in asked]


def test_nothing_personal_stands_in_an_address(both):
    both.agree()
    both.hands_in()
    user = User.objects.get(username="zhao")
    [view] = queries.mandates_living(user=user, grants=Grants(), now=now())
    assert view.agent == person("zhao").name
    page = both.wang.client.get("/mandates/").content.decode()
    addresses = "".join(re.findall(r'href="([^"]*)"', page))
    assert person("zhao").id_number not in page
    assert person("zhao").name not in addresses


def test_for_whom_is_asked_once_of_whoever_has_firms_and_principals(both):
    both.agree()
    user = both.users["zhao"]
    firm = FirmClaim("91330802MA2DEM301K", "衢州小面餐饮有限公司(演示)", person("zhao").name, "representative")
    firms_told(user_id=user.id, firms=[firm], now=now())
    [held] = firms_of(user.id)
    plan = both.zhao.client.get(f"/matters/{MATTER}/plan/", {"place": QUZHOU, **SMALL})
    assert f'value="firm-{held.id}"' in plan.content.decode()
    assert f'value="{both.mandate}"' in plan.content.decode()
    assert both.zhao.begins(SMALL | {"for": f"firm-{held.id}"})["Location"].endswith("/form/")
    assert both.zhao.gets("form/").context["opened"].firm == held
    assert both.zhao.begins(SMALL | {"for": ""})["Location"].endswith("/form/")
    assert both.zhao.gets("form/").context["opened"].filling.firm == ""
    both.zhao.begins(SMALL)
    assert both.begins()["Location"].endswith("/form/")
    opened = both.zhao.gets("form/").context["opened"]
    assert (opened.firm, opened.filling.firm, str(opened.row.mandate)) == (None, None, str(both.mandate))
    both.zhao.gets("for/", 404)
    assert both.zhao.client.post(both.zhao.at("for/"), {"firm": str(held.id)}).status_code == 404
    assert both.chen.begins(SMALL | {"for": f"firm-{held.id}"}).status_code == 404
