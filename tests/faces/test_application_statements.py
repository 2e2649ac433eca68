"""How many statements the pages of applying take: fifteen at most, whatever is sent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.apps.case_scenes import act, at
from tests.faces.application_scene import PDF, PROMISED, Applicant, citizen, pdf, town
from tests.faces.guide_scene import set_clock
from tests.faces.uploads_scene import Sender
from yici.domain.case import Accept, Decide, Defect, RequestCorrection
from yici.files import store
from yici.files.arriving import CHUNK
from yici.files.queries import files_of
from yici.files.services import MOST_FILES

__all__ = ["town"]
MOST = 15
LOOK = 'FROM "catalogue_release" ORDER BY 1 DESC LIMIT 1'
MARKS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
PROOF, RULES, LAYOUT = "premises_right_proof", "fire_safety_rules", "food_layout_documents"


def sent(request: Callable[[], HttpResponse], status: int) -> int:
    """This will count the statements of a request, without the marks of transactions.

    The look for a newer release is a process's own, once in some seconds, and not a page's.
    """
    with CaptureQueriesContext(connection) as queries:
        answer = request()
    assert answer.status_code == status, answer.content.decode()[:2000]
    return sum(not (one["sql"].startswith(MARKS) or LOOK in one["sql"]) for one in queries.captured_queries)


def pdfs(count: int, first: int = 0) -> list[Any]:
    return [pdf(f"{number}.pdf", PDF + bytes([number])) for number in range(first, first + count)]


@pytest.fixture(params=["account", "guest"])
def applicant(request: pytest.FixtureRequest, town: None) -> Applicant:
    """Somebody with everything filled in, once with an account and once without."""
    who = Applicant(citizen() if request.param == "account" else None)
    who.begins(PROMISED)
    who.fills_in()
    return who


def test_keeping_papers_takes_no_more_for_ten_files_than_for_one(applicant: Applicant) -> None:
    url = applicant.at("papers/")
    one = sent(lambda: applicant.client.post(url, {f"file:{PROOF}": pdfs(1), "upload": PROOF}), 302)
    many = {f"file:{paper}": pdfs(MOST_FILES) for paper in (PROOF, RULES, LAYOUT)}
    ten = sent(lambda: applicant.client.post(url, many), 302)
    assert one == ten <= 8
    assert len(files_of(applicant.draft)) == 3 * MOST_FILES
    [first, *_] = files_of(applicant.draft)
    faulty = {f"file:{PROOF}": [*pdfs(1, 99), pdf("notes.txt", b"hello")], "remove": str(first.id)}
    assert sent(lambda: applicant.client.post(url, faulty), 422) <= MOST


def test_many_large_files_go_in_portions(applicant: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_AT_ONCE", 3 * len(PDF))
    files = {f"file:{PROOF}": pdfs(5)}
    assert sent(lambda: applicant.client.post(applicant.at("papers/"), files), 302) <= MOST
    assert [one.name for one in files_of(applicant.draft)] == [f"{number}.pdf" for number in range(5)]


def test_handing_in_takes_fifteen_at_most_and_so_does_every_page_before_and_after(applicant: Applicant) -> None:
    applicant.client.post(applicant.at("papers/"), {f"file:{PROOF}": pdfs(2), f"file:{RULES}": pdfs(1)})
    applicant.signs()
    for page in ("choices/", "form/", "form/applicant/", "papers/", "review/"):
        assert sent(lambda page=page: applicant.client.get(applicant.at(page)), 200) <= MOST, page
    assert sent(applicant.submits, 302) <= MOST
    assert sent(applicant.submits, 302) <= MOST
    for page in ("", "receipt/", "receipt.pdf", "receipt.json", "withdraw/", "supply/"):
        assert sent(lambda page=page: applicant.client.get(f"/cases/{applicant.case}/{page}"), 200) <= MOST, page
    assert sent(lambda: applicant.client.get("/mine/"), 200) <= MOST


def test_papers_that_nobody_asks_for_any_more_cost_no_more_than_the_bound(applicant: Applicant) -> None:
    applicant.client.post(applicant.at("papers/"), {f"file:{PROOF}": pdfs(2), f"file:{RULES}": pdfs(1)})
    changed = {**PROMISED, "premises_area": "45", "shown": list(PROMISED)}
    applicant.client.post(applicant.at("choices/"), changed)
    assert sent(applicant.submits, 302) <= MOST
    assert {one.material for one in files_of(applicant.case)} == {PROOF}


def test_supplying_and_correcting_take_fifteen_at_most(applicant: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    applicant.signs()
    applicant.submits()
    [*owed] = [one.target for one in applicant.follows("supply/").context["lines"]]
    supplied = {f"file:{paper}": pdfs(3) for paper in owed}
    url = f"/cases/{applicant.case}/supply/"
    assert sent(lambda: applicant.client.post(url, {**supplied, "go": "send"}), 302) <= MOST
    defects = (
        Defect("food-licence", LAYOUT, "paper.missing"),
        Defect("food-licence", "premises.address", "field.wrong"),
    )
    act(applicant.case, RequestCorrection(defects=defects), at("2026-03-02", 11))
    set_clock(monkeypatch, "2026-03-02T12:00")
    url = f"/cases/{applicant.case}/correct/"
    assert sent(lambda: applicant.client.get(url), 200) <= MOST
    answer = {f"file:{LAYOUT}": pdfs(3, 50), "premises.address": "二号", "go": "send"}
    assert sent(lambda: applicant.client.post(url, answer), 302) <= MOST


def test_recording_what_fell_due_keeps_the_bound(applicant: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    applicant.signs()
    applicant.submits()
    lacking = ("identity_card.applicant", "identity_card.liaison", "premises_right_proof")
    act(applicant.case, Accept(items=("individual-registration",), lacking=lacking), at("2026-03-02", 12))
    act(applicant.case, Decide(item="individual-registration", grant=True), at("2026-03-02", 12))
    set_clock(monkeypatch, "2026-03-10T09:00")
    assert sent(applicant.follows, 200) <= MOST


def test_a_chunk_costs_a_handful_of_statements(applicant: Applicant) -> None:
    sender = Sender(applicant.client, applicant.at("uploads/"))
    assert sent(sender.begins, 201) <= MOST
    assert sent(sender.sends, 200) <= 7
    assert sent(sender.asks, 200) <= 4
    assert sent(lambda: sender.sends(CHUNK), 200) <= 7
    assert sent(sender.finishes, 200) <= MOST
