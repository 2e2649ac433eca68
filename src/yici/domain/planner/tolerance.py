"""What may be brought later is told within the promise of whoever cannot decide without it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from yici.domain.lengths import surely_longer
from yici.domain.plan import PlannedApproval, PlannedMaterial, Told
from yici.domain.planner.reasons import because


def within_promises(
    materials: Iterable[PlannedMaterial], approvals: Iterable[PlannedApproval]
) -> tuple[PlannedMaterial, ...]:  # fmt: skip
    """This will shorten the periods for papers that come later to the promise of an item that begins on submission and
    is not granted without them.

    What a text takes as withdrawn after its own, longer period is not withdrawn by the shorter one.
    """
    bound = [one for one in approvals if not one.needs and not one.committed and one.promised is not None]
    return tuple([_within(paper, bound) for paper in materials])


def _within(paper: PlannedMaterial, bound: list[PlannedApproval]) -> PlannedMaterial:
    found = min(_shorter(paper, bound), key=lambda pair: (pair[1].limit.amount, pair[0]), default=None)
    if found is None:
        return paper
    item, promised = found
    told = because("material.later_capped", item=item, source=promised.source)
    return replace(paper, later=promised.limit, lapses=False, lapses_for=(), reasons=(*paper.reasons, told))


def _shorter(paper: PlannedMaterial, bound: list[PlannedApproval]) -> Iterator[tuple[str, Told]]:
    for one in bound:
        if paper.later and one.promised and one.item in paper.items and surely_longer(paper.later, one.promised.limit):
            yield one.item, one.promised
