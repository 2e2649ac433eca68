"""Renewing a licence by a case: what the application must fit, and what becomes of it at the end of the licence.

The licence says itself what holds of it (`yici.domain.licence`); a case asks it and keeps its end as a deadline.
"""

from yici.domain.case import commands as c
from yici.domain.case import events as e
from yici.domain.case import renewal_events as r
from yici.domain.case.context import Context
from yici.domain.case.deadlines import on_grant
from yici.domain.case.evolve import evolve
from yici.domain.case.formal import follow
from yici.domain.case.parts import Deadline
from yici.domain.case.state import Approval, Case
from yici.domain.error import Invalid
from yici.domain.licence import ApplyForRenewal, Licence, LicenceContext, ends_at, unknown_licence
from yici.domain.licence import decide as decide_licence
from yici.domain.licence import evolve as evolve_licence
from yici.domain.plan import PlannedApproval


def check_renewals(command: c.Submit, ctx: Context) -> None:
    """This will pass when licences are named for items of the plan only. Raises Invalid("renewal.not_asked")."""
    items = {planned.item for planned in ctx.plan.schedule.approvals}
    if foreign := sorted(command.renews.keys() - items):
        raise Invalid("renewal.not_asked", items=foreign, remedy="name a licence for an item that is applied for")


def application(command: c.Submit, planned: PlannedApproval) -> ApplyForRenewal:
    """This will give what a submission asks of the licence that an item renews."""
    return ApplyForRenewal(
        case=command.id, item=planned.item, subject=command.subject, gives=planned.gives, term=planned.term,
        rule=planned.renewal,
    )  # fmt: skip


def renewal(command: c.Submit, planned: PlannedApproval, ctx: Context) -> Deadline | None:
    """This will give the end of the licence by which no decision counts as a grant (Licensing Law Art. 50).

    None where nothing is renewed, or nothing can be told or deemed. Raises what the licence refuses.
    """
    name = command.renews.get(planned.item)
    if name is None:
        return None
    licence = ctx.licences.get(name)
    if licence is None:
        raise unknown_licence()
    about = LicenceContext(ctx.now, ctx.at(planned.item).calendar)
    for event in decide_licence(licence, application(command, planned), about):
        licence = evolve_licence(licence, event)
    end = ends_at(licence)
    if end is None or licence.rule is None or licence.rule.rule.missed != "renewed" or not licence.in_time:
        return None
    return Deadline("renewal", "agency", None, ctx.now, end, None, about.calendar.digest, licence.rule.source)


def at_end_of_licence(case: Case, approval: Approval, __: Deadline, ctx: Context) -> list[e.CaseEvent]:
    """This will grant what nobody decided by the end of the licence, unless the licence had been taken away before."""
    assert approval.renews is not None
    licence = ctx.licences.get(approval.renews)
    if licence is not None and not _renewed_by(licence, case, approval):
        return [r.RenewalDropped(at=ctx.now, item=approval.item, licence=approval.renews)]
    planned = ctx.planned(approval.item)
    deemed = r.ApprovalDeemedGranted(
        at=ctx.now, item=approval.item, outcome=planned.outcomes[0], licence=approval.renews,
        deadlines=on_grant(planned, ctx.at(approval.item)),
    )  # fmt: skip
    return [deemed, *follow(evolve(case, deemed), ctx)]


def _renewed_by(licence: Licence, case: Case, approval: Approval) -> bool:
    asked = licence.asked is not None and (licence.asked.case, licence.asked.item) == (case.id, approval.item)
    return asked or any((p.case, p.item) == (case.id, approval.item) for p in (*licence.before, licence.period))
