"""The matter of `regime_samples` handed in to renew a licence that comes to its end on a day, or to renew none."""

from dataclasses import replace
from datetime import date, datetime

from hypothesis import strategies as st

from tests.domain.case_samples import context
from tests.domain.licence_samples import until
from tests.domain.regime_commands import START
from yici.domain.case import Case, CaseEvent, Paper, Submit, decide, evolve
from yici.domain.clock import end_of_day
from yici.domain.commitment import to_sign
from yici.domain.plan import Plan

TYPES = {"first": "paper", "third": "permit"}
RENEWED = st.tuples(st.sampled_from(("", *TYPES)), st.sampled_from(("2026-03-13", "2026-03-31")))
"""Which item renews a licence, if one does, and the last day of that licence: asked for thirty days before."""


def renewing(
    plan: Plan, papers: tuple[Paper, ...], item: str, last: str
) -> tuple[tuple[str, datetime | None], Case, list[CaseEvent]]:
    """This will hand the matter in; before it stand the item that renews and when no decision is a renewal, if ever."""
    # Granted under the rule of its regime: where that knows no renewal by silence, none may come of it.
    rules = {one.item: one.renewal for one in plan.schedule.approvals}
    licences = {"licence": until(last, type=TYPES[item], rule=rules[item])} if item else {}
    command = Submit(
        id="case", numbers=tuple(f"N{n}" for n in range(len(plan.schedule.approvals) + 1)), plan="p", subject="s",
        papers=papers, commitments=to_sign(plan), renews=dict.fromkeys([item] if item else [], "licence"),
    )  # fmt: skip
    [event] = decide(None, command, replace(context(START, plan), licences=licences))
    case = evolve(None, event)
    return (item, end_of_day(date.fromisoformat(last)) if rules.get(item) else None), case, [event]
