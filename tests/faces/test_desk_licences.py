"""Licences on the pages of a case and on its papers: number and last day in plain words, however they ended."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from tests.apps.case_scenes import CLERK, EVERYTHING, MONDAY, act, at, submit
from tests.apps.licence_scenes import IN_TIME, RUNNING, SIGN, TOO_LATE, ask, granted, licence, the_licence
from tests.faces.desk_scene import TUESDAY, Moment, address, do, people, sign_in, signed_in, text_of
from tests.faces.printed_documents import printed
from yici.cases.documenting import documents_settle
from yici.documents.queries import documents_of_case
from yici.domain.case import Accept
from yici.domain.licence import CANCELLATION, REVOCATION, SENTENCES, CancelLicence, RevokeLicence
from yici.ledger.timers import fire_due
from yici.licences.services import licence_cancel, licence_revoke
from yici.web import licence_words

__all__ = ["people", "sign_in"]
LATER = at("2026-07-10")


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> Moment:
    """The present of staff and applicants alike."""
    clock = Moment(TUESDAY)
    for name in ("desk.who", "citizen.application.case_view", "citizen.application.case_documents"):
        monkeypatch.setattr(f"yici.web.{name}.present", clock)
    return clock


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (licence_words.STATUS_WORDS, set(SENTENCES)),
        (licence_words.REVOCATION_WORDS, set(REVOCATION)),
        (licence_words.CANCELLATION_WORDS, set(CANCELLATION)),
        (licence_words.TAKING_WORDS, {ground.taking for ground in REVOCATION.values()}),
    ],
)
def test_every_code_has_words(table: dict[str, str], codes: set[str]) -> None:
    assert codes == set(table)


def test_staff_and_applicant_see_number_and_last_day(sign_in: Any) -> None:
    case = granted().case
    one = the_licence(case)
    for client, where in ((sign_in("window"), address(case.id)), (signed_in("wang"), reverse("case", args=[case.id]))):
        text = text_of(client.get(where))
        assert one.number in text
        assert "户外广告设置证" in text
        assert "有效，有效期至 2026年6月30日（周二）" in text


def test_what_has_no_known_end_says_so(sign_in: Any) -> None:
    case = granted(until=None).case
    assert "有效期未注明" in text_of(sign_in("window").get(address(case.id)))
    assert the_licence(case).number in printed(sign_in("window"), case.id, "decision", SIGN)


def test_a_case_without_licences_has_no_such_part(sign_in: Any) -> None:
    assert 'id="licences"' not in sign_in("window").get(address(submit().case.id)).content.decode()


def test_the_decision_carries_number_and_days(sign_in: Any) -> None:
    case = granted().case
    text = printed(sign_in("window"), case.id, "decision", SIGN)
    assert the_licence(case).number in text
    assert "2026年3月2日" in text
    assert "至2026年6月30日" in text


def test_the_officer_names_the_last_day_at_the_desk(sign_in: Any, moment: Any) -> None:
    case = submit(answers=RUNNING).case
    act(case, Accept(items=(SIGN,)), MONDAY)
    city = sign_in("city")
    late = do(city, case.id, "decide", SIGN, how="grant", valid_until="2026-03-01")
    assert "有效期的止期已经过去" in text_of(late)
    do(city, case.id, "decide", SIGN, how="grant", valid_until="2029-03-01")
    assert str(the_licence(case).period.until) == "2029-03-01"


def test_what_silence_renewed_is_told_on_a_paper_of_its_own(sign_in: Any, moment: Any) -> None:
    name = the_licence(granted().case).id
    case = ask(name, IN_TIME).case
    moment.now = IN_TIME
    window = sign_in("window")
    assert "原证照届满，届满还没有决定的视为准予延续" in text_of(window.get(address(case.id)))
    moment.now = LATER
    fire_due(now=LATER)
    text = text_of(window.get(address(case.id)))
    assert "届满没有作出决定，依法视为准予延续（行政许可法第五十条）" in text
    assert licence(name, LATER).number in text
    told = printed(window, case.id, "renewal", SIGN)
    assert "视为准予延续告知书" in told
    assert "行政许可法第五十条" in told
    assert "有效期自2026年7月1日" in told
    own = text_of(signed_in("wang").get(reverse("case", args=[case.id])))
    assert "依法视为准予延续" in own


def test_an_application_that_came_too_late_says_what_that_means(sign_in: Any, moment: Any) -> None:
    case = ask(the_licence(granted().case).id, TOO_LATE).case
    moment.now = TOO_LATE
    assert "延续申请晚于 2026年5月31日" in text_of(sign_in("window").get(address(case.id)))


def test_a_licence_has_a_certificate_with_a_seal_that_its_holder_downloads_and_anybody_checks(
    sign_in: Any, moment: Any
) -> None:
    case = granted().case
    one = the_licence(case)
    key = f"{SIGN}__{one.type}"
    window = sign_in("window")
    assert "户外广告设置证（电子证照）" in text_of(window.get(address(case.id)))
    text = printed(window, case.id, "licence", key)
    for part in ("户外广告设置证", one.number, "持有人", "发证机关", "2026年6月30日"):
        assert part in text
    own = signed_in("wang")
    href = reverse("case_document", args=[case.id, key, "licence"])
    assert href in own.get(reverse("case", args=[case.id])).content.decode()
    answer = own.get(href)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert signed_in("chen").get(href).status_code == 404
    [document] = [paper for paper in documents_of_case(UUID(case.id)) if paper.kind == "licence"]
    assert (document.sealing, document.source, document.validity) == ("waiting", one.id, "valid")
    assert "电子证照" in text_of(own.get(f"/check/{document.code}/"))


def test_the_certificate_of_a_licence_that_was_taken_back_holds_no_more(sign_in: Any, moment: Any) -> None:
    case = granted().case
    printed(sign_in("window"), case.id, "licence", f"{SIGN}__{the_licence(case).type}")
    licence_revoke(licence_id=UUID(the_licence(case).id), command=FALSE, actor=CLERK, grants=EVERYTHING, now=MONDAY)
    documents_settle(UUID(case.id), now=TUESDAY)
    [document] = [paper for paper in documents_of_case(UUID(case.id)) if paper.kind == "licence"]
    assert document.validity == "revoked"


FALSE = RevokeLicence(grounds=("deception",), note="租赁合同是假的")
ENDS = [
    (FALSE, "已撤销", "撤销决定书", "以欺骗、贿赂等不正当手段取得", "六十九"),
    (RevokeLicence(grounds=("law_changed",)), "已撤回", "撤回决定书", "修改或者废止", "第八条"),
    (CancelLicence(ground="holder_ended"), "已注销", "注销决定书", "法人或者其他组织依法终止", "第七十条"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "state", "title", "ground", "article"), ENDS, ids=["revoked", "withdrawn", "cancelled"]
)
def test_how_a_licence_ended_is_told_with_reasons_and_remedies(
    sign_in: Any, command: Any, state: str, title: str, ground: str, article: str
) -> None:
    case = granted().case
    service = licence_revoke if isinstance(command, RevokeLicence) else licence_cancel
    name = UUID(the_licence(case).id)
    service(licence_id=name, command=command, actor=CLERK, grants=EVERYTHING, now=MONDAY)
    window = sign_in("window")
    assert state in text_of(window.get(address(case.id)))
    text = printed(window, case.id, "licence-ended", SIGN)
    for part in (title, ground, article, "行政复议", command.note):
        assert part in text
