"""Looking a case up by number and code: what was left empty, and how to come by a result that is ready."""

from dataclasses import replace

from tests.faces.application_scene import Applicant, guest, text_of, town
from tests.faces.guide_scene import QUZHOU
from tests.faces.test_application_case import NOON, case, do, page
from yici.cases import queries as cases
from yici.cases import store
from yici.cases.models import Guess
from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Accept, Decide
from yici.web.citizen.application import case_lead, case_rows
from yici.web.citizen.application.fetching import fetch

__all__ = ["case", "guest", "town"]


def test_what_is_ready_says_in_the_second_person_how_to_come_by_it(case: Applicant) -> None:
    number, code = store.load(case.case).case.number, cases.query_code(case.case)
    do(case, Accept(), Decide(item="individual-registration", grant=True))
    holder = Applicant()
    holder.case = case.case
    holder.looks_up(number, code)
    assert page(holder).fetch == page(case).fetch
    [ready] = page(holder).fetch.results
    assert (ready.item, ready.ways) == ("个体工商户设立登记", "")
    text = text_of(holder.follows())
    assert "怎么领没有查到" in text
    assert "衢州市综合窗口。地址没有查到，去之前打 12345 问清楚" in text
    assert "提醒他们" not in text
    assert "您现在不用做什么" not in text


def test_a_known_way_to_a_result_is_told_with_the_place_that_said_so(case: Applicant) -> None:
    shown = page(case)
    approvals = [replace(one, status="decided") for one in shown.case.approvals if one.item == "food-licence"]
    told = fetch(replace(shown.case, approvals=tuple(approvals)), shown.names, None)
    assert told is not None
    assert told.results[0].ways == "窗口领取、邮寄"
    assert told.results[0].source.startswith("参照")


def test_a_result_without_a_limit_for_handing_over_waits_for_the_applicant_and_nobody_is_reminded(
    case: Applicant,
) -> None:
    shown = page(case)
    one = shown.case.approvals[0]
    reminder = replace(one.deadlines[0], name="reminder", duty="window", missed=False)
    ready = replace(shown.case, approvals=(replace(one, status="decided", deadlines=(reminder,)),))
    calendar = catalogue_queries.calendar_for(QUZHOU)
    told = case_lead.lead(ready, shown.seen.view.plan, shown.names, calendar, NOON)
    assert "已经办好，结果在等您来领。" in told.sentence
    assert "提醒" not in told.sentence
    row = case_rows.rows_of(ready, shown.seen.view.plan, (), shown.names, calendar, NOON)[0]
    assert row.when == "可以领了；没有查到送达的期限"


def test_whoever_looks_up_nothing_is_told_what_is_empty_and_it_is_no_try(guest: Applicant) -> None:
    guest.applies()
    number = store.load(guest.case).case.number
    for typed, told in (
        (("", ""), "没有写编号。 没有写查询码。"),
        ((number, " "), "没有写查询码。"),
        (("", "AAAAAAAA"), "没有写编号。"),
    ):
        answer = guest.looks_up(*typed)
        assert answer.status_code == 422
        assert told in text_of(answer)
    assert not Guess.objects.exists()
    assert f'value="{number}"' in guest.looks_up(number, "AAAAAAAA").content.decode()
