"""A builder's projects on the pages, and what staff of the place see of them."""

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import account
from tests.faces.application_scene import Applicant, citizen, town
from tests.faces.guide_scene import QUZHOU, set_clock, text_of
from tests.faces.projects_scene import CODE, NAME, acceptance, opened, staff
from yici.domain.authority import Grants
from yici.domain.event import Actor
from yici.people.firms import FirmClaim, firm_id, firms_told
from yici.people.ids import new_id
from yici.people.present import now
from yici.people.services import organisation_create
from yici.projects import queries
from yici.projects.models import Project

__all__ = ["town"]


@pytest.fixture
def wang(town: None) -> Applicant:
    made = Applicant(citizen())
    made.client.cookies["yici_place"] = QUZHOU
    return made


def do(who: Applicant, address: str, name: str, **told: str) -> str:
    """This will send one of the forms of a project's page and give the page that follows."""
    version = who.client.get(address).context["version"]
    return text_of(who.client.post(f"{address}{name}/", {"version": version, **told}, follow=True))


def test_a_builder_opens_a_project_and_sees_its_stages_ahead(wang: Applicant) -> None:
    assert "还没有项目" in text_of(wang.client.get("/projects/"))
    address = opened(wang)
    page = text_of(wang.client.get(address))
    for said in (NAME, CODE, "立项用地规划许可", "竣工验收", "用了 0 个工作日，一共120 个工作日", "国办发〔2019〕11号"):
        assert said in page
    assert page.count("还没有开始") == 4
    assert "现在没有在政府这边办的，不计时。" in page
    assert NAME in text_of(wang.client.get("/projects/"))
    assert "我的项目" in text_of(wang.client.get("/mine/"))


def test_a_case_is_put_in_and_the_picture_says_where_it_stands(
    wang: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, case = opened(wang), acceptance()
    assert str(case) in wang.client.get(address).content.decode()
    page = do(wang, address, "attach", case=str(case))
    assert "放进项目了" in page
    assert "还有在办的，现在不能结束项目。" in page
    set_clock(monkeypatch, "2026-03-09T10:00")
    answer = wang.client.get(address)
    assert f'href="/cases/{case}/"' in answer.content.decode()
    page = text_of(answer)
    assert "用了 5 个工作日" in page
    assert "从2026年3月2日（周一）的第二天起在计时" in page
    assert "没有能放进来的" in page
    assert "还有在办的，不能结束项目" in do(wang, address, "close")


def test_a_case_of_a_firm_is_shown_only_to_a_builder_who_acts_for_it_now(wang: Applicant) -> None:
    firm = FirmClaim("91330802MA2DEM301K", "衢州小面餐饮有限公司(演示)", "周敏", "authorised")
    firms_told(user_id=account("wang"), firms=[firm], now=now())
    address, case = opened(wang), acceptance(str(firm_id(firm.uscc)))
    assert "放进项目了" in do(wang, address, "attach", case=str(case))
    assert f'href="/cases/{case}/"' in wang.client.get(address).content.decode()
    firms_told(user_id=account("wang"), firms=[], now=now())
    assert f'href="/cases/{case}/"' not in wang.client.get(address).content.decode()


def test_a_firms_project_is_of_whoever_acts_for_it_now(wang: Applicant) -> None:
    firm = FirmClaim("91330802MA2DEM301K", "衢州小面餐饮有限公司(演示)", "周敏", "authorised")
    name, colleague = str(firm_id(firm.uscc)), Applicant(citizen("zhao"))
    stranger = Applicant(citizen("chen"))
    stranger.client.cookies["yici_place"] = QUZHOU
    for who in ("wang", "zhao"):
        firms_told(user_id=account(who), firms=[firm], now=now())
    told = {"code": CODE, "name": NAME, "firm": name}
    assert stranger.client.post("/projects/", told).status_code == 404
    address = str(wang.client.post("/projects/", told)["Location"])
    case = acceptance(name)
    listed = text_of(colleague.client.get("/projects/"))
    assert NAME in listed
    assert f"以企业的名义：{firm.name}" in listed
    offered = colleague.client.get(address)
    assert [one.id for one in offered.context["addable"]] == [case]  # handed in by Wang
    assert "放进项目了" in do(colleague, address, "attach", case=str(case))
    assert f'href="{address}"' in colleague.client.get(f"/cases/{case}/").content.decode()
    assert stranger.client.get(address).status_code == 404
    assert NAME not in text_of(stranger.client.get("/projects/"))
    firms_told(user_id=account("wang"), firms=[], now=now())
    assert NAME not in text_of(wang.client.get("/projects/"))
    for where in (address, f"{address}readings/"):
        assert (wang.client.get(where).status_code, colleague.client.get(where).status_code) == (404, 200)
    assert wang.client.post(f"{address}close/", {"version": "1"}).status_code == 404


def test_who_measures_is_named_by_code_and_what_came_is_shown(wang: Applicant) -> None:
    address = opened(wang)
    assert "没有这个单位代码" in do(wang, address, "surveyor", organisation="no-such", measurement="completion_survey")
    organisation_create(
        organisation_id=new_id(), code="institute", name="演示测绘院", agency="surveying", place_code=QUZHOU, now=now()
    )
    assert "没有选测什么" in do(wang, address, "surveyor", organisation="institute")
    page = do(wang, address, "surveyor", organisation="institute", measurement="completion_survey")
    assert "演示测绘院：竣工测绘" in page
    assert "还没有交来成果" in page


def test_a_project_is_closed_and_then_nothing_is_offered(wang: Applicant) -> None:
    address = opened(wang)
    page = do(wang, address, "close")
    assert "已经结束" in page
    assert "<form" not in wang.client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]
    stale = wang.client.post(f"{address}close/", {"version": "1"}, follow=True)
    assert "项目已经结束" in text_of(stale) or "新的变化" in text_of(stale)


