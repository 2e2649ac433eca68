"""Engineering projects over the real definitions and record: cases in stages, measurements, who may see what."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import (
    CLERK,
    DAY,
    HOUR,
    MONDAY,
    PLACE,
    account,
    act,
    city,
    faults,
    forgetful,
)  # fmt: skip
from tests.apps.project_scenes import (
    BUILDER,
    CODE,
    INSTITUTE,
    MEASURES,
    NOBODY,
    RIVAL,
    SURVEYOR,
    attach,
    case,
    project,
)
from yici.domain.authority import Grant, Grants
from yici.domain.case import DeclineAcceptance, Withdraw
from yici.domain.error import Conflict, Forbidden, Invalid, NotFound, Refused
from yici.domain.event import Actor
from yici.domain.project import Project
from yici.ledger.queries import history
from yici.ledger.verify import rebuild
from yici.people.ids import id_at
from yici.people.models import Place
from yici.people.services import organisation_create
from yici.projects import queries, register, services

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city", "institutes")]


@pytest.fixture
def institutes(city: None) -> None:
    """Two institutions that measure."""
    Place.objects.get_or_create(code=PLACE, defaults={"name": "衢州市", "level": 2, "path": "衢州市"})
    for name, code in ((INSTITUTE, "institute"), (RIVAL, "rival")):
        organisation_create(
            organisation_id=UUID(name), code=code, name=code, agency="surveying", place_code=PLACE, now=MONDAY
        )  # fmt: skip


def note(made: Project) -> None:
    """This will give the feed's reader what happened to the project's cases, as a worker does after every commit."""
    register.noted([stored for one in made.cases for stored in history(UUID(one.case))])


def kinds(made: Project) -> list[str]:
    return [stored.kind for stored in history(UUID(made.id))]


def test_a_case_goes_into_its_stage_and_its_end_is_noted_by_the_feed():
    made = attach(project(), case())
    assert [(one.stage, one.bundle) for one in made.cases] == [("acceptance", "joint-acceptance")]
    assert made.whole.due is not None
    act(UUID(made.cases[0].case), Withdraw(), MONDAY + DAY)
    note(made)
    after = queries.project_seen(project_id=UUID(made.id), actor=BUILDER, grants=NOBODY, now=MONDAY + 300 * DAY).project
    assert (after.running, after.cases[0].decided, after.whole.since) == (False, False, None)
    # Noted months later, and as of the day of the end: no day of the whole too many, and then the platform reminds.
    assert kinds(made)[:3] == ["project.opened", "project.case_attached", "project.case_ended"]
    assert set(kinds(made)[3:]) == {"project.reminded"}
    assert after.cases[0].ended_at == MONDAY + DAY
    count = len(kinds(made))
    note(made)
    assert len(kinds(made)) == count
    assert faults() == []


def test_a_matter_of_no_stage_and_a_case_of_another_project_stay_out():
    first, second = project(), project(2, "2603-330802-04-01-654321")
    one = case()
    attach(first, one)
    with pytest.raises(Conflict, match=r"project\.case_elsewhere"):
        attach(second, one)
    with pytest.raises(Refused, match=r"project\.attached_already"):
        attach(first, one)
    with pytest.raises(Invalid, match=r"project\.foreign_bundle"):
        attach(first, case(2, "open-restaurant"))


def test_a_code_names_one_project():
    project()
    with pytest.raises(Conflict, match=r"project\.code_taken"):
        project(2, CODE.lower())


def survey(made: Project, digest: str = "d" * 64, grants: Grants = MEASURES, organisation: str = INSTITUTE) -> Project:
    return services.project_record_result(
        project_id=UUID(made.id), result_id=id_at(24, 1), measurement="completion_survey", organisation=organisation,
        digest=digest, actor=SURVEYOR, grants=grants, now=MONDAY + DAY,
    ).project  # fmt: skip


def test_what_surveyors_measured_comes_from_them_and_reaches_every_case_that_waits_for_it():
    # Quzhou spares the paper because its surveyors hand the report in; elsewhere a case waits for it.
    one = case(without="house_survey_report", place="370700000000")
    made = attach(project(), one)
    with pytest.raises(NotFound):
        survey(made)
    services.project_name_surveyor(
        project_id=UUID(made.id), organisation="institute", measurements=("completion_survey",), actor=BUILDER,
        grants=NOBODY, now=MONDAY + HOUR,
    )  # fmt: skip
    after = survey(made)
    assert [one.measurement for one in after.results] == ["completion_survey"]
    supplied = [stored for stored in history(UUID(one.id)) if stored.kind == "paper.supplied"]
    assert [paper["material"] for stored in supplied for paper in stored.body["papers"]] == ["house_survey_report"]
    assert supplied[0].actor.id == "surveyor"
    with pytest.raises(Refused, match=r"project\.recorded_already"):
        survey(made)
    # A later report is on record, and no case waits for it any more.
    survey(made, digest="e" * 64)
    assert len([stored for stored in history(UUID(one.id)) if stored.kind == "paper.supplied"]) == 1
    assert faults() == []


def test_what_was_measured_before_reaches_a_case_that_is_put_in_afterwards():
    made = project()
    services.project_name_surveyor(
        project_id=UUID(made.id), organisation="institute", measurements=("completion_survey",), actor=BUILDER,
        grants=NOBODY, now=MONDAY + HOUR,
    )  # fmt: skip
    survey(made, digest="c" * 64)
    survey(made, digest="d" * 64)
    one = case(without="house_survey_report", place="370700000000")
    services.project_attach(
        project_id=UUID(made.id), case_id=UUID(one.id), actor=BUILDER, grants=NOBODY, now=MONDAY + 2 * DAY
    )
    [supplied] = [stored for stored in history(UUID(one.id)) if stored.kind == "paper.supplied"]
    assert [(p["material"], p["files"]) for p in supplied.body["papers"]] == [("house_survey_report", ["d" * 64])]
    assert faults() == []


def test_only_the_builder_the_window_of_the_place_and_who_measures_see_a_project():
    made = attach(project(), case())
    other = Actor(kind="person", id=str(account("zhao")), role="applicant", channel="web")
    elsewhere = Grants((Grant("window_clerk", "hall", "service_centre", "110000000000"),))
    officer = Grants((Grant("lead", "body-fire", "fire_rescue", PLACE),))
    window = Grants((Grant("window_clerk", "hall", "service_centre", PLACE),))
    for actor, grants in ((other, NOBODY), (CLERK, elsewhere), (CLERK, officer), (SURVEYOR, MEASURES)):
        with pytest.raises(NotFound):
            queries.project_seen(project_id=UUID(made.id), actor=actor, grants=grants, now=MONDAY)
        assert queries.projects_readable(grants=grants) == []
        with pytest.raises((NotFound, Forbidden)):
            services.project_close(project_id=UUID(made.id), actor=actor, grants=grants, now=MONDAY)
        with pytest.raises((NotFound, Forbidden)):
            survey(made, grants=grants)
    assert queries.project_seen(project_id=UUID(made.id), actor=CLERK, grants=window, now=MONDAY).name == "演示厂房一期"
    assert [row.code for row in queries.projects_readable(grants=window)] == [CODE]
    assert [row.code for row in queries.projects_of(applicant=account("wang"))] == [CODE]
    with pytest.raises(Forbidden):
        services.project_open(
            project_id=id_at(20, 9), subject_id=id_at(21, 9), code=CODE, name="n", place=PLACE, course="engineering",
            identity=None, applicant=None, actor=CLERK, grants=officer, now=MONDAY,
        )  # fmt: skip


def test_a_result_is_handed_in_for_one_s_own_institution_only():
    made = attach(project(), case())
    for name in ("institute", "rival"):
        services.project_name_surveyor(
            project_id=UUID(made.id), organisation=name, measurements=("completion_survey",), actor=BUILDER,
            grants=NOBODY, now=MONDAY,
        )  # fmt: skip
    with pytest.raises(Forbidden):
        survey(made, organisation=RIVAL)


def test_a_list_takes_one_statement_and_one_for_the_names():
    for number in range(3):
        project(number + 1, f"2603-330802-04-01-1000{number:02}")
    window = Grants((Grant("window_clerk", "hall", "service_centre", PLACE),))
    with CaptureQueriesContext(connection) as asked:
        assert len(queries.projects_readable(grants=window, limit=2)) == 2
    assert len(asked) == 2


def test_timers_remind_and_the_record_rebuilds():
    made = attach(project(), case())
    act(
        UUID(made.cases[0].case),
        DeclineAcceptance(item="planning-verification", reason="not_competent", competent="urban_management"),
        MONDAY + DAY,
    )
    assert services.project_settle(stream=UUID(made.id), now=MONDAY + 300 * DAY) >= 1
    assert faults() == []
    assert rebuild().ok
    assert faults() == []
