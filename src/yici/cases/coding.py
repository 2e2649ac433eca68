"""Which approvals of a plan are numbered by their implementing code: where that is chosen, those that have one."""

from django.conf import settings

from yici.cases.numbers import implementing_code
from yici.catalogue.queries import place_definition
from yici.domain.case import handled_at
from yici.domain.plan import Plan


def codes_of(plan: Plan) -> tuple[str | None, ...]:
    """This will give the implementing code of each approval of a plan, in its order; None: numbered by the place."""
    approvals = plan.schedule.approvals
    if settings.YICI_CASE_NUMBERS != "implementing":
        return (None,) * len(approvals)
    return tuple(_code(one.item, handled_at(one, plan)) for one in approvals)


def _code(item: str, place: str) -> str | None:
    there = place_definition(place)
    local = there.items.get(item) if there else None
    return implementing_code(local.code) if local else None