def test_what_is_wrong_is_said_and_stays_in_the_form(wang: Applicant) -> None:
    opened(wang)
    for code, said in (("有字", "项目代码不对"), (CODE, "已经建过项目")):
        answer = wang.client.post("/projects/", {"code": code, "name": "二期"})
        assert answer.status_code == 422
        assert said in text_of(answer)
        assert f'value="{code}"' in answer.content.decode()
    assert wang.client.post("/projects/", {"code": "2603-330802-04-01-700002", "name": " "}).status_code == 422
    assert Project.objects.count() == 1


def test_nobody_else_sees_or_changes_it(wang: Applicant) -> None:
    address, chen = opened(wang), Applicant(citizen("chen"))
    chen.client.cookies["yici_place"] = QUZHOU
    assert chen.client.get(address).status_code == 404
    for name in ("attach", "surveyor", "close"):
        told = {"version": "1", "case": str(new_id()), "organisation": "x"}
        assert chen.client.post(f"{address}{name}/", told).status_code == 404
        assert Client().post(f"{address}{name}/", told).status_code == 302
    assert "/accounts/login" in Client().get(address)["Location"]
    assert NAME not in text_of(chen.client.get("/projects/"))
    mine, case = opened(chen, "2603-330802-04-01-700001"), acceptance()
    assert "没有找到这个办件" in do(chen, mine, "attach", case=str(case))
    view = queries.project_seen(
        project_id=UUID(address.split("/")[2]),
        actor=Actor(kind="person", id=str(account("wang")), role=None, channel="web"),
        grants=Grants(), now=now(),
    )  # fmt: skip
    assert view.seq == 1


def test_the_window_and_supervisors_of_the_place_read_it_at_the_desk(wang: Applicant) -> None:
    address, case = opened(wang), acceptance()
    do(wang, address, "attach", case=str(case))
    inside = f"/desk{address}"
    for role in ("window_clerk", "supervisor"):
        client = staff(role)
        assert NAME in text_of(client.get("/desk/projects/"))
        page = client.get(inside)
        assert f'href="/desk/{case}/"' in page.content.decode()
        assert "正在办" in text_of(page)
        assert client.get(address).status_code == 404
    elsewhere = staff("window_clerk", "330100000000")
    assert NAME not in text_of(elsewhere.get("/desk/projects/"))
    assert elsewhere.get(inside).status_code == 404
    assert staff("lead").get("/desk/projects/").status_code == 404
    assert wang.client.get("/desk/projects/").status_code == 404


def test_what_was_put_in_by_mistake_comes_out_again(wang: Applicant) -> None:
    address, case = opened(wang), acceptance()
    do(wang, address, "attach", case=str(case))
    inside = f'href="{address}">{CODE}</a>'
    assert inside in wang.client.get(f"/cases/{case}/").content.decode()
    page = do(wang, address, "detach", case=str(case))
    assert inside not in wang.client.get(f"/cases/{case}/").content.decode()
    assert "从项目里拿出来了" in page
    assert str(case) in wang.client.get(address).content.decode()
    assert "这件事不在项目里" in do(wang, address, "detach", case=str(case))
    assert wang.client.post(f"{address}no-such/", {"version": "1"}).status_code == 404


def test_a_stage_that_was_gone_through_elsewhere_is_not_said_to_be_ahead(wang: Applicant) -> None:
    address = opened(wang)
    do(wang, address, "attach", case=str(acceptance()))
    page = text_of(wang.client.get(address))
    assert (page.count("没有在这里办"), page.count("还没有开始")) == (3, 0)
    assert "正在办：竣工验收，1 件事在政府这边。" in page
    assert "竣工验收正在办" in text_of(wang.client.get("/projects/"))


def test_the_builder_is_told_who_saw_it(wang: Applicant) -> None:
    address = opened(wang)
    assert "还没有人看过" in text_of(wang.client.get(f"{address}readings/"))
    client = staff("supervisor")
    client.get("/desk/projects/")
    client.get(f"/desk{address}")
    page = text_of(wang.client.get(f"{address}readings/"))
    assert "打开看了这个项目" in page
    assert "在清单里看到了这个项目" in page
    chen = Applicant(citizen("chen"))
    assert chen.client.get(f"{address}readings/").status_code == 404


def test_pages_ask_the_database_no_more_for_more(wang: Applicant) -> None:
    asked = []
    for number in (1, 2):
        address = opened(wang, f"2603-330802-04-01-5000{number:02}")
        for _ in range(number):
            do(wang, address, "attach", case=str(acceptance()))
        with CaptureQueriesContext(connection) as statements:
            wang.client.get("/projects/")
            wang.client.get(address)
        asked.append(len(statements))
    assert asked[0] == asked[1]
