"""Urgings and meetings reach people: the unit that is urged, whoever urged once it answers, the departments called."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests import feeding
from tests.apps.case_scenes import HOUR, MONDAY, account, act, staff, submit
from tests.apps.case_scenes import grants_of_staff as grants_of
from tests.faces.desk_scene import moment, people, sign_in, text_of
from yici.cases import telling
from yici.domain.case import Accept, AnswerCard, AnswerInvitation, CallOffMeeting, Case, Convene, IssueCard, Urge
from yici.ledger.feed import begin_readers
from yici.notices.models import Message
from yici.notices.queries import messages_of

__all__ = ["moment", "people", "sign_in"]
pytestmark = pytest.mark.django_db(transaction=True)
FIRE, HEALTH = "fire-check", "health-certificate"
CALL = Convene(about="late", at=MONDAY + timedelta(days=2), where="三楼会议室", note="看完现场再说")


@pytest.fixture
def case(people: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A case that is handled by several departments, whose first news was told."""
    monkeypatch.setattr(telling, "now", lambda: MONDAY)
    begin_readers()
    made = act(submit().case, Accept(), MONDAY).case
    tell()
    return made


def tell() -> None:
    feeding.tell("notices", now=MONDAY)
    Message.objects.filter(reader=account("wang")).delete()


def does(case: Case, command: Any, who: str, hours: int = 1) -> Case:
    done = act(case, command, MONDAY + hours * HOUR, actor=staff(who), grants=grants_of(who)).case
    tell()
    return done


def read(who: str) -> list[tuple[str, str]]:
    """What somebody was told, the newest first, by kind and text."""
    return [(one.kind, one.words.text) for one in messages_of(account(who), language="zh-hans") if one.words]


def told(kind: str) -> set[UUID]:
    return set(Message.objects.filter(kind=kind).values_list("reader", flat=True))


def test_a_unit_that_is_urged_reads_so_and_whoever_urged_reads_the_answer(case: Case) -> None:
    urged = does(case, Urge(item=HEALTH, about="others_wait", note="食品许可在等"), "lead")
    [(kind, text)] = read("health")
    assert kind == "card.urged"
    assert "被催办" in text
    assert "哪天办好" in text
    assert read("lead") == []
    card = urged.approval(HEALTH).cards[-1]
    day = (MONDAY + timedelta(days=3)).date()
    does(urged, AnswerCard(item=HEALTH, card=card.id, note="周四送审", expected=day), "health", 2)
    [(kind, text)] = read("lead")
    assert kind == "card.answered"
    assert "2026年3月5日（周四）" in text
    assert told("card.answered") == {account("lead")}


def test_whoever_sends_a_card_reads_its_answer_and_a_card_is_no_urging(case: Case) -> None:
    carded = does(case, IssueCard(item=HEALTH, about="slow", note="", red=False), "supervisor")
    assert [kind for kind, _ in read("health")] == ["card.issued"]
    card = carded.approval(HEALTH).cards[-1]
    does(carded, AnswerCard(item=HEALTH, card=card.id, note="查过了"), "health", 2)
    assert [kind for kind, _ in read("supervisor")] == ["card.answered"]


def test_departments_called_to_a_meeting_read_when_it_is_and_who_called_reads_who_stays_away(case: Case) -> None:
    called = does(case, CALL, "lead")
    for who in ("health", "fire"):
        if account(who) in told("meeting.called"):
            [(_, text)] = read(who)
            assert "2026年3月4日（周三） 09:00" in text
            assert "三楼会议室" not in text, "where it is stands sealed in the case alone"
    assert account("health") in told("meeting.called")
    assert account("lead") not in told("meeting.called"), "whoever called knows it"
    meeting = called.meetings[-1].id
    came = does(called, AnswerInvitation(meeting=meeting, agency="market_regulation", comes=True), "market", 2)
    assert read("lead") == []
    stays = does(came, AnswerInvitation(meeting=meeting, agency="health", comes=False, note="当天出差"), "health", 3)
    [(kind, text)] = read("lead")
    assert kind == "meeting.declined"
    assert "卫生" in text
    does(stays, CallOffMeeting(meeting=meeting, note="改天"), "lead", 4)
    assert told("meeting.called_off") == told("meeting.called")
    assert "取消" in read("health")[0][1]


def test_the_picture_says_where_a_meeting_is_and_what_was_answered(sign_in: Any, case: Case) -> None:
    urged = does(does(case, CALL, "lead"), Urge(item=HEALTH, about="late"), "lead", 2)
    card = urged.approval(HEALTH).cards[-1]
    answer = AnswerCard(item=HEALTH, card=card.id, note="周四送审", expected=(MONDAY + timedelta(days=3)).date())
    does(urged, answer, "health", 3)
    page = text_of(sign_in("lead").get(f"/desk/{case.id}/bundle/"))
    for words in ("三楼会议室", "看完现场再说", "“周四送审”", "在这里记录会商结果"):
        assert words in page, words
    masked = text_of(sign_in("supervisor").get(f"/desk/{case.id}/bundle/"))
    assert "周四送审" not in masked or "三楼会议室" in masked


def test_the_button_that_answers_an_urging_says_so_and_urging_leads_back_to_the_picture(
    sign_in: Any, case: Case
) -> None:
    does(case, Urge(item=HEALTH, about="late"), "lead")
    page = text_of(sign_in("health").get(f"/desk/{case.id}/?item={HEALTH}"))
    assert "答复催办" in page
    assert "全程图" in text_of(sign_in("health").get("/desk/"))
