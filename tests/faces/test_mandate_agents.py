"""What an agent sees and does for the principal, and what not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import person
from tests.faces.application_scene import SMALL, Applicant, guest, town
from tests.faces.guide_scene import QUZHOU, text_of
from tests.faces.mandate_scene import MATTER, both, reads
from yici.cases.readings import readings_of
from yici.domain.event import Actor
from yici.ledger.queries import history
from yici.people.ids import id_at
from yici.people.present import now
from yici.people.services import organisation_create, role_grant, user_create

__all__ = ["both", "guest", "town"]
pytestmark = pytest.mark.usefixtures("town")


def test_an_agent_finds_what_they_do_for_others_under_the_principals_name(both):
    assert "替别人办的" not in reads(both.zhao, "/mine/")
    both.agree()
    assert "还没有开始办" in reads(both.zhao, "/mine/")
    both.begins()
    page = reads(both.zhao, "/mine/")
    assert f"替 {person('wang').name} 办" in page
    assert "接着填" in page
    assert person("wang").id_number not in page
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
    assert f"您正在代 {person('wang').name} 办理" in station.reads("form/")
    station.fills_in()
    station.signs()
    assert station.submits().status_code == 302
    assert "演示村便民服务站" in reads(both.wang, f"/cases/{station.case}/receipt/")
    assert f"替 {person('wang').name} 办" in reads(station, "/mine/")
    reads(both.zhao, f"/mandates/{both.mandate}/", 404)


def test_the_agents_pages_take_few_statements(both):
    both.agree()
    both.hands_in()
    for address in (f"/cases/{both.zhao.case}/", f"/matters/{MATTER}/plan/?place={QUZHOU}"):
        with CaptureQueriesContext(connection) as asked:
            both.zhao.client.get(address)
        assert len(asked) <= 15, [one["sql"][:120] for one in asked]


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
