"""What the tests of applying play in: a city, its people, somebody who begins, fills in, hands in and follows."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.apps.case_scenes import account, forget_everything_kept, person
from tests.apps.catalogue_files import definitions
from tests.apps.small_files import PDF
from tests.faces.guide_scene import MONDAY, QUZHOU, set_clock, settle_town, text_of
from yici.demo.filling import fill_form
from yici.domain.event import Actor
from yici.intake import queries as intake
from yici.intake import store as drafts
from yici.intake.queries import DraftRow
from yici.people.ids import id_at, new_id
from yici.people.models import User
from yici.people.present import now
from yici.people.queries import Profile
from yici.people.services import organisation_create, profile_set, role_grant, user_create
from yici.web.citizen.application.filling import read_filling

SMALL = {
    "applicant_kind": "individual", "business_composition": "individual", "cold_dishes": "no", "fresh_juice": "no",
    "raw_fish": "no", "premises_area": "45", "premises_rented": "no", "sign_exceeds_name": "no", "sign_large": "no",
    "uses_agent": "no", "needs_prior_approval": "no", "online_ordering": "no", "vending_machine": "no",
    "has_business_licence": "no",
}  # fmt: skip
PROMISED = SMALL | {"premises_area": "120", "fire_check_procedure": "commitment"}
COMPANY = SMALL | {"applicant_kind": "company", "premises_rented": "yes"}
for unasked in ("business_composition",):
    COMPANY.pop(unasked)
MATTER = "/matters/open-restaurant/"


def pdf(name: str = "lease.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/pdf")


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A city that has published its catalogue, with its people, on Monday 2 March 2026 at ten."""
    forget_everything_kept()
    set_clock(monkeypatch, MONDAY)
    settle_town(tmp_path, definitions())
    yield
    forget_everything_kept()


def citizen(username: str = "wang") -> User:
    """This will make one of the demonstration's citizens with what they told of themselves."""
    who = person(username)
    user = user_create(user_id=account(username), username=username, now=now())
    profile = Profile(name=who.name, id_number=who.id_number, phone=who.phone)
    profile_set(user_id=user.id, profile=profile, subject_id=new_id(), now=now())
    return user


def officer(role: str = "window_clerk", agency: str = "service_centre", place: str = QUZHOU) -> User:
    """This will make a member of staff with a role at a place."""
    user = user_create(user_id=id_at(6, 90), username="officer", kind="staff", now=now())
    body = organisation_create(
        organisation_id=id_at(6, 91), code="body", name="body", agency=agency, place_code=place, now=now()
    )
    operator = Actor(kind="system", id="operator", role="operator", channel="cli")
    role_grant(
        role_id=id_at(6, 92),
        user_id=user.id,
        role=role,
        organisation_id=body,
        place_code=place,
        actor=operator,
        now=now(),
    )
    return user


class Applicant:
    """Somebody with a browser without scripts, who applies."""

    def __init__(self, user: User | None = None, language: str = "zh-hans") -> None:
        self.client = Client(headers={"accept-language": language})
        self.draft = UUID(int=0)
        self.case = UUID(int=0)
        if user is not None:
            self.signs_in(user)

    def signs_in(self, user: User) -> None:
        self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def begins(self, answers: dict[str, str] = SMALL, place: str = QUZHOU) -> HttpResponse:
        answer = self.client.post(f"{MATTER}begin/", {"place": place, **answers})
        if found := re.fullmatch(r"/drafts/([0-9a-f-]{36})/form/", answer.headers.get("Location", "")):
            self.draft = UUID(found.group(1))
        return answer

    def at(self, page: str) -> str:
        return f"/drafts/{self.draft}/{page}"

    def gets(self, page: str, status: int = 200) -> HttpResponse:
        answer = self.client.get(self.at(page))
        assert answer.status_code == status, text_of(answer)[:2000]
        return answer

    def reads(self, page: str, status: int = 200) -> str:
        return text_of(self.gets(page, status))

    @property
    def row(self) -> DraftRow:
        row = drafts.draft(self.draft)
        assert row is not None
        return row

    def typed(self) -> dict[str, Any]:
        """This will give what is kept of what was typed."""
        return read_filling(intake.form_values(self.row)).fields

    def plan(self) -> Any:
        return self.gets("form/").context["opened"].plan

    def fills_in(self, **instead: str) -> None:
        """This will keep a value for every field, as made-up people would type it."""
        opened = self.gets("form/").context["opened"]
        values = fill_form(opened.plan, opened.catalogue.elements, person("wang"), "小面一碗") | instead
        opened.keep(lambda filling: filling.typed(values))

    def fills_in_page_by_page(self) -> None:
        """This will type a value into every field of every page and go on to the next."""
        opened = self.gets("form/").context["opened"]
        values = fill_form(opened.plan, opened.catalogue.elements, person("wang"), "小面一碗")
        page = self.gets("form/").context["begin"].url
        while "/form/" in page:
            page = self.client.post(page, values).headers["Location"]
        assert page == self.at("papers/")

    def signs(self) -> None:
        promises = self.gets("papers/").context["promises"]
        self.client.post(self.at("papers/"), {f"sign:{one.item}": "yes" for one in promises} | {"go": "next"})

    def submits(self) -> HttpResponse:
        answer = self.client.post(self.at("review/"), {"key": str(self.draft)})
        if found := re.fullmatch(r"/cases/([0-9a-f-]{36})/receipt/", answer.headers.get("Location", "")):
            self.case = UUID(found.group(1))
        return answer

    def applies(self, answers: dict[str, str] = SMALL) -> UUID:
        """This will begin, fill in, sign and hand in, and give the case."""
        self.begins(answers)
        self.fills_in()
        self.signs()
        answer = self.submits()
        assert answer.status_code == 302, text_of(answer)[:2000]
        return self.case

    def follows(self, page: str = "", status: int = 200) -> HttpResponse:
        answer = self.client.get(f"/cases/{self.case}/{page}")
        assert answer.status_code == status, text_of(answer)[:2000]
        return answer

    def looks_up(self, number: str, code: str) -> HttpResponse:
        return self.client.post("/status/", {"number": number, "code": code})


@pytest.fixture
def guest(town: None) -> Applicant:
    """Somebody without an account."""
    return Applicant()
