"""What the made-up people and offices are like, as a table of named figures.

Every figure here is an assumption of the generator. None was measured, and none says anything about any real office:
they are chosen so that every path of the machine is walked and lists look as lists do.
"""

from dataclasses import dataclass

Hours = tuple[float, ...]
"""Twenty-four weights, one for each hour of a legal day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """Shares lie between 0 and 1; days are working days; a range is from–to, both inclusive."""

    # When people come: more on Mondays, less towards the end of the week, hardly on days of rest; a dip at midday.
    weekdays: tuple[float, ...] = (1.3, 1.1, 1.0, 0.95, 0.85, 0.5, 0.5)
    day_of_rest: float = 0.05
    at_window: Hours = (0,) * 8 + (0.4, 1.4, 1.6, 1.1, 0.1, 0.5, 1.2, 1.2, 0.9, 0.2) + (0,) * 6
    online: Hours = (
        0.2, 0.1, 0, 0, 0, 0.1, 0.2, 0.5, 1, 1.5, 1.6, 1.2, 0.6, 0.8, 1.3, 1.3, 1.2, 0.9, 0.7, 0.8, 1, 0.9, 0.6, 0.4,
    )  # fmt: skip
    online_share: float = 0.6
    county_share: float = 0.7

    # What they come with.
    wishes_per_bundle: int = 8
    fewest_plans_a_day: int = 8
    most_plans_a_day: int = 100
    cases_per_plan: int = 16
    papers_missing: float = 0.18
    deferred_brought: float = 0.4

    # The window.
    window_days: tuple[int, int] = (0, 2)
    silent: float = 0.03
    defects_found: float = 0.08
    declined: float = 0.02
    accepted_lacking: float = 0.04
    request_mistaken: float = 0.06
    decided_at_once: float = 0.5
    delivery_days: tuple[int, int] = (0, 4)
    never_fetched: float = 0.02

    # The applicant.
    reply_days: tuple[int, int] = (0, 4)
    never_replies: float = 0.08
    supply_days: tuple[int, int] = (1, 8)
    withdrawn: float = 0.03
    withdrawn_days: tuple[int, int] = (0, 8)

    # The departments: each has its own speed and its own share of late decisions, drawn from these ranges.
    speed: tuple[float, float] = (0.25, 0.9)
    late: tuple[float, float] = (0.0, 0.1)
    late_days: tuple[int, int] = (1, 6)
    unknown_days: tuple[int, int] = (1, 10)
    refused: float = 0.05
    suspended: float = 0.06
    suspension_days: tuple[int, int] = (3, 15)
    resumed_early: float = 0.5
    extended: float = 0.3
    patience: int = 6

    # Visits to the premises.
    visit_set: tuple[int, int] = (0, 2)
    visit_ahead: tuple[int, int] = (1, 4)
    visit_moved: float = 0.08
    visit_in_parts: float = 0.3
    point_failed: float = 0.1

    # Beside the course.
    recused: float = 0.01
    carded: float = 0.01
    answer_days: tuple[int, int] = (0, 4)
    rated: float = 0.15

    # Promises, checked afterwards.
    promise_broken: float = 0.15
    repair_days: tuple[int, int] = (10, 20)
    repaired: float = 0.6


REALISTIC = Behaviour()
LIVELY = Behaviour(
    papers_missing=0.3, silent=0.08, defects_found=0.15, declined=0.05, request_mistaken=0.2, never_replies=0.15,
    withdrawn=0.06, refused=0.12, suspended=0.15, extended=0.8, late=(0.05, 0.3), promise_broken=0.5, repaired=0.5,
    recused=0.05, carded=0.05, rated=0.3,
)  # fmt: skip
"""The same people with more going wrong: for tests, which want every path in few cases."""
