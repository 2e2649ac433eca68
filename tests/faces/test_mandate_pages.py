"""The pages of mandates: giving, accepting, acting for somebody, seeing what was done, taking it back."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import person
from tests.faces.application_scene import SMALL, Applicant, citizen, guest, town
from tests.faces.guide_scene import QUZHOU, text_of
from yici.cases.readings import readings_of
from yici.domain.authority import Grants
from yici.domain.event import Actor
from yici.ledger.queries import history
from yici.people.firms import FirmClaim, firms_of, firms_told
from yici.people.ids import id_at
from yici.people.models import User
from yici.people.present import now
from yici.people.queries import mandates as queries
from yici.people.services import organisation_create, role_grant, user_create

__all__ = ["guest", "town"]
pytestmark = pytest.mark.usefixtures("town")
MATTER = "open-restaurant"
FORM = {
    "kind": "person", "which": "some", "bundle": [MATTER], "act": ["apply", "supply", "withdraw", "receive"],
    "until": "2026-03-31", "agree": "yes",
}  # fmt: skip


class Both:
    """Wang and Zhao, each at a browser of their own."""

    def __init__(self) -> None:
        self.users = {name: citizen(name) for name in ("wang", "zhao", "chen")}
        self.wang, self.zhao, self.chen = (Applicant(self.users[name]) for name in ("wang", "zhao", "chen"))
        self.mandate = UUID(int=0)

    def gives(self, **instead: object) -> HttpResponse:
        who = person("zhao")
        answer = self.wang.client.post("/mandates/new/", FORM | {"name": who.name, "number": who.id_number} | instead)
        if found := re.fullmatch(r"/mandates/([0-9a-f-]{36})/", answer.headers.get("Location", "")):
            self.mandate = UUID(found.group(1))
        return answer

    def does(self, who: Applicant, name: str) -> HttpResponse:
        return who.client.post(f"/mandates/{self.mandate}/{name}/")

    def agree(self, **instead: object) -> None:
        assert self.gives(**instead).status_code == 302
        assert self.does(self.zhao, "accept").status_code == 302

    def begins(self, **answers: str) -> HttpResponse:
        return self.zhao.begins(SMALL | {"for": str(self.mandate)} | answers)

    def hands_in(self) -> None:
        self.begins()
        self.zhao.fills_in()
        self.zhao.signs()
        assert self.zhao.submits().status_code == 302


@pytest.fixture
def both(town: None) -> Both:
    return Both()


def reads(who: Applicant, address: str, status: int = 200) -> str:
    answer = who.client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return text_of(answer)


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
    assert "您正在代 王某 办理" in bar
    told = reads(both.wang, f"/mandates/{both.mandate}/")
    assert "代理人开始替您填" in told
    assert "替您提交申请" in told
    assert reads(both.wang, f"/cases/{both.zhao.case}/")
    assert person("zhao").name in reads(both.wang, f"/cases/{both.zhao.case}/receipt/")
    assert "代办人" in reads(both.wang, f"/cases/{both.zhao.case}/readings/")
    both.does(both.wang, "revoke")
    reads(both.zhao, f"/cases/{both.zhao.case}/", 404)
    assert "委托人收回了" in reads(both.zhao, f"/mandates/{both.mandate}/")


def test_whoever_does_not_accept_still_sees_what_became_of_it(both):
    both.gives()
    told = both.zhao.client.post(f"/mandates/{both.mandate}/decline/", follow=True)
    assert told.status_code == 200
    assert "没有接受。对方会看到。" in text_of(told)
    assert "接受以后，您就能" not in text_of(told)
    reads(both.chen, f"/mandates/{both.mandate}/", 404)


def test_an_agent_finds_what_they_do_for_others_under_the_principals_name(both):
    assert "替别人办的" not in reads(both.zhao, "/mine/")
    both.agree()
    assert "还没有开始办" in reads(both.zhao, "/mine/")
    both.begins()
    page = reads(both.zhao, "/mine/")
    assert "替 王某 办" in page
    assert "接着填" in page
    assert person("wang").name not in page
    both.zhao.fills_in()
    both.zhao.signs()
    both.zhao.submits()
    answer = both.zhao.client.get("/mine/")
    [under] = answer.context["others"]
    assert (under.mandate, [str(one.id) for one in under.cases], under.drafts) == (
        both.mandate, [str(both.zhao.case)], (),
    )  # fmt: skip
    assert answer.context["cases"] == []
    assert "替别人办的" not in reads(both.wang, "/mine/")
    assert any(one.what == "list" for one in readings_of(both.zhao.case))
    both.does(both.wang, "revoke")
    assert "替别人办的" not in reads(both.zhao, "/mine/")


def test_what_a_mandate_does_not_cover_is_not_among_what_an_agent_does(both):
    both.wang.applies()
    both.agree(bundle=["newborn"])
    [under] = both.zhao.client.get("/mine/").context["others"]
    assert (under.cases, under.drafts) == ((), ())
    both.agree(act=["withdraw"])
    newest, oldest = both.zhao.client.get("/mine/").context["others"]
    assert ([str(one.id) for one in newest.cases], newest.begins) == ([str(both.wang.case)], False)
    assert (newest.cases[0].yours, oldest.cases) == (False, ())


def test_an_agents_list_takes_as_few_statements_for_many_principals(both):
    both.agree()
    both.hands_in()
    counted = []
    for number in range(2):
        both.agree(act=["apply", "supply"], until=f"2026-04-0{number + 1}")
        with CaptureQueriesContext(connection) as asked:
            both.zhao.client.get("/mine/")
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 15, [one["sql"][:120] for one in asked]


def test_the_query_code_is_not_the_agents_to_keep(both):
    both.agree()
    both.hands_in()
    receipt = both.zhao.client.get(f"/cases/{both.zhao.case}/receipt/")
    assert receipt.context["code"] == ""
    assert both.wang.client.get(f"/cases/{both.zhao.case}/receipt/").context["code"]


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


def test_the_agent_never_sees_what_the_account_of_the_principal_knows(both):
    both.agree()
    both.begins()
    both.zhao.fills_in()
    who = person("wang")
    spared = [
        one for theme in both.zhao.gets("review/").context["sheets"] for one in theme.values if one.origin == "account"
    ]
    assert spared
    assert not [one for one in spared if who.id_number in one.value or one.value == who.name]
    both.zhao.signs()
    both.zhao.submits()
    form = history(both.zhao.case)[0].open()["form"]
    assert form["applicant.name"] == who.name


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


@pytest.mark.parametrize(("acts", "page"), [(["apply"], "withdraw/"), (["read"], "withdraw/"), (["apply"], "supply/")])
def test_an_agent_is_shown_only_what_they_may_do(both, acts, page):
    case = both.wang.applies()
    both.agree(act=acts)
    assert both.zhao.client.get(f"/cases/{case}/").status_code == 200
    assert both.zhao.client.get(f"/cases/{case}/{page}").status_code == 404
    assert f"/cases/{case}/{page}" not in both.zhao.client.get(f"/cases/{case}/").content.decode()


def test_an_agent_withdraws_for_the_principal(both):
    case = both.wang.applies()
    both.agree()
    page = both.zhao.client.get(f"/cases/{case}/withdraw/")
    items = [row.item for row in page.context["rows"]]
    both.zhao.client.post(f"/cases/{case}/withdraw/", {"item": items, "version": page.context["version"]})
    last = history(case)[-1]
    assert (last.actor.role, last.actor.on_behalf_of) == ("agent", str(both.users["wang"].id))
    assert "替您撤回" in reads(both.wang, f"/mandates/{both.mandate}/")


def test_a_mandate_for_another_matter_opens_nothing(both):
    case = both.wang.applies()
    both.agree(bundle=["newborn"])
    assert both.zhao.client.get(f"/cases/{case}/").status_code == 404
    assert both.begins().status_code == 404
    assert "为谁办" not in text_of(both.zhao.client.get(f"/matters/{MATTER}/plan/", {"place": QUZHOU, **SMALL}))


def helper() -> Applicant:
    user = user_create(user_id=id_at(40, 1), username="helper", kind="staff", now=now())
    body = organisation_create(
        organisation_id=id_at(40, 2), code="station", name="演示村便民服务站", agency="village", place_code=QUZHOU,
        now=now(),
    )  # fmt: skip
    operator = Actor(kind="system", id="operator", role="operator", channel="cli")
    role_grant(
        role_id=id_at(40, 3), user_id=user.id, role="helper", organisation_id=body, place_code=QUZHOU, actor=operator,
        now=now(),
    )  # fmt: skip
    return Applicant(user)


def test_a_village_helper_acts_for_whoever_asked_the_station(both, settings):
    settings.YICI_SECOND_FACTOR = "optional"
    station = helper()
    assert station.client.get("/signed-in/")["Location"] == "/mine/"
    both.gives(kind="organisation", organisation=str(id_at(40, 2)))
    assert "帮办代办" in reads(station, "/")
    both.does(station, "accept")
    station.begins(SMALL | {"for": str(both.mandate)})
    assert "您正在代 王某 办理" in station.reads("form/")
    station.fills_in()
    station.signs()
    assert station.submits().status_code == 302
    assert "演示村便民服务站" in reads(both.wang, f"/cases/{station.case}/receipt/")
    assert "替 王某 办" in reads(station, "/mine/")
    reads(both.zhao, f"/mandates/{both.mandate}/", 404)


@pytest.mark.parametrize("address", ["/mandates/", "/mandates/new/", "/mandates/{}/"])
def test_the_pages_take_few_statements(both, address):
    both.agree()
    both.hands_in()
    for who in (both.wang, both.zhao):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            who.client.get(address.format(both.mandate))
        assert len(asked) <= 15, [one["sql"][:120] for one in asked]


def test_the_agents_pages_take_few_statements(both):
    both.agree()
    both.hands_in()
    for address in (f"/cases/{both.zhao.case}/", f"/matters/{MATTER}/plan/?place={QUZHOU}"):
        with CaptureQueriesContext(connection) as asked:
            both.zhao.client.get(address)
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


def clerk() -> Applicant:
    from tests.faces.application_scene import officer

    return Applicant(officer())


def test_the_window_records_what_was_signed_on_paper_and_takes_it_back(both, settings):
    settings.YICI_SECOND_FACTOR = "optional"
    from tests.faces.application_scene import pdf
    from yici.files.queries import files_of
    from yici.people.models import Mandate

    window, who, agent = clerk(), person("wang"), person("zhao")
    told = FORM | {"name": agent.name, "number": agent.id_number, "principal": who.name, "card": who.id_number}
    assert set(window.client.post("/desk/mandates/", told).context["wrong"]) == {"paper"}
    answer = window.client.post("/desk/mandates/", told | {"paper": pdf()})
    assert answer.status_code == 200, text_of(answer)[:500]
    made = Mandate.objects.get()
    [paper] = files_of(made.id)
    zhao = User.objects.get(username="zhao")
    view = queries.mandates_received(user=zhao, grants=Grants(), now=now())[0].mandate
    assert (view.consent, view.paper, view.principal) == ("window", paper.digest, str(both.users["wang"].id))
    assert who.id_number not in answer.content.decode()
    listed = window.client.post("/desk/mandates/", {"find": "yes", "holder": who.id_number})
    assert agent.name in text_of(listed)
    wrong = {"revoke": str(made.id), "holder": agent.id_number}
    window.client.post("/desk/mandates/", wrong)
    assert Mandate.objects.get().phase == "offered"
    window.client.post("/desk/mandates/", wrong | {"holder": who.id_number})
    assert Mandate.objects.get().phase == "revoked"


def test_at_the_window_a_firms_mandate_needs_the_firms_word(both, settings):
    settings.YICI_SECOND_FACTOR = "optional"
    from tests.faces.application_scene import pdf
    from yici.files.queries import files_of
    from yici.people.models import Mandate

    firm = FirmClaim("91330802MA2DEM301K", "衢州小面餐饮有限公司(演示)", "周某", "authorised")
    window, who, agent = clerk(), person("wang"), person("zhao")
    told = FORM | {"name": agent.name, "number": agent.id_number, "principal": who.name, "card": who.id_number}
    window.client.post("/desk/mandates/", told | {"paper": pdf(), "firm": firm.name, "uscc": firm.uscc})
    made = Mandate.objects.get()
    listed = window.client.post("/desk/mandates/", {"find": "yes", "holder": who.id_number})
    assert "单位盖章的收回书（扫描件）" in text_of(listed)
    asked = {"revoke": str(made.id), "holder": who.id_number}
    answer = window.client.post("/desk/mandates/", asked, follow=True)
    assert "替单位收回，要交单位盖章的收回书" in text_of(answer)
    assert Mandate.objects.get().phase == "offered"
    found = window.client.post("/desk/mandates/", {"find": "yes", "holder": firm.uscc})
    assert agent.name in text_of(found)
    answer = window.client.post("/desk/mandates/", asked | {"holder": firm.uscc, "paper": pdf()}, follow=True)
    assert "收回了，马上算数" in text_of(answer)
    [paper] = files_of(made.id)
    assert history(made.id)[-1].body["paper"] == paper.digest


def test_the_windows_pages_are_for_windows(both):
    for address in ("/desk/mandates/", "/desk/signatures/"):
        assert both.wang.client.get(address).status_code == 404
        assert both.wang.client.post(address, {"code": "X"}).status_code == 404
        assert "/accounts/login/" in Client().get(address).headers["Location"]


def test_what_an_agent_types_is_kept_by_field_beside_what_the_principal_types(both):
    both.agree()
    both.begins()
    both.wang.draft = both.zhao.draft
    part = both.zhao.gets("form/").context["begin"].url.split("/")[-2]
    shown = {who: who.client.get(who.at(f"form/{part}/")).context["sending"] for who in (both.zhao, both.wang)}
    fields = [one.element for one in both.zhao.plan().form.fields]
    kept = [one for one in fields if one.startswith(f"{part}.")][:2] or fields[:2]
    for who, element, value in ((both.zhao, kept[0], "甲"), (both.wang, kept[1], "乙")):
        told = {"shown": shown[who].shown, "page": shown[who].page, element: value}
        answer = who.client.post(who.at(f"form/{part}/keep/"), told)
        assert answer["X-Yici-Kept"] == "kept"
    both.does(both.wang, "revoke")
    late = both.zhao.client.post(both.zhao.at(f"form/{part}/keep/"), {kept[0]: "丙"})
    assert late.status_code == 409
    filled = both.wang.gets("form/").context["opened"].filling.fields
    assert (filled.get(kept[0]), filled.get(kept[1])) == ("甲", "乙")


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


def test_an_agent_writes_to_the_office_as_far_as_they_may_supply(both):
    both.agree()
    both.hands_in()
    address = f"/cases/{both.zhao.case}/messages/"
    page = both.zhao.client.get(address)
    item = page.context["about"][0].item
    told = {"go": "send", "item": item, "note": "什么时候来看现场", "version": page.context["version"]}
    assert both.zhao.client.post(address, told).status_code == 302
    assert "什么时候来看现场" in reads(both.wang, address)
    assert "给承办机关写消息" in reads(both.wang, f"/mandates/{both.mandate}/")
    reads(both.chen, address, 404)


def test_who_may_only_apply_is_not_shown_what_they_cannot_open(both):
    both.agree(act=["apply"])
    both.hands_in()
    page = both.zhao.client.get(f"/cases/{both.zhao.case}/").content.decode()
    for closed in ("messages", "readings"):
        assert f"/cases/{both.zhao.case}/{closed}/" not in page
        reads(both.zhao, f"/cases/{both.zhao.case}/{closed}/", 404)
    papers = both.zhao.client.get(f"/cases/{both.zhao.case}/documents/")
    assert papers.context["files"] == papers.context["documents"] == []
