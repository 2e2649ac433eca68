"""A project over its stages: what belongs where, the days of the whole, who measures."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.case_samples import at
from tests.domain.national_calendar import NATIONAL
from tests.domain.national_calendar import at as dated
from yici.domain.clock import Limit
from yici.domain.error import YiciError
from yici.domain.fact import Source
from yici.domain.project import (
    AttachCase,
    Close,
    Command,
    Context,
    DetachCase,
    EndCase,
    NameSurveyor,
    Open,
    Project,
    ProjectEvent,
    RecordResult,
    bounded,
    decide,
    evolve,
    fold,
    next_due,
    settle,
    used_until,
    whole_of,
)
from yici.domain.project_course import Measurement, ProjectCourse, Stage

COURSE = ProjectCourse(
    "engineering", "工程建设项目", "reference",
    stages=(Stage("land", "立项用地规划许可", "s", ("land-use",)), Stage("end", "竣工验收", "s", ("acceptance",))),
    sources=(Source("s", "国办发〔2019〕11号", "official"),),
    measurements=(Measurement("survey", "竣工测绘", ("survey_report",), "s"),),
)  # fmt: skip
WHOLE = (Limit(120, "working_day"), "s")
START = at("2026-03-02")


def context(now: datetime, calendar: Any = NATIONAL) -> Context:
    return Context(now, COURSE, calendar, Limit(5, "working_day"), WHOLE)


def opened(now: datetime = START) -> tuple[Project, list[ProjectEvent]]:
    events = decide(
        None, Open(id="p", code="2603-330800-04-01-123456", place="330800000000", subject="s"), context(now)
    )
    return fold(events), events


def do(project: Project, command: Command, now: datetime) -> Project:
    for event in settle(project, context(now)):
        project = evolve(project, event)
    for event in decide(project, command, context(now)):
        project = evolve(project, event)
    return project


def fault(project: Project | None, command: Command, now: datetime = START) -> str:
    with pytest.raises(YiciError) as told:
        decide(project, command, context(now))
    return told.value.code


def test_a_case_goes_into_the_stage_of_its_matter_and_only_once():
    project = do(opened()[0], AttachCase(case="c1", bundle="land-use"), START)
    assert [(one.case, one.stage) for one in project.cases] == [("c1", "land")]
    assert (project.state_of("land"), project.state_of("end")) == ("running", "ahead")
    assert fault(project, AttachCase(case="c1", bundle="land-use")) == "project.attached_already"
    assert fault(project, AttachCase(case="c2", bundle="open-restaurant")) == "project.foreign_bundle"


def test_the_days_of_the_whole_run_only_while_government_has_something():
    project = do(opened()[0], AttachCase(case="c1", bundle="land-use"), START)
    assert project.whole.due == dated("Fri 2026-08-21 24:00")
    project = do(project, EndCase(case="c1", decided=True), at("2026-03-12"))
    assert (project.whole.used, project.whole.since, project.whole.due) == (8, None, None)
    assert project.state_of("land") == "done"
    project = do(project, AttachCase(case="c2", bundle="acceptance"), at("2026-06-01"))
    assert project.whole.since == date(2026, 6, 1)
    # 112 are left: June 20, July 23, August 21, September 22 (one made up), October 18 (one made up), November 8.
    assert project.whole.due == dated("Wed 2026-11-11 24:00")


def test_two_cases_at_once_count_each_day_once():
    project = do(opened()[0], AttachCase(case="c1", bundle="land-use"), START)
    project = do(project, AttachCase(case="c2", bundle="acceptance"), at("2026-03-04"))
    project = do(project, EndCase(case="c1", decided=True), at("2026-03-06"))
    assert (project.whole.used, project.whole.since) == (0, date(2026, 3, 2))
    project = do(project, EndCase(case="c2", decided=False), at("2026-03-09"))
    assert project.whole.used == 5
    assert project.state_of("end") == "ahead"


def test_a_case_taken_out_again_takes_its_days_along():
    project = do(opened()[0], AttachCase(case="c1", bundle="land-use"), START)
    assert fault(project, DetachCase(case="c9")) == "project.not_attached"
    project = do(project, AttachCase(case="c2", bundle="acceptance"), at("2026-03-04"))
    project = do(project, EndCase(case="c1", decided=True), at("2026-03-06"))
    only_second = do(project, DetachCase(case="c1"), at("2026-03-09"))
    assert (only_second.whole.used, only_second.whole.since) == (0, date(2026, 3, 4))
    only_first = do(project, DetachCase(case="c2"), at("2026-03-09"))
    assert (only_first.whole.used, only_first.whole.since, only_first.whole.due) == (4, None, None)
    assert only_first.reminder is not None
    empty = do(only_first, DetachCase(case="c1"), at("2026-03-09"))
    assert (empty.whole.used, empty.state_of("land")) == (0, "ahead")


def test_a_whole_that_was_missed_because_of_a_wrong_case_is_not_any_more():
    project = do(opened()[0], AttachCase(case="c1", bundle="land-use"), START)
    late = at("2026-12-01")
    missed = do(project, AttachCase(case="c2", bundle="acceptance"), late)
    assert missed.whole.missed
    assert do(missed, DetachCase(case="c2"), late).whole.missed
    mended = do(missed, DetachCase(case="c1"), late)
    assert (mended.whole.missed, mended.whole.since) == (False, date(2026, 12, 1))


def test_the_whole_passing_is_on_the_record_once_as_of_its_end():
    project = do(opened()[0], AttachCase(case="c1", bundle="land-use"), START)
    [missed] = [event for event in settle(project, context(at("2026-12-01"))) if event.kind == "project.whole_missed"]
    assert missed.at == project.whole.due
    late = evolve(project, missed)
    assert settle(late, context(at("2026-12-01"))) == []


def test_while_it_waits_for_its_builder_the_platform_reminds():
    project, _ = opened()
    events = settle(project, context(at("2026-03-20")))
    assert [event.kind for event in events] == ["project.reminded", "project.reminded"]
    assert events[0].at == dated("Mon 2026-03-09 24:00")


def test_who_measures_is_named_by_the_builder_and_hands_the_result_in_once():
    project, _ = opened()
    result = RecordResult(id="r", measurement="survey", organisation="institute", digest="d" * 64, cases=("c1",))
    assert fault(project, result) == "project.not_the_surveyor"
    assert fault(project, NameSurveyor(organisation="institute", measurements=("weather",))) == "project.measurement"
    project = do(project, NameSurveyor(organisation="institute", measurements=("survey",)), START)
    project = do(project, result, START)
    assert [(one.id, one.digest) for one in project.results] == [("r", "d" * 64)]
    assert fault(project, result) == "project.recorded_already"


def test_it_is_closed_when_nothing_runs_and_says_whether_every_stage_was_done():
    project = do(opened()[0], AttachCase(case="c1", bundle="land-use"), START)
    assert fault(project, Close()) == "project.running"
    project = do(project, EndCase(case="c1", decided=True), START)
    events = decide(project, Close(), context(START))
    assert [event.finished for event in events] == [False]
    closed = evolve(project, events[0])
    assert (closed.phase, next_due(closed), settle(closed, context(at("2027-03-02")))) == ("closed", None, [])
    assert fault(closed, AttachCase(case="c2", bundle="acceptance")) == "project.closed"


NOT_CODES = (
    "", "x" * 25, "编码", "a b", "33080219900307002X", "330802199003070027", "13800000001", "zhangsan", "ZHANG-SAN",
    "2603-330802-04-01-00012", "2603-330802-04-01-0001234", "2603330802040100012345", "2603-330802-04-01-00012A",
    "２６０３-330802-04-01-000123", "2603-330802-04-01-000123\n",
)  # fmt: skip


@pytest.mark.parametrize("code", NOT_CODES)
def test_a_code_has_the_national_shape_so_that_nobody_s_number_or_name_stands_in_the_record(code):
    assert fault(None, Open(id="p", code=code, place="1", subject="s")) == "project.code"


@pytest.mark.parametrize("code", ["2603-330802-04-01-000123", "2020-000052-48-01-012345"])
def test_a_code_of_the_platform_is_taken_in_its_form_of_today_and_of_before(code):
    [told] = decide(None, Open(id="p", code=code, place="1", subject="s"), context(START))
    assert told.code == code


@pytest.mark.parametrize("digest", ["", "13800000001", "zhangsan", "D" * 64, "d" * 63])
def test_a_report_is_named_by_its_digest_and_by_nothing_else(digest):
    project, _ = opened()
    project = do(project, NameSurveyor(organisation="institute", measurements=("survey",)), START)
    told = RecordResult(id="r", measurement="survey", organisation="institute", digest=digest)
    assert fault(project, told) == "project.no_report"


COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(AttachCase, case=st.sampled_from("abc"), bundle=st.sampled_from(("land-use", "acceptance", "x"))),
    st.builds(EndCase, case=st.sampled_from("abc"), decided=st.booleans()),
    st.builds(DetachCase, case=st.sampled_from("abc")),
    st.just(NameSurveyor(organisation="i", measurements=("survey",))),
    st.just(RecordResult(id="r", measurement="survey", organisation="i", digest="d" * 64)),
    st.just(Close()),
)


@given(st.lists(st.tuples(st.integers(0, 40), COMMANDS), max_size=10))
def test_an_open_project_has_a_next_moment_or_a_bound_and_folding_gives_the_state(steps):
    project, history = opened()
    now = START
    for days, command in steps:
        now += timedelta(days=days)
        for event in settle(project, context(now)):
            history.append(event)
            project = evolve(project, event)
        try:
            decided = decide(project, command, context(now))
        except YiciError:
            decided = []
        for event in decided:
            history.append(event)
            project = evolve(project, event)
        waits = next_due(project) is not None or bounded(project) or project.whole.missed
        assert waits == (project.phase == "open") or project.running
        assert project.whole.used >= 0
        # Counted anew from the cases the whole is what the commands made of it, step by step.
        anew = whole_of(project, now, NATIONAL)
        assert anew.due == project.whole.due
        assert used_until(anew, now, NATIONAL) == used_until(project.whole, now, NATIONAL)
    assert fold(history) == project
    late = now + timedelta(days=30)
    for event in settle(project, context(late)):
        project = evolve(project, event)
    assert settle(project, context(late)) == []
