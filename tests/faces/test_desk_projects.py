"""What a window does with engineering projects, and who may not; how a builder without an account finds theirs."""

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import account
from tests.faces.application_scene import Applicant, citizen, town
from tests.faces.guide_scene import QUZHOU, text_of
from tests.faces.projects_scene import CODE, NAME, acceptance, opened, staff
from yici.cases import queries as cases
from yici.people.ids import new_id
from yici.people.present import now
from yici.people.queries import Profile
from yici.people.services import profile_set
from yici.projects import queries
from yici.projects.models import Project

__all__ = ["town"]
NUMBER = "330802199003070025"
FORM = {"code": CODE, "name": NAME, "place": QUZHOU, "identity": ""}


@pytest.fixture
def window(town: None) -> Client:
    return staff("window_clerk")


def at_window(window: Client, **more: str) -> str:
    answer = window.post("/desk/projects/", FORM | more)
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"]).partition("#")[0]


def do(window: Client, address: str, name: str, **told: str) -> str:
    version = window.get(address).context["version"]
    return text_of(window.post(f"{address}{name}/", {"version": version, **told}, follow=True))


def number_of(case: UUID) -> str:
    return cases.standing([case])[case].number


def test_a_window_opens_a_project_that_its_builder_finds_by_the_receipt(window: Client) -> None:
    address = at_window(window)
    page = text_of(window.get(address))
    [made] = Project.objects.all()
    code = queries.query_code(made.id)
    assert made.applicant is None
    for said in (NAME, CODE, code, "这个项目不在任何账户里"):
        assert said in page
    guest = Client()
    assert "/accounts/login" in guest.get(f"/projects/{made.id}/")["Location"]
    wrong = guest.post("/status/", {"number": CODE, "code": "AAAAAAAA"})
    assert wrong.status_code == 422
    found = guest.post("/status/", {"number": CODE.lower(), "code": code}, follow=True)
    assert NAME in text_of(found)
    assert '<form method="post" action="/projects' not in found.content.decode()
    assert CODE in text_of(guest.get("/status/"))
    # Whoever found it looks, and does nothing with it; another account does not find it by itself.
    assert guest.post(f"/projects/{made.id}/close/", {"version": "1"}).status_code == 302
    assert Applicant(citizen("chen")).client.get(f"/projects/{made.id}/").status_code == 404
    assert Project.objects.get().phase == "open"


def test_it_goes_into_no_account_that_states_the_number_that_was_read(window: Client) -> None:
    wang = citizen()
    profile_set(
        user_id=account("wang"),
        profile=Profile(name="王小面", id_number=NUMBER, phone=""),
        subject_id=new_id(),
        now=now(),
    )
    address = at_window(window, identity=NUMBER)
    assert "这个项目不在任何账户里" in text_of(window.get(address))
    assert NAME not in text_of(Applicant(wang).client.get("/projects/"))


def test_a_case_is_put_in_by_its_number_and_taken_out(window: Client) -> None:
    address, case = at_window(window), acceptance()
    assert "没有找到这件事" in do(window, address, "attach", number="330800202603020000000")
    assert "没有找到这件事" in do(window, address, "attach", number="x")
    page = do(window, address, "attach", number=number_of(case).lower())
    assert "放进项目了" in page
    assert f'href="/desk/{case}/"' in window.get(address).content.decode()
    inside = f'href="{address}">{CODE}</a>'
    assert inside in window.get(f"/desk/{case}/").content.decode()
    assert "从项目里拿出来了" in do(window, address, "detach", case=str(case))
    assert inside not in window.get(f"/desk/{case}/").content.decode()
    assert "项目结束了" in do(window, address, "close")


def test_what_is_wrong_is_said_and_what_was_typed_stays(window: Client) -> None:
    at_window(window)
    for more, said in (
        ({}, "已经建过项目"), ({"code": "有字"}, "项目代码不对"),
        ({"code": "2603-330802-04-01-400002", "name": " "}, "没有写项目名称"),
        ({"code": "2603-330802-04-01-400003", "identity": "330802199003070026"}, "证件号码不对"),
    ):  # fmt: skip
        answer = window.post("/desk/projects/", FORM | more)
        assert (answer.status_code, said in text_of(answer)) == (422, True)
        assert f'value="{(FORM | more)["code"]}"' in answer.content.decode()
    assert window.post("/desk/projects/", FORM | {"code": "X-4", "place": "330100000000"}).status_code == 403
    assert Project.objects.count() == 1


def test_a_project_is_found_by_the_beginning_of_its_code(window: Client) -> None:
    at_window(window)
    at_window(window, code="2603-110000-04-01-000001", name="二期(演示)")
    page = text_of(window.get("/desk/projects/?code=2603-110000"))
    assert "二期(演示)" in page
    assert NAME not in page
    assert "没有项目" in text_of(window.get("/desk/projects/?code=%25"))


def test_who_only_reads_is_offered_nothing_and_may_do_nothing(town: None) -> None:
    wang = Applicant(citizen())
    wang.client.cookies["yici_place"] = QUZHOU
    address = f"/desk{opened(wang)}"
    supervisor, elsewhere = staff("supervisor"), staff("window_clerk", "330100000000")
    page = supervisor.get(address).content.decode()
    assert "查询码" not in page.partition("<main")[2].partition("</main>")[0]
    assert "替来人建一个项目" not in text_of(supervisor.get("/desk/projects/"))
    assert supervisor.post("/desk/projects/", FORM | {"code": "S-1"}).status_code == 403
    for client, status in ((supervisor, 404), (elsewhere, 404), (staff("lead"), 404), (wang.client, 404)):
        for name in ("attach", "detach", "surveyor", "close"):
            told = {"version": "1", "number": "1" * 22, "case": str(new_id()), "organisation": "x"}
            assert client.post(f"{address}{name}/", told).status_code in {status, 302}, name
    assert Project.objects.get().phase == "open"
    assert (
        queries.project_by_code(code=CODE, query_code=queries.query_code(Project.objects.get().id), now=now()).seq == 1
    )


def test_the_page_of_a_project_takes_as_many_statements_however_many_cases(window: Client) -> None:
    asked = []
    for number in (1, 2):
        address = at_window(window, code=f"2603-330802-04-01-5000{number:02}")
        for _ in range(number):
            do(window, address, "attach", number=number_of(acceptance()))
        with CaptureQueriesContext(connection) as statements:
            window.get(address)
            window.get("/desk/projects/")
        asked.append(len(statements))
    assert asked[0] == asked[1]
