"""What a form at the desk says before it is sent: what is missing, what will be told, nothing chosen for anybody."""

import re

from tests.apps.case_scenes import act, planned, submit
from tests.faces.desk_scene import TUESDAY, address, do, hidden, kinds, moment, people, sign_in, text_of
from yici.domain.case import Accept, Decide, lacking

__all__ = ["moment", "people", "sign_in"]
FOOD, SHOP, HEALTH = "food-licence", "individual-registration", "health-certificate"


def test_what_did_not_come_is_ticked_and_a_reason_for_what_came_is_chosen_by_hand(sign_in):
    case = submit(1, papers=()).case
    window = sign_in("window")
    form = window.get(address(case.id, "correct"))
    shown = form.context["form"]
    came = {row.target.id for row in shown.papers() if not row.target.missing}
    ticked = {row.target.id for row in shown.papers() if row.ticked}
    assert ticked == set(lacking(case, [a.item for a in case.approvals], planned()))
    assert {row.code for row in shown.papers() if row.ticked} == {"paper.missing"}
    assert {row.code for row in shown.papers() if row.target.id in came} <= {""}
    answer = window.post(address(case.id, "correct"), hidden(form) | {f"t{len(shown.papers())}": "on"})
    assert answer.status_code == 422
    assert "勾选了，没有选要怎样。" in text_of(answer)


def test_what_is_missing_and_not_named_is_warned_about_before_it_is_sent(sign_in):
    case = submit(1, papers=()).case
    window = sign_in("window")
    form = window.get(address(case.id, "correct"))
    first, *left = (row for row in form.context["form"].papers() if row.ticked)
    typed = {f"t{first.number}": "on", f"c{first.number}": "paper.missing"}
    look = window.post(address(case.id, "correct"), hidden(form) | typed)
    assert f"没有交来、也没有勾选的：{'、'.join(row.target.name for row in left)}。告知以后不能再要。" in text_of(look)
    assert kinds(case) == ["case.submitted"]


def test_an_acceptance_that_lacks_papers_names_each_of_them_once(sign_in):
    case = submit(1, papers=()).case
    window = sign_in("window")
    answer = do(window, case.id, "accept", items_chosen=[SHOP, FOOD, HEALTH])
    text = text_of(answer)
    missing = [words for _, words in answer.context["form"].fields["lacking"].choices]
    assert f"还有 {len(missing)} 份没有收到，也没有勾选。" in text
    form = answer.content.decode().split('id="beside"', 1)[1].split("</aside>", 1)[0]
    assert all(form.count(name) == 1 for name in missing)


def form_of(case, client, command, item):
    page = client.get(address(case.id, command, item)).content.decode()
    return page.split('<form class="do"', 1)[1].split("</form>", 1)[0]


def test_nothing_is_decided_before_somebody_chooses(sign_in):
    case = submit(1).case
    act(case, Accept(), TUESDAY)
    act(case, Decide(item=SHOP, grant=True), TUESDAY)
    form = form_of(case, sign_in("market"), "decide", FOOD)
    assert 'type="radio"' in form
    assert " checked" not in form


def test_whoever_sits_at_a_window_hands_over_there_and_nobody_has_signed_yet(sign_in):
    case = submit(1).case
    act(case, Accept(), TUESDAY)
    act(case, Decide(item=SHOP, grant=True), TUESDAY)
    form = form_of(case, sign_in("window"), "deliver", SHOP)
    assert re.findall(r'<input[^>]* value="(\w+)"[^>]* checked>', form) == ["window"]
