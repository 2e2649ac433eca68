"""Asking for corrections at the desk: everything at once, in words, and never more the second time."""

from uuid import UUID

from tests.apps.case_scenes import act, applicant, submit
from tests.faces.desk_scene import (
    FOOD,
    SHOP,
    TUESDAY,
    address,
    do,
    hidden,
    kinds,
    moment,
    now,
    people,
    sign_in,
    text_of,
)
from yici.cases.queries import case_history
from yici.domain.case import Paper, SupplyCorrection

__all__ = ["moment", "people", "sign_in"]


def test_one_request_names_every_defect_with_words_and_until_when(sign_in, moment):
    case = submit(1).case
    window = sign_in("window")
    form = window.get(address(case.id, "correct"))
    assert "一次告知：现在把要补正的全部勾上" in text_of(form)
    assert "最晚 3月9日（周一）告知" in text_of(form)
    targets = [target.id for target in form.context["form"].targets]
    paper, field = targets.index("food_safety_rules"), targets.index("premises.address")
    ticked = {
        f"t{paper}": "on", f"c{paper}": "paper.unsigned", f"n{paper}": "每页都要盖章",
        f"t{field}": "on", f"c{field}": "field.wrong",
    }  # fmt: skip
    look = window.post(address(case.id, "correct"), hidden(form) | ticked)
    assert "每页都要盖章" in text_of(look)
    assert "一次性补正告知书" in text_of(look)
    assert kinds(case) == ["case.submitted"]
    answer = window.post(address(case.id, "correct"), hidden(look) | {"step": "do"})
    assert answer.status_code == 302
    told = {(one.item, one.target, one.code) for one in now(case, moment).defects}
    assert (FOOD, "food_safety_rules", "paper.unsigned") in told
    assert {item for item, target, _ in told if target == "premises.address"} == {SHOP, FOOD}
    assert now(case, moment).approval(FOOD).status == "correcting"
    event = next(line for line in case_history(UUID(case.id)) if line.event.kind == "case.correction_requested")
    assert event.private == {"food_safety_rules": "每页都要盖章"}
    assert "盖章" not in str(event.stored.body)
    withdrawn = do(window, case.id, "withdraw_correction")
    assert withdrawn.status_code == 302
    assert now(case, moment).defects == ()


def test_a_second_request_can_only_name_what_the_first_named(sign_in, moment):
    case = submit(1).case
    window = sign_in("window")
    form = window.get(address(case.id, "correct"))
    number = [target.id for target in form.context["form"].targets].index("food_safety_rules")
    ticked = {f"t{number}": "on", f"c{number}": "paper.unclear", "step": "do"}
    window.post(address(case.id, "correct"), hidden(form) | ticked)
    supplied = SupplyCorrection(papers=(Paper(material="food_safety_rules"),))
    act(case, supplied, TUESDAY, actor=applicant())
    again = window.get(address(case.id, "correct")).context["form"].targets
    assert {target.id for target in again if FOOD in target.items} == {"food_safety_rules"}


def test_a_request_that_names_nothing_is_told_so_and_what_was_typed_stays(sign_in):
    case = submit(1).case
    window = sign_in("window")
    form = window.get(address(case.id, "correct"))
    empty = window.post(address(case.id, "correct"), hidden(form))
    assert empty.status_code == 422
    assert "没有勾选要补正的内容" in text_of(empty)
    unticked = window.post(address(case.id, "correct"), hidden(form) | {"n0": "看不清楚"})
    assert unticked.status_code == 422
    assert 'value="看不清楚"' in unticked.content.decode()
    assert kinds(case) == ["case.submitted"]
