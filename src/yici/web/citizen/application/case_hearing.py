"""Asking for a hearing: a right that the applicant may use, for some days, and need not."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Approval, Case, RequestHearing
from yici.domain.error import NotFound
from yici.people.present import now as present
from yici.web.amounts import limit_text
from yici.web.case_number import spaced
from yici.web.citizen.application.case_page import matter_of
from yici.web.citizen.application.case_view import act, mine_only
from yici.web.citizen.application.explained import by_text
from yici.web.citizen.application.waiting import resumes
from yici.web.citizen.plan_page import names_for


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@resumes
def case_hearing(request: HttpRequest, case_id: UUID, item: str) -> HttpResponse:
    """This will say what a hearing is and until when it may be asked for, and ask for it."""
    seen = mine_only(request, case_id, "apply")
    approval = _approval(seen.view.case, item)
    if request.method == "POST":
        return act(request, seen, RequestHearing(item=item), gettext("提出了。什么时候、在哪里听证，会书面通知您。"))
    names, plan = names_for(catalogue_queries.current(), seen.view.plan), seen.view.plan
    rule = next((one.hearing for one in plan.schedule.approvals if one.item == item), None)
    end = approval.hearing.deadline if approval.hearing and approval.hearing.stage == "offered" else None
    context = {
        "case": seen.view.case,
        "matter": matter_of(plan, names),
        "spaced": spaced(seen.view.case.number),
        "item": names.of("item", item),
        "until": by_text(end, present()) if end and rule else "",
        "hold": limit_text(rule.hold) if rule else "",
        "source": names.source(rule.source) if rule else "",
        "version": seen.view.seq,
    }
    return render(request, "yici/application/hearing.html", context)


def _approval(case: Case, item: str) -> Approval:
    found = next((one for one in case.approvals if one.item == item), None)
    if found is None or found.hearing is None:
        raise NotFound("case.unknown_item", item=item, remedy="choose an item of the case whose hearing was offered")
    return found
