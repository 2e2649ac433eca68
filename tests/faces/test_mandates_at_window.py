"""The window's pages of mandates: what was signed on paper, and taken back."""

import pytest
from django.test import Client

from tests.apps.case_scenes import person
from tests.faces.application_scene import Applicant, guest, officer, pdf, town
from tests.faces.guide_scene import text_of
from tests.faces.mandate_scene import FORM, both
from yici.domain.authority import Grants
from yici.files.queries import files_of
from yici.ledger.queries import history
from yici.people.firms import FirmClaim
from yici.people.models import Mandate, User
from yici.people.present import now
from yici.people.queries import mandates as queries

__all__ = ["both", "guest", "town"]
pytestmark = pytest.mark.usefixtures("town")


def clerk() -> Applicant:
    return Applicant(officer())


def test_the_window_records_what_was_signed_on_paper_and_takes_it_back(both, settings):
    settings.YICI_SECOND_FACTOR = "optional"
    window, who, agent = clerk(), person("wang"), person("zhao")
    told = FORM | {"name": agent.name, "number": agent.id_number, "principal": who.name, "card": who.id_number}
    assert set(window.client.post("/desk/mandates/", told).context["wrong"]) == {"paper"}
    answer = window.client.post("/desk/mandates/", told | {"paper": pdf()})
    assert answer.status_code == 200, text_of(answer)[:500]
    made = Mandate.objects.get()
    [paper] = files_of(made.id)
    zhao = User.objects.get(username="zhao")
    view = queries.mandates_received(user=zhao, grants=Grants(), now=now())[0].mandate
    assert (view.consent, view.paper, view.principal) == ("window", paper.digest, str(both.users["wang"].id))
    assert who.id_number not in answer.content.decode()
    listed = window.client.post("/desk/mandates/", {"find": "yes", "holder": who.id_number})
    assert agent.name in text_of(listed)
    wrong = {"revoke": str(made.id), "holder": agent.id_number}
    window.client.post("/desk/mandates/", wrong)
    assert Mandate.objects.get().phase == "offered"
    window.client.post("/desk/mandates/", wrong | {"holder": who.id_number})
    assert Mandate.objects.get().phase == "revoked"


def test_at_the_window_a_firms_mandate_needs_the_firms_word(both, settings):
    settings.YICI_SECOND_FACTOR = "optional"
    firm = FirmClaim("91330802MA2DEM301K", "衢州小面餐饮有限公司(演示)", "周某", "authorised")
    window, who, agent = clerk(), person("wang"), person("zhao")
    told = FORM | {"name": agent.name, "number": agent.id_number, "principal": who.name, "card": who.id_number}
    window.client.post("/desk/mandates/", told | {"paper": pdf(), "firm": firm.name, "uscc": firm.uscc})
    made = Mandate.objects.get()
    listed = window.client.post("/desk/mandates/", {"find": "yes", "holder": who.id_number})
    assert "单位盖章的收回书（扫描件）" in text_of(listed)
    asked = {"revoke": str(made.id), "holder": who.id_number}
    answer = window.client.post("/desk/mandates/", asked, follow=True)
    assert "替单位收回，要交单位盖章的收回书" in text_of(answer)
    assert Mandate.objects.get().phase == "offered"
    found = window.client.post("/desk/mandates/", {"find": "yes", "holder": firm.uscc})
    assert agent.name in text_of(found)
    answer = window.client.post("/desk/mandates/", asked | {"holder": firm.uscc, "paper": pdf()}, follow=True)
    assert "收回了，马上算数" in text_of(answer)
    [paper] = files_of(made.id)
    assert history(made.id)[-1].body["paper"] == paper.digest


def test_the_windows_pages_are_for_windows(both):
    for address in ("/desk/mandates/", "/desk/signatures/"):
        assert both.wang.client.get(address).status_code == 404
        assert both.wang.client.post(address, {"code": "X"}).status_code == 404
        assert "/accounts/login/" in Client().get(address).headers["Location"]
