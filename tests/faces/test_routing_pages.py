"""Pages of what was taken in at one place and is handled at others: the applicant's, and the desk's."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.apps.case_scenes import HOUR, MONDAY, SMALL, act, forget_everything_kept
from tests.apps.catalogue_files import altered_files, definitions
from tests.apps.people_samples import OPERATOR
from tests.apps.routing_scenes import CITY, FOOD, HEALTH, REGISTRATION, A, B, clerk, take_in, word
from tests.faces.application_scene import set_clock
from tests.faces.desk_scene import actions, moment, people_the_city, signed_in, text_of
from yici.domain.case import Case, Defect, RequestCorrection
from yici.people.ids import id_at
from yici.people.models import Place
from yici.people.services import organisation_create, role_grant, user_create
from yici.web.citizen.application.access import CASES

__all__ = ["moment"]
HALLS = ((A, "柯城区"), (B, "衢江区"), ("330822000000", "常山县"))


@pytest.fixture
def counties(db: None, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three counties with a window each; the city says who handles what."""
    said: dict[str, Any] = {
        name: {"handled_at": word(level), "cross_region": word("city")}
        for name, level in ((FOOD, "county"), (REGISTRATION, "county"), (HEALTH, "city"))
    }
    altered = altered_files(definitions(), f"place:{CITY}", items=said)
    monkeypatch.setattr("tests.faces.desk_scene.definitions", lambda: altered)
    forget_everything_kept()
    people_the_city(tmp_path)
    for number, (code, name) in enumerate(HALLS):
        Place.objects.create(code=code, name=name, level=3, parent_id=CITY, path=f"浙江省衢州市{name}")
        hall, user = id_at(4, 50 + number), id_at(6, 50 + number)
        organisation_create(
            organisation_id=hall, code=f"hall-{code}", name=f"{name}政务服务中心", agency="service_centre",
            place_code=code, now=MONDAY,
        )  # fmt: skip
        user_create(user_id=user, username=f"clerk-{code}", kind="staff", now=MONDAY)
        role_grant(
            role_id=id_at(5, 50 + number), user_id=user, role="window_clerk", organisation_id=hall, place_code=code,
            actor=OPERATOR, now=MONDAY,
        )  # fmt: skip
    yield
    forget_everything_kept()


@pytest.fixture
def case(counties: None) -> Case:
    return take_in(1, clerk(A), place=B).case


def follows(case: Case) -> str:
    """This will open the page of whoever showed number and code."""
    client = Client(headers={"Accept-Language": "zh-hans"})
    session = client.session
    session[CASES] = [[case.id, case.number]]
    session.save()
    client.cookies["sessionid"] = session.session_key
    return text_of(client.get(reverse("case", args=[case.id])))


def rows(client: Client, task: str) -> set[str]:
    answer = client.get(f"/desk/?task={task}")
    assert answer.status_code == 200
    return {row.item for row in answer.context["page"].rows}


def test_the_applicant_reads_who_handles_each_item_and_where(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-03-02T10:00")
    text = follows(case)
    assert "柯城区综合窗口收的件" in text
    assert text.count("县级的事，由衢江区办") == 2
    assert "市级的事，由衢州市办" in text


def test_the_desk_of_the_window_lists_what_it_sent_on(case: Case, moment: Any) -> None:
    a, b, c = (signed_in(f"clerk-{code}") for code, _ in HALLS)
    assert {name: rows(client, "sent") for name, client in (("a", a), ("b", b), ("c", c))} == {
        "a": {FOOD, REGISTRATION, HEALTH}, "b": set(), "c": set(),
    }  # fmt: skip
    assert (rows(a, "all"), rows(b, "all"), rows(c, "all")) == (set(), {FOOD, REGISTRATION}, set())
    text = text_of(a.get("/desk/?task=sent"))
    assert "衢江区" in text
    assert "本窗口收、别处办的" in text


def test_the_desk_opens_it_to_those_who_have_to_do_with_it_alone(case: Case, moment: Any) -> None:
    a, b, c = (signed_in(f"clerk-{code}") for code, _ in HALLS)
    assert [client.get(f"/desk/{case.id}/").status_code for client in (a, b, c)] == [200, 200, 404]
    assert not [one for one in actions(a.get(f"/desk/{case.id}/")) if one.name not in ("写消息给申请人", "催办")]
    assert "县级的事，由衢江区办" in text_of(b.get(f"/desk/{case.id}/"))
    assert [client.get(f"/desk/{case.id}/do/accept/").status_code for client in (a, c)] == [409, 404]
    defect = Defect(item=FOOD, target="food_safety_rules", code="paper.unclear")
    act(case, RequestCorrection(defects=(defect,)), MONDAY + HOUR, grants=clerk(B))
    [offer] = [one for one in actions(a.get(f"/desk/{case.id}/")) if one.name not in ("写消息给申请人", "催办")]
    assert "supply_correction" in offer.href
    assert a.get(offer.href).status_code == 200
    assert c.get(offer.href).status_code == 404


def test_the_plan_says_where_each_item_is_handled_and_why(counties: None) -> None:
    client = Client(headers={"Accept-Language": "zh-hans"})
    text = text_of(client.get("/matters/open-restaurant/plan/", {"place": B, **SMALL}))
    assert "县级的事，由衢江区办" in text
