"""One command for many cases at once: only where each is as plain as the other and nothing has to be weighed.

What a person would have to think about is left to a look at the single case: several together are done by a list, and a
list weighs nothing (Administrative Licensing Law Art. 34, 38: a substantive check by people, a decision with reasons).
"""

from datetime import date
from typing import Final, Literal, get_args

from yici.domain.case import beside_commands as x
from yici.domain.case import commands as c
from yici.domain.case.allowing import Desk, Offer
from yici.domain.case.inspecting import failed_points
from yici.domain.case.kinds import Command
from yici.domain.case.moves import lacking_by_item
from yici.domain.case.state import Approval
from yici.domain.plan import PlannedApproval

Deed = Literal["accept", "confirm_notice", "grant", "plan_inspection"]
DEEDS: Final[tuple[Deed, ...]] = get_args(Deed)
OFFERS: Final[dict[Deed, str]] = {
    "accept": "accept", "confirm_notice": "confirm_notice", "grant": "decide", "plan_inspection": "plan_inspection",
}  # fmt: skip
"""The offer of a single case that each of them is."""
NOT_NOW, WEIGHED, LACKING = "bulk.not_now", "bulk.weighed", "acceptance.papers_missing"


def hinders(desk: Desk, offers: tuple[Offer, ...], deed: Deed, item: str) -> str:
    """This will name by code what keeps a deed from being done together with others; empty when nothing does.

    `offers` is what may be done with the case now, as `allowed` has it.
    """
    offer = offered(offers, deed, item)
    if offer is None:
        return NOT_NOW
    if deed == "accept":
        return LACKING if lacking_by_item(desk.case, [item], desk.plan)[item] else ""
    if deed == "grant":
        return next(iter(offer.hindered), "") or (WEIGHED if _weighed(desk, item) else "")
    return ""


def offered(offers: tuple[Offer, ...], deed: Deed, item: str) -> Offer | None:
    """This will give the offer of a single case that a deed is, None when there is none."""
    wanted = OFFERS[deed]
    return next((one for one in offers if one.command == wanted and item in one.items), None)


def _weighed(desk: Desk, item: str) -> bool:
    """Whether anything of an item has to be weighed by a person before it is granted."""
    approval, planned = desk.case.approval(item), desk.planned[item]
    return _by_rule(planned) or _in_the_case(approval) or bool(failed_points(desk.case, item))


def _by_rule(planned: PlannedApproval) -> bool:
    """Two who decide, a technical standard, a limited number, or a step that its law foresees before the decision."""
    return planned.deciders > 1 or planned.technical or planned.limited or bool(planned.procedures)


def _in_the_case(approval: Approval) -> bool:
    """A department against it, interested parties, a hearing, a proposal of somebody else, or an acceptance that nobody
    looked at."""
    against = any(one.stance == "disagreed" or one.afterwards == "disagreed" for one in approval.opinions)
    return against or bool(
        approval.interested or approval.hearing or approval.proposal or approval.by_silence or approval.joins
    )


def command_of(
    desk: Desk, offers: tuple[Offer, ...], deed: Deed, item: str, *, on: date | None = None,
    officers: tuple[str, ...] = (), proof: str = "",
) -> Command:  # fmt: skip
    """This will give the command of one case; only for what nothing hinders. `on` and `officers` are of a visit,
    `proof` of a signature for what arrived."""
    offer = offered(offers, deed, item)
    if deed == "accept" or offer is None:
        return c.Accept(items=(item,))
    if deed == "grant":
        return c.Decide(item=item, grant=True)
    if deed == "confirm_notice":
        return x.ConfirmNotice(item=item, agency=offer.on.partition(":")[2], proof=proof)
    return c.PlanInspection(visit=offer.on, items=offer.items, on=on or desk.today, officers=officers)
