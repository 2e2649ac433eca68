"""What is signed on paper at the counter: the slip for a result that is handed out, and a commitment that was read out.

They are no documents of the case: they are printed to be signed, and what is on record is that they were.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yici.domain.clock import legal_day
from yici.domain.error import NotFound
from yici.web import dates
from yici.web.case_number import spaced
from yici.web.citizen.application.opened import open_draft
from yici.web.citizen.application.papers import promises_of
from yici.web.desk.case_page import applicant_text
from yici.web.desk.listing import RECEIVE
from yici.web.desk.opened import open_case
from yici.web.desk.who import Staff, staff_only, staff_who_may
from yici.web.papers import issued

HANDED_OUT = frozenset({"decision"})


@require_safe
@staff_only
def delivery_slip(request: HttpRequest, staff: Staff, case_id: UUID, item: str) -> HttpResponse:
    """This will show the slip to be signed for a result, as long as it is this person's to hand it out.

    Raises NotFound otherwise.
    """
    opened = open_case(staff, case_id)
    if opened.offer("deliver", item) is None:
        raise NotFound("document.unknown", remedy="open the case: nothing is to be handed out there now")
    lines = [one for one in issued(opened.lines, opened.names, opened.licences) if one.kind in HANDED_OUT]
    facts = [
        (gettext("编号"), spaced(opened.case.approval(item).number)),
        (gettext("申请人"), applicant_text(opened)),
        (gettext("办理事项"), opened.names.of("item", item)),
        (gettext("送达的文书"), opened.names.listed(one.name for one in lines if one.item == item)),
        *((gettext("证照"), one.licence.number) for one in opened.licences if one.licence.item == item),
        (gettext("送达方式"), gettext("窗口领取")),
    ]
    return _slip(request, staff, title=gettext("送达回证"), facts=[one for one in facts if one[1]], receives=True)


@never_cache
@require_safe
@staff_who_may(RECEIVE)
def promise_slip(request: HttpRequest, staff: Staff, draft_id: UUID, item: str) -> HttpResponse:
    """This will show a commitment as it is read out, to be signed. Raises NotFound for none such."""
    opened = open_draft(request, draft_id)
    promise = next((one for one in promises_of(opened) if one.item == item), None)
    if promise is None:
        raise NotFound("document.unknown", remedy="choose the commitment first")
    facts = [(gettext("办理事项"), promise.name), (gettext("所属的事"), opened.title)]
    return _slip(request, staff, title=gettext("告知承诺书"), facts=facts, told=promise.told)


def _slip(request: HttpRequest, staff: Staff, **told: object) -> HttpResponse:
    context = {"staff": staff, "today": dates.day_text(legal_day(staff.now), year=True), **told}
    return render(request, "yici/desk/window/slip.html", context)
