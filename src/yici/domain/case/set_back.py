"""Windows for checking papers that were met while nobody knew their end, judged when a calendar tells it.

Licensing Law Art. 32(4): what is not told within five working days of receipt is accepted from receipt. That is so by
law and not by what anybody knew: an acceptance by hand after the window counts from receipt, and a request for
correction after it asks for nothing any more.
"""

from collections.abc import Callable

from yici.domain.case import beside_events as b
from yici.domain.case import events as e
from yici.domain.case.context import Context
from yici.domain.case.deadlines import DECISION, Hours, counted_again, moved
from yici.domain.case.parts import Answered, Deadline
from yici.domain.case.state import Approval, Case
from yici.domain.changing import changed

Accept = Callable[[Approval, Answered], list[e.CaseEvent]]
"""How an approval is accepted by the silence of a window; `settle`, which calls this, knows how."""
FROM_ACCEPTANCE = DECISION | {"assignment"}
JUDGED = frozenset({"received", "correcting", "handling", "suspended", "prepared"})
"""What waits for another approval is accepted only when that exists; what is decided is decided."""


def unknown_window(approval: Approval, ctx: Context) -> Deadline | None:
    """This will give the window that is being met now, if it may be over and nobody knows; None where its end is known,
    where it cannot have come yet, and where no text makes anything of its silence."""
    if ctx.planned(approval.item).missed != "accepted_from_receipt":
        return None
    window = next((d for d in approval.deadlines if d.name == "correction"), None)
    if window is None or window.due is not None:
        return None
    return None if window.not_before is not None and ctx.now < window.not_before else window


def known_windows(case: Case, counted: Hours) -> list[tuple[str, Answered]]:
    """This will list the windows whose end the places know now, by item, with that end."""
    found: list[tuple[str, Answered]] = []
    for approval in case.approvals:
        if not approval.answered or approval.status not in JUDGED:
            continue
        calendar, office = counted(approval.item)
        for one in approval.answered:
            window = counted_again(one.window, calendar, office)
            if window.due is not None:
                found.append((approval.item, changed(one, window=window)))
    return found


def judged(case: Case, item: str, one: Answered, ctx: Context, accept: Accept) -> list[e.CaseEvent]:
    """This will give what comes of one window whose end is known now: nothing but that, where it was met in time."""
    approval, end = case.approval(item), one.window.due
    assert end is not None
    counted = b.WindowCounted(at=ctx.now, item=item, answered=one)
    if one.at < end:
        return [counted]
    receipt = one.window.since
    if approval.accepted_at is not None:
        return [counted] if approval.accepted_at <= receipt else [_set_back(approval, one, ctx)]
    if approval.status == "correcting":
        taken_back = e.CorrectionWithdrawn(at=ctx.now, deadlines={item: ()}, late=True)
        return [counted, taken_back, *accept(approval, one)]
    return [counted, *accept(approval, one)]


def _set_back(approval: Approval, one: Answered, ctx: Context) -> b.WindowCounted:
    held = approval.suspension.held if approval.suspension else ()
    receipt, local = one.window.since, ctx.at(approval.item)

    def back(standing: Deadline) -> Deadline:
        if standing.name not in FROM_ACCEPTANCE or standing.missed or standing.since <= receipt:
            return standing
        earlier = counted_again(changed(standing, since=receipt), local.calendar, local.office)
        return moved(standing, earlier, local)

    return b.WindowCounted(
        at=ctx.now, item=approval.item, answered=one, accepted_at=receipt,
        deadlines=tuple(back(d) for d in approval.deadlines), held=tuple(back(d) for d in held),
    )  # fmt: skip
