"""Who gives a mandate, who gets it and a stranger to both, each at a browser of their own."""

import re
from uuid import UUID

import pytest
from django.http import HttpResponse

from tests.apps.case_scenes import person
from tests.faces.application_scene import SMALL, Applicant, citizen, town
from tests.faces.guide_scene import text_of

__all__ = ["both", "town"]
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
