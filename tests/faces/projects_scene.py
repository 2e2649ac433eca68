"""Projects on the pages: opened by their builder, a case to put in, staff of a place."""

from uuid import UUID

from django.test import Client

from tests.apps.case_scenes import account, papers_of, person
from tests.apps.project_scenes import ANSWERS
from tests.faces.application_scene import Applicant
from tests.faces.guide_scene import QUZHOU, text_of
from yici.cases.services import Application, case_submit
from yici.catalogue import queries as catalogue
from yici.demo.filling import fill_form
from yici.domain.event import Actor
from yici.intake.services import plan_make
from yici.people.ids import new_id
from yici.people.present import now
from yici.people.services import organisation_create, role_grant, user_create

CODE, NAME = "2603-330802-04-01-000777", "厂房一期(演示)"
SETUP = Actor(kind="system", id="setup", role="operator", channel="cli")


def opened(who: Applicant, code: str = CODE) -> str:
    answer = who.client.post("/projects/", {"code": code, "name": NAME})
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def acceptance(firm: str | None = None) -> UUID:
    plan = plan_make(bundle="joint-acceptance", place=QUZHOU, answers=ANSWERS, now=now())
    form = fill_form(plan, catalogue.current().elements, person("wang"), NAME)
    application = Application(plan, form, tuple(papers_of(plan)), None, NAME, account("wang"), firm=firm)
    actor = Actor(kind="person", id=str(account("wang")), role="applicant", channel="web")
    done = case_submit(case_id=new_id(), subject_id=new_id(), application=application, actor=actor, now=now())
    return UUID(done.case.id)


def staff(role: str, place: str = QUZHOU) -> Client:
    body = organisation_create(
        organisation_id=new_id(), code=f"hall-{role}-{place}", name="大厅", agency="service_centre",
        place_code=place, now=now(),
    )  # fmt: skip
    user = user_create(user_id=new_id(), username=f"{role}-{place}", kind="staff", now=now())
    role_grant(
        role_id=new_id(), user_id=user.id, role=role, organisation_id=body, place_code=place, item=None, actor=SETUP,
        now=now(),
    )  # fmt: skip
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
