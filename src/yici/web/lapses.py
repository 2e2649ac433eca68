"""What counts as withdrawn though nobody took it back: why, by which text, and what is told before it happens."""

from django.utils.translation import gettext

from yici.domain.case import events as e
from yici.domain.plan import Plan, PlannedApproval, PlannedMaterial
from yici.web.limit_sources import reply_source
from yici.web.words import Names

DEFERRABLE = frozenset({"material.deferrable", "material.at_inspection"})


def lapse_why(event: e.ApprovalWithdrawn, planned: PlannedApproval, plan: Plan, names: Names) -> str:
    """This will say in a sentence why an application counts as withdrawn."""
    told = {"source": names.source(lapse_source(event, planned, plan, names))}
    if event.deemed == "unanswered":
        return gettext("一次告知要补的，在补正期限内没有补来，视为撤回申请（%(source)s）。") % told
    if event.material is None:
        return gettext("说好晚些交的材料，在期限内没有交来，视为撤回申请（%(source)s）。") % told
    told["paper"] = names.of("material", event.material)
    return gettext("说好晚些交的“%(paper)s”，在期限内没有交来，视为撤回申请（%(source)s）。") % told


def lapse_source(event: e.ApprovalWithdrawn, planned: PlannedApproval, plan: Plan, names: Names) -> str:
    """This will give the id of the text by which it counts as withdrawn; empty when none is known any more."""
    if event.deemed == "unanswered":
        return reply_source(planned, names)
    papers = (one for one in plan.materials if event.item in one.lapsing)
    found = (one for one in papers if event.material in (None, one.material))
    return next((source for one in found if (source := deferral_source(one, event.item))), "")


def deferral_source(paper: PlannedMaterial, item: str) -> str:
    """This will give the id of the text that lets a paper of an item come later."""
    reasons = (one for one in paper.reasons if one.code in DEFERRABLE and one.params.get("item") == item)
    return next((one.params.get("source", "") for one in reasons), "")


def paper_warning(paper: str, plan: Plan, names: Names) -> str:
    """This will say what happens when a paper that may come later does not come in time; empty when nothing does."""
    found = next((one for one in plan.materials if one.material == paper and one.lapsing), None)
    if found is None:
        return ""
    items = names.listed(names.of("item", item) for item in found.lapsing)
    source = names.source(deferral_source(found, found.lapsing[0]))
    return gettext("逾期不交的，“%(items)s”视为撤回申请（%(source)s）。") % {"items": items, "source": source}


def reply_warning(planned: PlannedApproval, names: Names) -> str:
    """This will say what happens when what is to be corrected does not come in time; empty when nothing does."""
    if planned.unanswered != "withdrawn" or planned.reply is None:
        return ""
    told = {"item": names.of("item", planned.item), "source": names.source(reply_source(planned, names))}
    return gettext("逾期不补的，“%(item)s”视为撤回申请（%(source)s）。") % told
