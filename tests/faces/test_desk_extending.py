"""The extension of Article 42 at the desk: once, with approval and reasons, every number of days with its end."""

import re
from typing import Any

import pytest

from tests.apps.case_scenes import at, faults, submit
from tests.apps.pdf_reading import text_of as printed_text
from tests.faces.desk_scene import actions, address, do, kinds, moment, now, people, sign_in, signed_in, text_of
from yici.domain.case import Case, Deadline, deadlines

__all__ = ["moment", "people", "sign_in"]
FOOD, SHOP = "food-licence", "individual-registration"
SIGNED = {"days": "10", "approver": "局长 张三", "note": "布局与图纸不一致，要再核对。"}


@pytest.fixture
def handled(sign_in: Any) -> Case:
    """A restaurant that is registered and whose food licence is handled since Tuesday 3 March."""
    case = submit(1).case
    do(sign_in("window"), case.id, "accept", items_chosen=[FOOD])
    do(sign_in("market"), case.id, "decide", SHOP, how="grant", note="")
    return case


def standing(case: Case, moment: Any, name: str = "legal") -> Deadline:
    return next(d for item, d in deadlines(now(case, moment)) if item == FOOD and d.name == name)


def offered(page: Any) -> set[str]:
    return {one.name for one in actions(page)}


def test_the_form_shows_for_every_number_of_days_the_day_with_its_weekday(sign_in, handled):
    page = sign_in("market").get(address(handled.id, "extend", FOOD))
    assert "现在的法定期限：3月31日（周二）" in text_of(page)
    assert "行政许可法第四十二条" in text_of(page)
    assert "规定要由本行政机关负责人批准" in text_of(page)
    choices = re.findall(r'<option value="(\d+)"( selected)?>([^<]+)</option>', page.content.decode())
    assert [(value, bool(chosen)) for value, chosen, _ in choices if chosen] == [("10", True)]
    assert choices[0][2] == "1 个工作日：法定期限到 4月1日（周三）"
    assert choices[-1][2] == "10 个工作日：法定期限到 4月15日（周三）"


def test_what_will_happen_is_shown_before_it_is_done_and_then_the_limit_has_moved(sign_in, moment, handled):
    market, before = sign_in("market"), standing(handled, moment)
    assert do(market, handled.id, "extend", FOOD, **SIGNED).status_code == 302
    assert kinds(handled)[-1] == "approval.extended"
    after = standing(handled, moment)
    assert (after.due - before.due).days == 15  # ten working days, three of them around Qingming
    page = market.get(address(handled.id) + f"?item={FOOD}")
    told = text_of(page)
    assert "延长 10 个工作日" in told
    assert "法定期限到 2026年4月15日（周三）" in told
    assert "局长 张三批准" in told
    assert "经批准延长的（行政许可法第四十二条、第八十二条）" in told
    assert "延长办理期限" not in offered(page)
    assert faults() == []


def test_the_notice_tells_why_by_whom_and_until_when(sign_in, handled):
    market = sign_in("market")
    do(market, handled.id, "extend", FOOD, **SIGNED)
    for language, path in (("zh-hans", "market"), ("en", "market")):
        reader = signed_in(path, **{"Accept-Language": language})
        notice = reader.get(f"/desk/{handled.id}/documents/extension/{FOOD}.pdf")
        assert notice.status_code == 200
        assert b"/StructTreeRoot" in notice.content or notice.content.startswith(b"%PDF-")
    text = "".join(printed_text(market.get(f"/desk/{handled.id}/documents/extension/{FOOD}.pdf").content).split())
    assert "延长办理期限告知书" in text
    assert "经批准延长10个工作日" in text
    assert "原来的法定期限：最晚2026年3月31日（周二）" in text
    assert "延长以后的法定期限：最晚2026年4月15日（周三）" in text
    assert "布局与图纸不一致，要再核对。" in text
    assert "局长张三" in text
    assert "行政许可法第四十二条" in text


def test_an_officer_does_not_see_it_and_the_second_time_nobody_does(sign_in, moment, handled):
    lead = sign_in("lead")
    assert "延长办理期限" in " ".join(offered(lead.get(address(handled.id) + f"?item={FOOD}")))
    do(lead, handled.id, "extend", FOOD, **SIGNED)
    assert lead.get(address(handled.id, "extend", FOOD)).status_code != 200
    assert sign_in("fire").get(address(handled.id, "extend", FOOD)).status_code != 200


WRONG = [
    {"days": "11"}, {"days": "0"}, {"days": ""}, {"days": "x"}, {"note": ""}, {"note": "  "}, {"approver": ""},
    {"approver": "  "},
]  # fmt: skip


@pytest.mark.parametrize("typed", WRONG)
def test_what_the_law_asks_for_must_be_typed(sign_in, handled, typed):
    answer = do(sign_in("market"), handled.id, "extend", FOOD, **SIGNED | typed)
    assert answer.status_code == 422
    assert "wrong" in answer.content.decode()
    assert "approval.extended" not in kinds(handled)


def test_after_the_limit_nothing_is_offered(sign_in, moment, handled):
    market = sign_in("market")
    moment.now = at("2026-04-01", 9)
    assert "延长办理期限" not in " ".join(offered(market.get(address(handled.id) + f"?item={FOOD}")))


def test_an_extension_and_a_stop_add_up_at_the_desk(sign_in, moment, handled):
    market = sign_in("market")
    do(market, handled.id, "extend", FOOD, **SIGNED)
    do(market, handled.id, "suspend", FOOD, cause="testing", days="3", note="")
    moment.now = at("2026-03-09", 10)
    assert str(standing(handled, moment).due.date()) == "2026-04-20"  # from Wed 15 April: 4, 5 and 6 March taken out
    assert faults() == []


def test_what_is_decided_offers_none(sign_in, handled):
    assert sign_in("market").get(address(handled.id, "extend", SHOP)).status_code != 200
