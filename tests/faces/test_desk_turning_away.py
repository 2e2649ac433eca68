"""Refusing at the counter, at once, what is no matter of the office (Licensing Law Art. 32(1), 32(2))."""

from uuid import UUID

from tests.apps.case_scenes import faults
from tests.apps.pdf_reading import text_of as printed
from tests.faces.desk_scene import kinds, moment, people, sign_in, statuses, text_of
from tests.faces.signing_scene import MATTER, SALE
from tests.faces.window_scene import answered, begun, case_of, the_present
from yici.cases.models import Case as CaseRow
from yici.cases.queries import case_history

__all__ = ["moment", "people", "sign_in", "the_present"]
SHOP, FOOD, HEALTH = "individual-registration", "food-licence", "health-certificate"
AWAY = {"items": [SHOP, FOOD, HEALTH], "reason": "not_competent", "competent": "health", "note": "这里只办区里的"}


def test_what_is_another_bodys_is_refused_before_a_single_paper_was_looked_at(sign_in, moment):
    client = sign_in("window")
    page = begun(client)
    answered(client, page)
    onward = client.post(page, {"go": "refuse", "papers": "1", "fields": "1"})
    assert onward["Location"] == f"{page}refuse/"
    assert "不归这里办" in text_of(client.get(page))
    shown = client.post(f"{page}refuse/", AWAY | {"step": "see"})
    assert "确认：不予受理" in text_of(shown)
    assert "卫生健康部门" in text_of(shown)
    assert CaseRow.objects.count() == 0
    changed = client.post(f"{page}refuse/", AWAY | {"step": "edit"})
    assert "这里只办区里的" in changed.content.decode()
    assert CaseRow.objects.count() == 0
    done = client.post(f"{page}refuse/", AWAY | {"step": "do"})
    case = case_of(client, done)
    assert set(statuses(case, moment).values()) == {"not_accepted"}
    assert kinds(case) == ["case.submitted", *["approval.not_accepted"] * 3]
    told = [line.event for line in case_history(UUID(case.id)) if line.event.kind == "approval.not_accepted"]
    assert {(one.reason, one.competent) for one in told} == {("not_competent", "health")}
    taken = client.get(f"/desk/window/taken/{case.id}/")
    assert "不予受理，通知书在下面" in text_of(taken)
    letters = [one for one in taken.context["documents"] if one.kind == "not-accepted"]
    assert {one.item for one in letters} == {SHOP, FOOD, HEALTH}
    paper = client.get(f"/desk/{case.id}/documents/not-accepted/{FOOD}.pdf")
    words = printed(paper.content)
    assert "王**" not in words
    for wanted in ("王小面", "不予受理", "卫生健康部门", "这里只办区里的", "行政复议", "行政诉讼"):
        assert wanted in words.replace(" ", "")
    # Once is once.
    assert client.post(f"{page}refuse/", AWAY | {"step": "do"})["Location"] == f"{page}done/"
    assert CaseRow.objects.count() == 1
    assert faults() == []


def test_the_body_is_named_and_something_is_chosen(sign_in):
    client = sign_in("window")
    page = begun(client)
    answered(client, page)
    nobody = client.post(f"{page}refuse/", AWAY | {"competent": "", "step": "do"})
    assert nobody.status_code == 422
    assert "写明该找哪个机关" in text_of(nobody)
    nothing = client.post(f"{page}refuse/", {"reason": "other", "step": "do"})
    assert nothing.status_code == 422
    assert CaseRow.objects.count() == 0


def test_what_is_the_bodys_own_matter_is_not_sent_to_that_body(sign_in):
    client = sign_in("window")
    page = begun(client)
    answered(client, page)
    own = client.post(f"{page}refuse/", AWAY | {"note": "", "step": "do"})
    assert own.status_code == 422
    assert "由这个机关承办" in text_of(own)
    assert CaseRow.objects.count() == 0
    others = client.post(f"{page}refuse/", AWAY | {"note": "", "items": [SHOP, FOOD], "step": "see"})
    assert "确认：不予受理" in text_of(others)


def test_before_the_questions_are_answered_there_is_nothing_to_refuse(sign_in):
    client = sign_in("window")
    page = begun(client, bundle=MATTER)
    shown = client.get(f"{page}refuse/")
    assert shown.status_code == 200


def test_a_matter_of_several_signers_is_refused_without_their_signatures(sign_in, moment):
    client = sign_in("window")
    page = begun(client, bundle=MATTER)
    assert client.post(page, {"questions": "1", **SALE}).status_code == 302
    items = [one for one, _ in client.get(f"{page}refuse/").context["form"].fields["items"].choices]
    assert items
    done = client.post(f"{page}refuse/", AWAY | {"items": items, "reason": "no_licence_needed", "step": "do"})
    case = case_of(client, done)
    assert set(statuses(case, moment).values()) == {"not_accepted"}


def test_who_is_no_clerk_refuses_nothing(sign_in):
    page = begun(sign_in("window"))
    assert sign_in("market").get(f"{page}refuse/").status_code == 404
    assert sign_in("wang").get(f"{page}refuse/").status_code == 404
