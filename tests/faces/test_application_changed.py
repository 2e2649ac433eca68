"""A draft is planned anew after a release, and says what became different for its owner."""

import pytest

from tests.apps.proposal_scenes import released
from tests.apps.version_scenes import SUSPENDED, content, reformed
from tests.faces.application_scene import SMALL, Applicant, citizen, guest, town
from tests.faces.guide_scene import text_of
from yici.catalogue import queries
from yici.intake import store as drafts
from yici.people.present import now

__all__ = ["guest", "town"]
NOTICE = "规定更新了，您的这份申请照新的算："
PAGES = ("form/", "papers/", "review/", "choices/")


def reform() -> None:
    released(reformed(), now=now())
    queries.refresh()


def test_a_draft_says_what_became_different_and_keeps_what_was_typed(guest: Applicant):
    guest.begins()
    guest.fills_in()
    kept = guest.typed()
    assert all(NOTICE not in guest.reads(page) for page in PAGES)
    reform()
    for page in PAGES:
        shown = guest.reads(page)
        assert NOTICE in shown
        assert "多了一个事项：新的a。" in shown
        assert f"不用再办：{content(SUSPENDED)['name']}。" in shown
        assert "不用再交：" in shown
    assert guest.typed() == kept


def test_what_was_read_is_not_shown_again_until_something_new_comes(guest: Applicant):
    guest.begins()
    reform()
    answer = guest.client.post(guest.at("seen/"))
    assert (answer.status_code, answer.headers["Location"]) == (302, guest.at("form/"))
    assert NOTICE not in guest.reads("form/")
    assert guest.client.get(guest.at("seen/")).status_code == 405


def test_answering_anew_is_seeing_anew(guest: Applicant):
    guest.begins()
    reform()
    guest.client.post(guest.at("choices/"), {**SMALL, "shown": list(SMALL)})
    assert NOTICE not in guest.reads("form/")


def test_signing_in_is_no_change_of_the_rules(guest: Applicant):
    guest.begins()
    guest.signs_in(citizen())
    assert NOTICE not in guest.reads("form/")
    row = drafts.draft(guest.draft)
    assert row
    assert row.seen
    assert row.seen.release == 1


@pytest.mark.usefixtures("town")
def test_nobody_notes_for_somebody_elses_draft(guest: Applicant):
    guest.begins()
    other = Applicant()
    assert other.client.post(guest.at("seen/")).status_code == 404


def test_the_notice_speaks_english(town):
    guest = Applicant(language="en")
    guest.begins()
    reform()
    assert "The rules were updated." in text_of(guest.gets("form/"))
