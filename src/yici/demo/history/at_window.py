"""What clerks and applicants do: check, ask once, accept, supply, withdraw, hand over."""

from collections.abc import Collection
from datetime import datetime, timedelta

from yici.demo.history.life import Act, Habit, Life
from yici.domain.case import (
    Accept,
    Approval,
    DeclineAcceptance,
    Defect,
    Deliver,
    Paper,
    RequestCorrection,
    SupplyCorrection,
    SupplyPaper,
    Withdraw,
    WithdrawCorrection,
    awaited,
    lacking,
)

WAYS = ("window", "window", "courier", "electronic", "cabinet")
AFTER_SILENCE = (7, 12)
"""Working days after which a forgotten case is found again: later than any correction window."""
OTHERS = ("urban_management", "market_regulation")
UNDECIDED = ("received", "correcting", "waiting", "handling", "suspended")


def _examined_at(life: Life, _: str) -> datetime | None:
    how = life.behaviour
    silent = life.times.happens(how.silent)
    return life.times.office(life.now, life.times.between(AFTER_SILENCE if silent else how.window_days))


def _other(life: Life, item: str) -> str:
    """The body whose matter it is said to be: never the one that has it."""
    return next(one for one in OTHERS if one != life.planned[item].agency)


def _examine(life: Life, _: str) -> Act | None:
    """One look at everything that came in: decline, ask for what is missing, accept."""
    how, times = life.behaviour, life.times
    received = list(life.tasks["accept"])
    if times.happens(how.declined):
        item = times.chance.choice(received).item
        note = "演示：不属于本机关职权范围。"
        return life.clerk, DeclineAcceptance(item=item, reason="not_competent", competent=_other(life, item), note=note)
    defects = _defects(life, [a for a in received if not a.corrected])
    if defects and not times.happens(how.accepted_lacking):
        return life.clerk, RequestCorrection(defects=defects, notes={defects[0].target: "演示：请看清要求再交。"})
    at_once = set(life.items("decide")) if times.happens(how.decided_at_once) else set()
    items = tuple(a.item for a in received if a.item not in at_once)
    if not items:
        return None
    return life.clerk, Accept(items=items, lacking=tuple(lacking(life.case, items, life.plan)))


def _defects(life: Life, received: list[Approval]) -> tuple[Defect, ...]:
    """Every paper that is missing, for each item that wants it, and now and then one that cannot be read."""
    items = {a.item for a in received}
    missing = set(lacking(life.case, items, life.plan))
    codes = dict.fromkeys(missing, "paper.missing")
    given = [m.material for m in life.plan.materials if m.material in life.case.given and items & set(m.items)]
    if given and life.times.happens(life.behaviour.defects_found):
        codes[life.times.chance.choice(given)] = "paper.unclear"
    return tuple(
        Defect(item=item, target=m.material, code=codes[m.material])
        for m in life.plan.materials
        if m.material in codes
        for item in m.items
        if item in items and life.case.may_name(item, m.material)
    )


def _mistaken_at(life: Life, _: str) -> datetime | None:
    mistaken = life.times.happens(life.behaviour.request_mistaken)
    return life.times.office(life.now, 0) if mistaken else None


def _take_back(life: Life, _: str) -> Act | None:
    return life.clerk, WithdrawCorrection()


def _replied_at(life: Life, _: str) -> datetime | None:
    if life.times.happens(life.behaviour.never_replies):
        return None
    return life.times.office(life.now, life.times.between(life.behaviour.reply_days))


def _reply(life: Life, _: str) -> Act | None:
    targets = dict.fromkeys(defect.target for defect in life.case.defects)
    return life.applicant, SupplyCorrection(papers=_papers(life, targets))


def _papers(life: Life, wanted: Collection[str]) -> tuple[Paper, ...]:
    return tuple(
        Paper(material=m.material, form=m.form, copies=m.copies) for m in life.plan.materials if m.material in wanted
    )


def _given_up_at(life: Life, item: str) -> datetime | None:
    """After the applicant's period, or after long where no text gives one."""
    reply = next((d.due for d in life.case.approval(item).deadlines if d.name == "reply" and d.due), None)
    return life.times.office(reply or life.now, 3 if reply else 20)


def _give_up(life: Life, item: str) -> Act | None:
    return life.clerk, DeclineAcceptance(item=item, reason="not_supplied", note="演示：逾期没有补正。")


def _owed(life: Life) -> tuple[str, ...]:
    """What may come later; what is only missing is asked for as a defect first."""
    if not life.case.owed and life.wanted.issubset(life.case.given):
        return ()
    late = tuple(owed.material for owed in life.case.owed)
    accepted = any(a.status in ("handling", "waiting") for a in life.case.approvals)
    return tuple(dict.fromkeys(late + (awaited(life.case, life.plan) if accepted else ())))


def _supplied_at(life: Life, material: str) -> datetime | None:
    return life.times.office(life.now, life.times.between(life.behaviour.supply_days))


def _supply(life: Life, material: str) -> Act | None:
    if material not in awaited(life.case, life.plan):
        return None
    return life.applicant, SupplyPaper(papers=_papers(life, (material,)))


def _undecided(life: Life) -> tuple[str, ...]:
    return ("",) if any(a.status in UNDECIDED for a in life.case.approvals) else ()


def _withdrawn_at(life: Life, _: str) -> datetime | None:
    if not life.times.happens(life.behaviour.withdrawn):
        return None
    days = life.times.between(life.behaviour.withdrawn_days)
    return life.times.office(life.now + timedelta(hours=1), days)


def _withdraw(life: Life, _: str) -> Act | None:
    items = [a.item for a in life.case.approvals if a.status in UNDECIDED]
    whole = len(items) < 2 or life.times.happens(0.7)
    return life.applicant, Withdraw(items=() if whole else (life.times.chance.choice(items),))


def _fetched_at(life: Life, item: str) -> datetime | None:
    if life.times.happens(life.behaviour.never_fetched):
        return None
    return life.times.office(life.now, life.times.between(life.behaviour.delivery_days))


def _deliver(life: Life, item: str) -> Act | None:
    return life.clerk, Deliver(item=item, way=life.times.chance.choice(WAYS))


AT_WINDOW: tuple[Habit, ...] = (
    Habit("window examines", _examined_at, _examine, task="accept", whole=True),
    Habit("window takes a request back", _mistaken_at, _take_back, task="correct", whole=True),
    Habit("applicant replies", _replied_at, _reply, task="correct", whole=True),
    Habit("window gives up", _given_up_at, _give_up, task="correct"),
    Habit("applicant supplies", _supplied_at, _supply, open=_owed),
    Habit("applicant withdraws", _withdrawn_at, _withdraw, open=_undecided, once=True),
    Habit("window delivers", _fetched_at, _deliver, task="deliver"),
)
