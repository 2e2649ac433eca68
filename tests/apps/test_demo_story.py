"""The demonstration's matters: brought to their stages by the services, so that their record verifies."""

import pytest

from tests.apps.case_scenes import at, city, faults, forgetful
from tests.apps.people_samples import load_county
from yici.cases import queries
from yici.demo.accounts import create_accounts
from yici.demo.errands import tell_errands
from yici.demo.projects import tell_projects
from yici.demo.story import STORIES, tell_stories
from yici.domain.authority import Grants
from yici.domain.event import Actor
from yici.ledger.queries import history
from yici.people.queries.accounts import grants_of, user_named
from yici.people.queries.mandates import mandates_living
from yici.projects.queries import project_seen, projects_of

__all__ = ["city", "forgetful"]
NOW = at("2026-03-27", 15)


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_the_stories_are_told_once_and_their_record_verifies(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    load_county(tmp_path)
    accounts = create_accounts(now=NOW)
    assert tell_stories(accounts, now=NOW) == len(STORIES)
    assert tell_stories(accounts, now=NOW) == 0
    assert tell_projects(accounts, now=NOW) == 2
    assert tell_projects(accounts, now=NOW) == 0
    assert tell_errands(accounts, now=NOW) == 1
    assert tell_errands(accounts, now=NOW) == 0
    assert faults() == []
    [row] = projects_of(applicant=accounts.users["wang"])
    builder = Actor(kind="person", id=str(accounts.users["wang"]), role="applicant", channel="web")
    view = project_seen(project_id=row.id, actor=builder, grants=Grants(), now=NOW)
    assert (len(view.project.results), view.project.state_of("acceptance"), view.used) == (1, "running", 4)
    of_zhao = [row.id for row in queries.cases_of(applicant=accounts.users["zhao"])]
    events = {case: list(history(case)) for case in of_zhao}
    planned = [(case, one) for case in of_zhao for one in events[case] if one.kind == "inspection.planned"]
    assert {one.actor.role for _, one in planned} == {"lead"}
    [(case, joint)] = [(case, one) for case, one in planned if len(one.body["items"]) > 1]
    assert joint.body["items"] == ["food-licence", "fire-check"]
    [part] = [one for one in events[case] if one.kind == "inspection.recorded"]
    assert (part.actor.role, part.body["items"]) == ("chief_representative", ["fire-check"])


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_a_helper_of_the_demonstration_may_act_for_whoever_asked_the_station(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    load_county(tmp_path)
    accounts = create_accounts(now=NOW)
    tell_errands(accounts, now=NOW)
    helper = user_named("helper")
    [view] = mandates_living(user=helper, grants=grants_of(helper.id, NOW), now=NOW)
    assert (view.principal, view.mandate.phase, view.party) == ("陈阿婆", "living", "agent")
    assert "(演示)" in (view.agent or "")
