"""What stands beside the course of an item: a hearing, a decision that waits for a second officer, who is recused."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext, gettext_noop, ngettext

from yici.domain.case import Approval, Hearing, Interested
from yici.domain.case.interested import unheard
from yici.domain.plan import PlannedApproval
from yici.web import counting, dates
from yici.web.case_words import GROUNDS, worded
from yici.web.desk.recusals import names_of, recused_text
from yici.web.words import Names

HEARINGS: dict[str, str] = {
    "offered": gettext_noop("已告知听证权利，申请人可以在 %(day)s以前要求听证；到期没有要求，才能作决定。"),
    "requested": gettext_noop("有人要求听证，%(day)s以前组织。听证的时间不计入期限：另外暂停计算期限。"),
    "set": gettext_noop("听证定在 %(on)s；最晚 %(day)s以前举行。"),
    "held": gettext_noop("听证举行过了：根据听证笔录作决定。"),
    "waived": gettext_noop("期限内没有要求听证。"),
}


def notes_of(approval: Approval, planned: PlannedApproval, names: Names, today: date) -> tuple[str, ...]:
    """This will say what stands beside the course of an approval."""
    return tuple(_notes(approval, planned, names, today)) if approval.running else ()


def _notes(approval: Approval, planned: PlannedApproval, names: Names, today: date) -> Iterator[str]:
    if approval.hearing:
        yield hearing_text(approval.hearing, today)
    if waiting := unheard(approval):
        yield interested_text(waiting)
    if planned.deciders > 1 and approval.status in ("handling", "suspended"):
        yield proposal_text(approval, planned, names)
    if approval.recused:
        yield recused_text(approval)


def interested_text(waiting: tuple[Interested, ...]) -> str:
    """This will say how many interested parties are still to be heard, and until when."""
    last = max(one.until for one in waiting)
    told = {"n": len(waiting), "day": dates.day_text(last, year=True)}
    return ngettext(
        "告知了利害关系人，还有 %(n)s 位没有听取意见，到 %(day)s；听取以前不能准予。",
        "告知了利害关系人，还有 %(n)s 位没有听取意见，到 %(day)s；听取以前不能准予。", len(waiting),
    ) % told  # fmt: skip


def hearing_text(hearing: Hearing, today: date) -> str:
    """This will say how far a hearing is."""
    told = {
        "day": counting.end_text(hearing.deadline, today) if hearing.deadline else "",
        "on": dates.day_text(hearing.on, year=True) if hearing.on else "",
    }
    return gettext(HEARINGS[hearing.stage]) % told


def proposal_text(approval: Approval, planned: PlannedApproval, names: Names) -> str:
    """This will say by which text two must decide, and what the first one decided."""
    source = two_source(planned, names)
    if approval.proposal is None:
        told = {"source": source}
        return gettext("要两人作同样的决定（%(source)s）：第一位作的先作为提出，第二位作同样的才算数。") % told
    proposal = approval.proposal
    what = gettext("准予") if proposal.grant else gettext("不予")
    grounds = names.listed(worded(GROUNDS, one) for one in proposal.grounds)
    if proposal.valid_until:
        until = gettext("有效期至 %(day)s") % {"day": dates.day_text(proposal.valid_until, year=True)}
        what = f"{what}{gettext('：')}{until}"
    told = {
        "who": names_of([proposal.by])[proposal.by], "source": source,
        "what": f"{what}{gettext('：')}{grounds}" if grounds and not proposal.grant else what,
    }  # fmt: skip
    return gettext("%(who)s已经提出：%(what)s。还要另一位作同样的决定才算数（%(source)s）。") % told


def two_source(planned: PlannedApproval, names: Names) -> str:
    """This will cite the text by which two must decide."""
    item = names.catalogue.items.get(planned.item)
    basis = item.two_deciders if item else None
    return names.basis(basis.law, basis.article) if basis else gettext("依据未注明")
