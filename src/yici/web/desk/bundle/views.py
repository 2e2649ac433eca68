"""The page of a bundle."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yici.web.desk.bundle.picture import bundle_picture
from yici.web.desk.listing import desk_title
from yici.web.desk.opened import open_case
from yici.web.desk.who import Staff, staff_only


@require_safe
@staff_only
def bundle(request: HttpRequest, staff: Staff, case_id: UUID) -> HttpResponse:
    """This will show who waits for whom in a case, until when, and where the whole ends."""
    opened = open_case(staff, case_id)
    known = opened.names.catalogue.bundles.get(opened.case.bundle)
    page = bundle_picture(opened, opened.names.name(known) if known else opened.plan.name)
    context = {"page": page, "staff": staff, "desk_title": desk_title(staff.grants)}
    return render(request, "yici/desk/bundle/bundle.html", context)
