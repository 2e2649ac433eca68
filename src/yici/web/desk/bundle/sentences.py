"""Where the whole ends, in a sentence a mayor reads in passing; and the expected end of one item in a few words."""

from collections.abc import Iterator

from django.utils.translation import gettext

from yici.domain.case.outlook import Expected, Outlook
from yici.domain.case.states import FINAL
from yici.web import dates
from yici.web.desk.opened import Opened


def expected(one: Expected) -> str:
    """This will say when one item is to be done."""
    if one.ends is not None:
        return gettext("%(day)s前") % {"day": dates.day_text(one.ends)}
    earliest = {"day": dates.day_text(one.not_before)}
    if one.why == "late":
        return gettext("超过期限，没有新的日子")
    if one.why == "no_limit":
        return gettext("没有查到期限")
    if one.why == "applicant":
        return gettext("等申请人，不早于 %(day)s") % earliest
    return gettext("不早于 %(day)s") % earliest


def whole(opened: Opened, ahead: Outlook, after: Outlook | None) -> tuple[str, ...]:
    """This will say where the whole ends, what holds it up, and what would be if the late ones were done today."""
    return tuple(_whole(opened, ahead, after))


def _whole(opened: Opened, ahead: Outlook, after: Outlook | None) -> Iterator[str]:
    running = [a for a in opened.case.approvals if a.status not in FINAL and a.status != "decided"]
    if not running:
        yield gettext("各事项都办结了。")
        return
    if ahead.ends is not None:
        yield gettext("全程预计 %(day)s办完。") % {"day": dates.day_text(ahead.ends, year=True)}
        yield from _held_by(opened, ahead)
        return
    late = _items(opened, ahead.late)
    if ahead.late and after is not None:
        yield gettext("%(items)s超过期限，全程哪天办完说不准。") % {"items": late}
        day = after.ends or after.not_before
        template = (
            gettext("今天办结的话，全程最早 %(day)s办完。")
            if after.ends
            else gettext("今天办结的话，全程也不早于 %(day)s；%(why)s，还可能更晚。")
        )
        yield template % {"day": dates.day_text(day, year=True), "why": _why(opened, after)}
        return
    told = {"day": dates.day_text(ahead.not_before, year=True), "why": _why(opened, ahead)}
    yield gettext("全程不早于 %(day)s办完；%(why)s，哪天说不准。") % told


def _held_by(opened: Opened, ahead: Outlook) -> Iterator[str]:
    critical = tuple(one.item for one in ahead.approvals if one.critical and one.why != "over")
    if critical:
        yield gettext("决定全程快慢的是%(items)s。") % {"items": _items(opened, critical)}


def _items(opened: Opened, items: tuple[str, ...]) -> str:
    return opened.names.listed(gettext("“%(text)s”") % {"text": opened.names.of("item", one)} for one in items)


def _why(opened: Opened, ahead: Outlook) -> str:
    words = {
        "late": gettext("%(items)s超过期限"), "applicant": gettext("%(items)s在等申请人"),
        "no_limit": gettext("%(items)s没有查到期限"), "circle": gettext("%(items)s互相等着"),
        "calendar": gettext("%(items)s的日子要等放假安排装入才能算"),
    }  # fmt: skip
    reasons: dict[str, list[str]] = {}
    for one in ahead.open:
        reasons.setdefault(one.why, []).append(one.item)
    told = [words[why] % {"items": _items(opened, tuple(items))} for why, items in reasons.items()]
    return ("; " if opened.names.english else "；").join(told)
