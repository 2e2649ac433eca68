"""Certificates of licences after the day they were given: renewed, run out, taken back; what their public page says."""

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.apps.case_scenes import CLERK, DAY, EVERYTHING, act
from tests.apps.licence_scenes import END, IN_TIME, SIGN, ask, granted, the_licence
from tests.faces.desk_scene import address, moment, people, sign_in, text_of
from tests.faces.printed_documents import printed
from yici.cases.documenting import documents_settle, follow
from yici.domain.case import Accept, Case, Decide
from yici.domain.document import Document
from yici.domain.licence import CancelLicence, RevokeLicence
from yici.ledger.queries import history
from yici.ledger.timers import fire_due
from yici.licences.services import licence_cancel, licence_revoke

__all__ = ["moment", "people", "sign_in"]
pytestmark = pytest.mark.usefixtures("people")
GRANT = Decide(item=SIGN, grant=True, valid_until=date(2029, 6, 30))
DECIDED, LATER = IN_TIME + DAY, END + 9 * DAY


def renewed() -> tuple[Case, Case]:
    """This will grant a licence and renew it in time; the case that gave it, and the one that renewed it."""
    first = granted().case
    case = ask(the_licence(first).id, IN_TIME).case
    act(case, Accept(items=(SIGN,)), IN_TIME)
    return first, act(case, GRANT, DECIDED).case


def certificate(case: Case, now: datetime) -> Document:
    [found] = [one for one in documents_settle(UUID(case.id), now=now) if one.kind == "licence"]
    return found


def checked(document: Document, now: datetime, monkeypatch: pytest.MonkeyPatch, language: str = "zh-hans") -> str:
    monkeypatch.setattr("yici.web.citizen.check.present", lambda: now)
    return text_of(Client(headers={"Accept-Language": language}).get(f"/check/{document.code}/"))


def test_a_renewed_certificate_is_dated_by_its_decision_and_not_by_the_day_it_begins(sign_in: Any, moment: Any) -> None:
    first, second = renewed()
    moment.now = DECIDED
    text = printed(sign_in("window"), second.id, "licence", f"{SIGN}__{the_licence(first).type}")
    assert certificate(second, DECIDED).on == DECIDED.date()
    assert f"发证日期{DECIDED.year}年{DECIDED.month}月{DECIDED.day}日" in text
    assert "2026年7月1日" in text
    assert "2029年6月30日" in text


def test_the_old_certificate_holds_until_its_last_day_and_then_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = renewed()
    old, new = certificate(first, DECIDED), certificate(second, DECIDED)
    assert "状态 现行有效" in checked(old, END - DAY, monkeypatch)
    assert "状态 有效期已过，已经延续" in checked(old, LATER, monkeypatch)
    assert "状态 现行有效" in checked(new, LATER, monkeypatch)


def test_what_ran_out_is_not_shown_as_valid_though_nothing_recorded_it_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    document = certificate(granted().case, IN_TIME)
    assert "状态 已过有效期，没有延续" in checked(document, LATER, monkeypatch)
    assert "现行有效" not in checked(document, LATER, monkeypatch)
    fire_due(now=LATER)
    assert "状态 已过有效期，没有延续" in checked(document, LATER, monkeypatch)


@pytest.mark.parametrize(
    ("end", "word", "english"),
    [
        (RevokeLicence(grounds=("deception",)), "已撤销", "Revoked"),
        (CancelLicence(ground="holder_ended"), "证照已注销", "The licence was cancelled"),
    ],
)
def test_taken_back_after_a_renewal_no_certificate_of_it_holds(
    end: Any, word: str, english: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = renewed()
    papers = [certificate(one, DECIDED) for one in (first, second)]
    name = UUID(the_licence(first).id)
    service = licence_revoke if isinstance(end, RevokeLicence) else licence_cancel
    service(licence_id=name, command=end, actor=CLERK, grants=EVERYTHING, now=LATER)
    assert all(f"状态 {word}" in checked(one, LATER, monkeypatch) for one in papers)
    monkeypatch.setattr("yici.cases.documenting.present", lambda: LATER)
    monkeypatch.setattr("yici.cases.documenting.FRESH", 10_000 * DAY)
    follow([history(name)[-1]])
    assert {certificate(one, LATER).validity for one in (first, second)} == {"revoked"}
    assert f"State {english}" in checked(papers[1], LATER, monkeypatch, "en")
    [ended] = [
        one
        for case in (first, second)
        for one in documents_settle(UUID(case.id), now=LATER)
        if one.kind == "licence-ended"
    ]
    assert ended.case == first.id


def test_the_paper_that_ends_a_licence_is_listed_where_it_can_be_opened(sign_in: Any, moment: Any) -> None:
    first, second = renewed()
    licence_revoke(
        licence_id=UUID(the_licence(first).id), command=RevokeLicence(grounds=("deception",)), actor=CLERK,
        grants=EVERYTHING, now=LATER,
    )  # fmt: skip
    moment.now = LATER
    window = sign_in("window")
    listed = {
        one.id: re.findall(r'href="([^"]*/licence-ended/[^"]*)"', window.get(address(one.id)).content.decode())
        for one in (first, second)
    }
    assert listed[first.id]
    assert all(window.get(link).status_code == 200 for link in listed[first.id])
    assert listed[second.id] == []
