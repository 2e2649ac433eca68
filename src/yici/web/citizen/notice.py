"""The one-time notice: all that the plan asks, said once, on paper or as a file.

Administrative Licensing Law Art. 30: what is to be handed in is made known before anybody applies.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yici.documents import render as render_document
from yici.people.present import now
from yici.web import dates
from yici.web.address_code import code_of
from yici.web.answers import answers_query, short_query
from yici.web.citizen.asking import Asking, ask
from yici.web.citizen.hits import matter_of
from yici.web.citizen.notice_words import notice_document
from yici.web.citizen.plan_page import plan_page


@require_safe
def notice(request: HttpRequest, bundle: str) -> HttpResponse:
    """This will show the notice as a page that prints well."""
    asking = ask(request, bundle, now())
    if asking.plan is None or asking.place is None:
        return _to_the_guide(request, bundle)
    address = plan_address(request, asking)
    context = {
        "asking": asking,
        "here": asking.place,
        "matter": matter_of(asking.catalogue, bundle),
        "page": plan_page(asking.catalogue, asking.plan),
        "document": notice_document(asking, address),
        "made_on": dates.day_text(asking.plan.schedule.start, year=True),
        "query": answers_query(asking.answers, asking.place.code),
        "address": address,
        "qr": code_of(address),
    }
    return render(request, "yici/notice.html", context)


@require_safe
def notice_pdf(request: HttpRequest, bundle: str) -> HttpResponse:
    """This will give the notice as a tagged PDF."""
    asking = ask(request, bundle, now())
    if asking.plan is None:
        return _to_the_guide(request, bundle)
    document = notice_document(asking, plan_address(request, asking))
    answer = HttpResponse(render_document(document, get_language() or "zh-hans"), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="notice-{bundle}.pdf"'
    return answer


def plan_address(request: HttpRequest, asking: Asking) -> str:
    """This will give the full address of the plan, to be scanned from paper."""
    place = asking.place.code if asking.place else ""
    path = reverse("plan", args=[asking.bundle.id])
    return request.build_absolute_uri(f"{path}?{short_query(asking.questions, asking.answers, place)}")


def _to_the_guide(request: HttpRequest, bundle: str) -> HttpResponse:
    address = reverse("matter", args=[bundle])
    return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
