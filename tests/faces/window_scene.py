"""The counter, and somebody at it: what they came for, what is said of their papers, what is taken in."""

import re
from typing import Any

import pytest

from tests.apps.case_scenes import PLACE, SMALL, person
from tests.faces.desk_scene import text_of

NUMBER = person("wang").id_number
CAME = {"number": NUMBER, "name": "王小面", "phone": "13800000001", "place": PLACE}
ANSWERS = {name: value if isinstance(value, str) else {True: "yes", False: "no"}.get(value, str(value))
           for name, value in SMALL.items()}  # fmt: skip


@pytest.fixture(autouse=True)
def the_present(moment: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Drafts and desks live at one moment."""
    monkeypatch.setattr("yici.web.citizen.application.opened.present", moment)
    monkeypatch.setattr("yici.web.citizen.application.arriving.present", moment)
    monkeypatch.setattr("yici.web.citizen.application.receipt.present", moment)
    return moment


def begun(client: Any, bundle: str = "open-restaurant", **told: str) -> str:
    """This will begin at the counter for somebody, and give the address of the page."""
    answer = client.post("/desk/window/", CAME | {"bundle": bundle} | told)
    assert answer.status_code == 302, text_of(answer)[:1500]
    return str(answer["Location"])


def papers_on(page: Any) -> dict[str, list[str]]:
    """This will list the papers of the page, each with what may be said of it."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="is:([^"]+)" value="([^"]+)"', page.content.decode()):
        found.setdefault(name, []).append(value)
    return found


def answered(client: Any, page: str, **told: str) -> Any:
    """This will answer the questions of the matter and give the page with the plan that follows."""
    assert client.post(page, {"questions": "1", **ANSWERS, **told}).status_code == 302
    return client.get(page)


def all_good(page: Any, **but: str) -> dict[str, str]:
    """This will say of every paper that it is in order, but for those said otherwise."""
    said = {f"is:{name}": "good" for name in papers_on(page)}
    return {"papers": "1", "fields": "1", "form": "paper", **said, **but}


def case_of(client: Any, answer: Any) -> Any:
    """This will follow a page that took something in to the case."""
    assert answer.status_code == 302, text_of(answer)[:1500]
    case = client.get(answer["Location"])["Location"].rstrip("/").rpartition("/")[2]
    return client.get(f"/desk/window/taken/{case}/").context["case"]
