"""An engineering project of Wang's, its cases, and who measures there."""

from uuid import UUID

from tests.apps.case_scenes import (
    HOUR,
    MONDAY,
    PLACE,
    SMALL,
    account,
    applicant,
    papers_of,
    person,
)  # fmt: skip
from yici.cases.services import Application, case_submit
from yici.catalogue import queries as catalogue
from yici.demo.filling import fill_form
from yici.domain.authority import Grant, Grants
from yici.domain.case import Case
from yici.domain.event import Actor
from yici.domain.project import Project
from yici.intake import services as intake
from yici.people.ids import id_at
from yici.projects import services

CODE = "2603-330802-04-01-123456"
BUILDER = applicant("wang")
NOBODY = Grants()
INSTITUTE, RIVAL = str(id_at(25, 1)), str(id_at(25, 2))
SURVEYOR = Actor(kind="staff", id="surveyor", role="surveyor", channel="api")
MEASURES = Grants((Grant("surveyor", INSTITUTE, "surveying", PLACE),))
ANSWERS = {
    "project_kind": "building", "special_project": True, "civil_defence_basement": False, "produces_sewage": False,
    "uses_agent": False,
}  # fmt: skip


def project(number: int = 1, code: str = CODE) -> Project:
    return services.project_open(
        project_id=id_at(20, number), subject_id=id_at(21, number), code=code, name="演示厂房一期", place=PLACE,
        course="engineering", identity=None, applicant=account("wang"), actor=BUILDER, grants=NOBODY, now=MONDAY,
    ).project  # fmt: skip


def case(number: int = 1, bundle: str = "joint-acceptance", *, without: str = "", place: str = PLACE) -> Case:
    """This will hand a matter of the project in; `without` leaves one paper out."""
    answers = ANSWERS if bundle == "joint-acceptance" else SMALL
    plan = intake.plan_make(bundle=bundle, place=place, answers=answers, now=MONDAY)
    form = fill_form(plan, catalogue.current().elements, person("wang"), "演示厂房一期")
    papers = tuple(paper for paper in papers_of(plan) if paper.material != without)
    application = Application(plan, form, papers, None, "演示厂房一期", account("wang"))
    return case_submit(
        case_id=id_at(22, number), subject_id=id_at(23, number), application=application, actor=BUILDER, now=MONDAY
    ).case


def attach(made: Project, one: Case, actor: Actor = BUILDER, grants: Grants = NOBODY) -> Project:
    return services.project_attach(
        project_id=UUID(made.id), case_id=UUID(one.id), actor=actor, grants=grants, now=MONDAY + HOUR
    ).project
