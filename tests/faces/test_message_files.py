"""Files with messages: both sides send and fetch them, refused ones cost no words, and nobody else reaches them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.apps.small_files import PDF
from tests.faces.application_scene import Applicant, citizen, officer, pdf, town
from tests.faces.desk_scene import hidden
from tests.faces.guide_scene import text_of

__all__ = ["town"]
pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def wang() -> Applicant:
    made = Applicant(citizen())
    made.applies()
    return made


def at(who: Applicant, page: str = "messages/") -> str:
    return f"/cases/{who.case}/{page}"


def asks(who: Applicant, **more: object) -> object:
    page = who.client.get(at(who)).context
    item = page["about"][0].item
    words = {"version": page["version"], "item": item, "note": "请看附件", "go": "send"}
    return who.client.post(at(who), {**words, f"file:{page['key']}": pdf(), **more})


def test_a_file_goes_along_and_is_no_paper_of_the_application(wang: Applicant) -> None:
    answer = asks(wang)
    assert answer.status_code == 302, text_of(answer)
    page = wang.client.get(at(wang)).content.decode()
    link = re.search(rf'href="(/cases/{wang.case}/files/[^"]+)">lease\.pdf', page)
    assert link
    assert b"".join([wang.client.get(link[1]).content]) == PDF
    assert "lease.pdf" not in text_of(wang.client.get(at(wang, "documents/")))
    assert wang.client.get(at(wang)).context["along"].files == ()


def test_a_bad_file_is_refused_and_the_words_stay(wang: Applicant) -> None:
    key = wang.client.get(at(wang)).context["key"]
    bad = SimpleUploadedFile("x.pdf", b"no pdf at all")
    answer = asks(wang, **{f"file:{key}": bad})
    assert answer.status_code == 422
    assert "请看附件" in answer.content.decode()
    assert "x.pdf" in text_of(answer)


def test_what_was_chosen_can_be_taken_back_until_it_is_sent(wang: Applicant) -> None:
    asks(wang, go="", upload=wang.client.get(at(wang)).context["key"])
    [came] = wang.client.get(at(wang)).context["along"].files
    wang.client.post(at(wang), {"remove": came.id, "note": "x"})
    assert wang.client.get(at(wang)).context["along"].files == ()


def test_chunks_come_for_the_next_message_and_for_nobody_else(wang: Applicant) -> None:
    key = wang.client.get(at(wang)).context["key"]
    told = {"material": key, "name": "a.pdf", "size": str(len(PDF)), "mark": "1"}
    begun = wang.client.post(at(wang, "uploads/"), told)
    assert begun.status_code == 201
    where = at(wang, f"uploads/{begun.json()['id']}/")
    wang.client.post(f"{where}?at=0", PDF, content_type="application/octet-stream")
    assert wang.client.post(f"{where}finish/", {"material": key}).json()["count"] == 1
    assert wang.client.post(at(wang, "uploads/"), {**told, "material": "message.replied.1"}).status_code == 404
    stranger = Applicant(citizen("chen"))
    assert stranger.client.post(at(wang, "uploads/"), told).status_code == 404


def test_the_office_attaches_a_file_too(wang: Applicant) -> None:
    asks(wang)
    desk = Applicant(officer())
    item = wang.client.get(at(wang)).context["about"][0].item
    form = desk.client.get(f"/desk/{wang.case}/do/reply/", {"on": item})
    sent = hidden(form) | {"note": "见附件", "attached": pdf("b.pdf")}
    assert desk.client.post(f"/desk/{wang.case}/do/reply/", sent).status_code == 302
    assert "b.pdf" in wang.client.get(at(wang)).content.decode()
    assert "lease.pdf" in desk.client.get(f"/desk/{wang.case}/").content.decode()
    again = desk.client.get(f"/desk/{wang.case}/do/reply/", {"on": item})
    bad = hidden(again) | {"note": "再附", "attached": pdf("c.pdf", b"x")}
    answer = desk.client.post(f"/desk/{wang.case}/do/reply/", bad)
    assert answer.status_code == 422
    assert "再附" in answer.content.decode()
