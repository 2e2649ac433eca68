"""What stands in the way of a grant: one rule, for whoever decides and for whoever shows it before a choice is made."""

from collections.abc import Iterator
from dataclasses import dataclass

from yici.domain.case.inspecting import failed_points
from yici.domain.case.interested import unheard
from yici.domain.case.moves import SIGNED_FIRST, lacking, unsigned_for
from yici.domain.case.opinions import missing_opinions
from yici.domain.case.state import Approval, Case
from yici.domain.error import Invalid, Refused, YiciError
from yici.domain.plan import Plan, PlannedApproval


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way: what deciding is refused with. `spoken`: a note that says why it is granted all the same
    takes it out of the way; nothing else does with the others than doing what is missing."""

    refusal: YiciError
    spoken: bool = False

    @property
    def code(self) -> str:
        """The code of the refusal."""
        return self.refusal.code


def obstacles(
    case: Case, approval: Approval, planned: PlannedApproval, plan: Plan, ahead: tuple[str, ...] = ()
) -> Iterator[Obstacle]:  # fmt: skip
    """This will name everything that keeps an approval from being granted, in the order in which it is refused.

    `ahead` are the numbers of those that were accepted earlier, where the number of grants is limited.
    """
    item = approval.item
    # What is registered on the papers as received was never accepted, and silence looks at no signature.
    if roles := unsigned_for(case, [item], plan):
        refusal = Refused("signature.missing", roles=list(roles), remedy=SIGNED_FIRST)
        yield Obstacle(refusal, spoken=approval.by_silence)
    if missing := unreceived(case, approval, planned, plan):
        remedy = "take them in, ask once for what is missing, or accept without them first"
        yield Obstacle(Refused("decision.papers_missing", item=item, papers=list(missing), remedy=remedy))
    if planned.inspections and not approval.committed and not approval.inspected:
        yield Obstacle(Refused("decision.inspection_missing", item=item, remedy="record the inspection first"))
    if owed := [o.material for o in case.owed if item in o.items and not approval.committed]:
        remedy = "the papers that may come later must come first"
        yield Obstacle(Refused("decision.papers_missing", item=item, papers=owed, remedy=remedy))
    if waiting := unheard(approval):
        remedy = "record what the interested parties said, or that they said nothing (Licensing Law Art. 36)"
        yield Obstacle(Refused("decision.unheard", item=item, count=len(waiting), remedy=remedy))
    if failed := failed_points(case, item):
        remedy = "say in the note why it is granted all the same, or look again"
        yield Obstacle(Invalid("decision.failed_points", item=item, points=list(failed), remedy=remedy), spoken=True)
    if approval.by_silence and (missing := lacking(case, [item], plan)):
        remedy = "say in the note why it is granted without them, or wait until they are brought"
        yield Obstacle(Invalid("decision.lacking", item=item, papers=list(missing), remedy=remedy), spoken=True)
    if ahead:
        remedy = "the number is limited: decide first on those that were accepted earlier (Licensing Law Art. 57)"
        yield Obstacle(Refused("decision.not_first", item=item, ahead=list(ahead), remedy=remedy))
    if silent := missing_opinions(approval, planned):
        remedy = "ask them first; who is against it must agree, or the item is refused"
        yield Obstacle(Refused("decision.opinions_missing", item=item, agencies=list(silent), remedy=remedy))


def at_once(approval: Approval, planned: PlannedApproval) -> bool:
    """This will say whether an approval is decided on the papers as received: no acceptance stands between (market
    entity registration rules Art. 19)."""
    return approval.status == "received" and planned.counted_from == "receipt" and not approval.needs


def unreceived(case: Case, approval: Approval, planned: PlannedApproval, plan: Plan) -> tuple[str, ...]:
    """This will list what was not handed in of an approval that is decided on the papers as received."""
    return lacking(case, [approval.item], plan) if at_once(approval, planned) else ()
