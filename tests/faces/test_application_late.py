"""Opening a case when no worker ran: what silence led to is on the page, on the record and on paper at once."""

from datetime import date
from typing import Any

import psycopg
import pytest

from tests.apps.case_scenes import act, at, faults
from tests.apps.pdf_reading import text_of as printed
from tests.faces.application_scene import Applicant, citizen, guest, text_of, town
from tests.faces.guide_scene import set_clock
from yici.cases import queries as cases
from yici.domain.case import Accept, Decide
from yici.domain.case.events import ApprovalAccepted
from yici.domain.clock import legal_day
from yici.web import recorded

__all__ = ["guest", "town"]
FOOD = "food-licence"
SIXTH = "2026-03-10T09:00"
"""Tuesday, the sixth working day after Monday 2 March 2026: the five days to ask for a correction are over."""
LACKING = ("identity_card.applicant", "identity_card.liaison", "premises_right_proof")
TAKEN_IN = Accept(items=("individual-registration",), lacking=LACKING)
REGISTERED = Decide(item="individual-registration", grant=True)


def waiting(applicant: Applicant) -> Applicant:
    """Handed in on Monday at ten; registered at noon, so that the food licence waits for nothing but its papers."""
    applicant.applies()
    act(applicant.case, TAKEN_IN, at("2026-03-02", 12))
    act(applicant.case, REGISTERED, at("2026-03-02", 12))
    return applicant


def kinds(applicant: Applicant) -> list[str]:
    return [line.event.kind for line in cases.case_history(applicant.case)]


def of_food(applicant: Applicant) -> list[ApprovalAccepted]:
    """This will give what the record says of the acceptance of the food licence."""
    events = [line.event for line in cases.case_history(applicant.case)]
    return [one for one in events if isinstance(one, ApprovalAccepted) and one.item == FOOD]


def documents(applicant: Applicant) -> list[str]:
    [row] = [one for one in applicant.follows().context["page"].rows if one.item == FOOD]
    return [one.url for one in row.documents]


def test_on_the_sixth_working_day_the_applicant_has_the_acceptance_in_hand_dated_from_receipt(
    guest: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(guest)
    set_clock(monkeypatch, "2026-03-09T23:50")
    assert documents(guest) == []
    before = kinds(guest)
    set_clock(monkeypatch, SIXTH)
    [acceptance] = documents(guest)
    assert "依法视为受理，从 3月2日（周一） 收到申请那天起算" in text_of(guest.follows())
    paper = printed(guest.client.get(acceptance).content)
    assert "期限内没有告知要补正的内容，自收到材料之日起即为受理" in paper
    assert "2026年3月2日" in paper
    assert faults() == []
    [accepted] = of_food(guest)
    assert (accepted.by_silence, legal_day(accepted.accepted_at)) == (True, date(2026, 3, 2))
    recorded = kinds(guest)
    assert recorded[: len(before)] == before
    guest.follows("receipt/")
    guest.follows("receipt.pdf")
    assert kinds(guest) == recorded, "looking again records nothing again"


@pytest.mark.parametrize("way", ["receipt/", "receipt.pdf", f"documents/{FOOD}/acceptance.pdf"])
def test_every_page_and_paper_of_the_case_records_it(
    guest: Applicant, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    waiting(guest)
    set_clock(monkeypatch, SIXTH)
    guest.follows(way)
    assert len(of_food(guest)) == 1


def test_it_is_recorded_for_whoever_opens_it_by_account_too(town: None, monkeypatch: pytest.MonkeyPatch) -> None:
    wang = waiting(Applicant(citizen()))
    set_clock(monkeypatch, SIXTH)
    assert len(documents(wang)) == 1


def test_what_is_sent_settles_by_itself_under_the_version_that_was_seen(
    guest: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(guest)
    version = guest.follows("withdraw/").context["version"]
    set_clock(monkeypatch, SIXTH)
    answer = guest.client.post(f"/cases/{guest.case}/withdraw/", {"item": [FOOD], "version": str(version)}, follow=True)
    assert "撤回了" in text_of(answer)
    assert len(of_food(guest)) == 1
    assert kinds(guest)[-1] == "approval.withdrawn"


@pytest.mark.django_db(transaction=True)
def test_a_case_that_somebody_else_holds_is_shown_all_the_same(
    guest: Applicant, monkeypatch: pytest.MonkeyPatch, owner_url: str
) -> None:
    waiting(guest)
    set_clock(monkeypatch, SIXTH)
    monkeypatch.setattr(recorded, "LONGEST_WAIT", "20ms")
    with psycopg.connect(owner_url) as other:
        other.execute("SELECT seq FROM ledger_head WHERE stream = %s FOR UPDATE", [guest.case])
        page: Any = guest.follows().context["page"]
        [row] = [one for one in page.rows if one.item == FOOD]
        assert (row.light.word, row.documents) == ("办理中", ())
    assert len(documents(guest)) == 1
