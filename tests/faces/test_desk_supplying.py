"""What applicants bring to the window: what a request for correction named, and papers that may come later."""

from uuid import UUID

from tests.apps.case_scenes import LARGE, PROMISED, act, person, submit
from tests.faces.desk_scene import TUESDAY, address, do, moment, now, people, sign_in, text_of
from yici.cases.queries import case_history
from yici.domain.case import Defect, Paper, RequestCorrection

__all__ = ["moment", "people", "sign_in"]
FOOD, SHOP = "food-licence", "individual-registration"


def test_what_was_corrected_is_taken_in_at_the_window(sign_in, moment):
    case = submit(1).case
    window, market = sign_in("window"), sign_in("market")
    assert window.get(address(case.id, "supply_correction")).status_code == 409
    asked = [
        Defect(FOOD, "food_safety_rules", "paper.unsigned"),
        Defect(FOOD, "premises.address", "field.wrong"),
        Defect(SHOP, "premises.address", "field.wrong"),
        Defect(SHOP, "applicant.id_number", "field.wrong"),
    ]
    act(case, RequestCorrection(defects=tuple(asked), notes={"food_safety_rules": "每页都要盖章"}), TUESDAY)
    assert market.get(address(case.id, "supply_correction")).status_code == 409
    form = window.get(address(case.id, "supply_correction"))
    text = text_of(form)
    assert "没有签名或者盖章，要补上；每页都要盖章" in text
    fields = form.context["form"]
    assert (fields.papers, fields.elements) == (("food_safety_rules",), ("premises.address", "applicant.id_number"))
    assert person("wang").id_number in form.content.decode()
    wrong = do(window, case.id, "supply_correction", f0="copy", k0="2", e0="", e1="330802199003070026")
    assert wrong.status_code == 422
    assert "还没有收到，不能登记" in text_of(wrong)
    assert {"p0", "e0", "e1"} == set(wrong.context["form"].errors)
    typed = {"p0": "on", "f0": "copy", "k0": "2", "e0": "上街 9 号", "e1": person("wang").id_number}
    assert do(window, case.id, "supply_correction", **typed).status_code == 302
    after = now(case, moment)
    assert (after.defects, after.approval(FOOD).status) == ((), "received")
    line = case_history(UUID(case.id))[-1]
    assert (line.event.kind, line.stored.actor.role) == ("case.correction_supplied", "window_clerk")
    assert line.event.papers == (Paper(material="food_safety_rules", form="copy", copies=2),)
    assert line.private == {"form": {"premises.address": "上街 9 号", "applicant.id_number": person("wang").id_number}}
    assert "上街" not in str(line.stored.body)


def test_papers_that_may_come_later_are_taken_in_at_the_window(sign_in, moment):
    case = submit(1, answers=LARGE).case
    if not case.owed:
        case = submit(2, answers=PROMISED).case
    owed = [one.material for one in case.owed]
    window = sign_in("window")
    if not owed:
        assert window.get(address(case.id, "supply_paper")).status_code == 409
        return
    assert do(window, case.id, "supply_paper", papers=owed[:1]).status_code == 302
    assert owed[0] not in [one.material for one in now(case, moment).owed]
