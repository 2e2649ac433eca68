"""Projects at a window: whose they become, how they are found again, what is taken out, and who looked is on record."""

from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connections

from tests.apps.case_scenes import CLERK, HOUR, MONDAY, PLACE, account, applicant, city, faults, forgetful, person
from tests.apps.project_scenes import BUILDER, CODE, MEASURES, NOBODY, SURVEYOR, attach, case, project
from yici.domain.authority import Grant, Grants
from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.domain.project import Project
from yici.ledger.verify import rebuild
from yici.people.ids import id_at
from yici.people.queries import Profile
from yici.people.services import profile_set, user_create
from yici.projects import queries, services
from yici.projects.queries import Reader

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
WINDOW = Grants((Grant("window_clerk", "hall", "service_centre", PLACE),))
NUMBER, CREDIT = "330802199003070025", "91110000600037341L"


def at_window(number: int = 1, identity: str | None = NUMBER) -> Project:
    return services.project_open(
        project_id=id_at(20, number), subject_id=id_at(21, number), code=f"{CODE[:-1]}{number}", name="演示厂房一期",
        place=PLACE, course="engineering", identity=identity, applicant=None, actor=CLERK, grants=WINDOW, now=MONDAY,
    ).project  # fmt: skip


def known(name: str) -> UUID:
    user = user_create(user_id=id_at(26, len(name)), username=name, kind="citizen", now=MONDAY)
    profile_set(
        user_id=user.id, profile=Profile(name=person("wang").name, id_number=NUMBER, phone=""), subject_id=id_at(27, 1),
        now=MONDAY,
    )  # fmt: skip
    return user.id


def test_no_account_gets_it_by_stating_the_number():
    """Accounts state their number themselves: whoever stated somebody else's would see what is theirs."""
    wang = known("wang-1")
    assert [at_window(number, said).applicant for number, said in enumerate((NUMBER, CREDIT, None))] == [None] * 3
    assert queries.projects_of(applicant=wang) == []


def test_what_is_no_number_of_a_person_or_a_firm_is_refused():
    for wrong in ("330802199003070026", "x", ""):
        with pytest.raises(Invalid, match=r"project\.identity"):
            at_window(identity=wrong)


def test_whoever_holds_the_receipt_finds_it():
    made = at_window()
    code = queries.query_code(UUID(made.id))
    view = queries.project_by_code(code=made.code.lower(), query_code=code.lower(), now=MONDAY)
    assert (view.name, view.project.id) == ("演示厂房一期", made.id)
    for wrong in ((made.code, "AAAAAAAA"), ("NO-SUCH", code), ("", "")):
        with pytest.raises(NotFound, match=r"project\.unknown"):
            queries.project_by_code(code=wrong[0], query_code=wrong[1], now=MONDAY)


def detach(made: Project, case_id: str, actor=BUILDER, grants=NOBODY) -> Project:
    return services.project_detach(
        project_id=UUID(made.id), case_id=UUID(case_id), actor=actor, grants=grants, now=MONDAY + 2 * HOUR
    ).project


def test_a_case_taken_out_may_go_into_another_project():
    first, second, one = project(), project(2, "2603-330802-04-01-200002"), case()
    attach(first, one)
    with pytest.raises(Conflict, match=r"project\.case_elsewhere"):
        attach(second, one)
    left = detach(first, one.id)
    assert (left.cases, left.whole.used, left.running) == ((), 0, False)
    assert queries.project_of_case(UUID(one.id)) is None
    with pytest.raises(Refused, match=r"project\.not_attached"):
        detach(first, one.id)
    assert len(attach(second, one).cases) == 1
    assert faults() == []
    assert rebuild().ok
    assert queries.project_of_case(UUID(one.id)).id == UUID(second.id)


def test_the_window_takes_out_and_strangers_do_not():
    made, one = project(), case()
    attach(made, one)
    for actor, grants in ((applicant("zhao"), NOBODY), (SURVEYOR, MEASURES)):
        with pytest.raises(NotFound):
            detach(made, one.id, actor, grants)
    assert detach(made, one.id, CLERK, WINDOW).cases == ()


def test_what_staff_read_is_on_record_and_what_the_builder_reads_is_not():
    made = project()
    seen = {"project_id": UUID(made.id), "now": MONDAY}
    queries.project_seen(actor=BUILDER, grants=NOBODY, **seen)
    queries.projects_of(applicant=account("wang"))
    assert queries.readings_of(UUID(made.id)) == []
    with pytest.raises(NotFound):
        queries.project_seen(actor=applicant("zhao"), grants=NOBODY, **seen)
    queries.project_seen(actor=CLERK, grants=WINDOW, **seen)
    queries.projects_readable(grants=WINDOW, reader=Reader(CLERK, MONDAY))
    queries.projects_readable(grants=WINDOW, code="NO-SUCH", reader=Reader(CLERK, MONDAY))
    told = queries.readings_of(UUID(made.id))
    assert [(row.reader, row.what) for row in told] == [(CLERK.id, "list"), (CLERK.id, "project")]
    assert [row.id for row in queries.readings_of(UUID(made.id), before=told[0].id)] == [told[1].id]
    assert queries.readings_of(UUID(made.id), limit=1) == told[:1]


@pytest.mark.django_db(transaction=True)
def test_of_two_projects_that_want_a_case_at_once_one_gets_it():
    made, one = [project(number, f"2603-330802-04-01-30000{number}") for number in (1, 2)], case()
    told: list[str] = []
    ready = Barrier(2)

    def want(into: Project) -> None:
        ready.wait()
        try:
            attach(into, one)
            told.append("attached")
        except Conflict as refused:
            told.append(refused.code)
        finally:
            connections.close_all()

    threads = [Thread(target=want, args=(into,)) for into in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["attached", "project.case_elsewhere"]
    holding = [
        queries.project_seen(project_id=UUID(into.id), actor=BUILDER, grants=NOBODY, now=MONDAY).project.cases
        for into in made
    ]
    assert sorted(map(len, holding)) == [0, 1]
