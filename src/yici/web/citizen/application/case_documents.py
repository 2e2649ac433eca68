"""The printed documents of a case for its applicant; what stands in them is built where staff's are, too."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yici.cases import queries as cases
from yici.cases.licensing import shown
from yici.catalogue import queries as catalogue_queries
from yici.domain.error import NotFound
from yici.files.queries import files_of
from yici.people.present import now as present
from yici.web.case_number import spaced
from yici.web.citizen.application.access import Seen, seen_case
from yici.web.citizen.application.case_page import matter_of
from yici.web.citizen.application.uploads import disposition
from yici.web.citizen.plan_page import names_for
from yici.web.papers import INTERNAL, Papers, issued
from yici.web.papers.printing import printed


@never_cache
@require_safe
def case_papers(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """This will list in one place all that can be downloaded of a case: documents, the receipt, the files handed in."""
    seen = seen_case(request, case_id, present())
    view, lines = seen.view, tuple(cases.case_history(case_id))
    names = names_for(catalogue_queries.current(), view.plan)
    given = issued(lines, names, tuple(shown(view.case, present())))
    context = {
        "case": view.case,
        "spaced": spaced(view.case.number),
        "matter": matter_of(view.plan, names),
        "documents": [one for one in given if one.kind not in INTERNAL and _handed(seen)],
        "files": [(names.of("material", one.material), one) for one in files_of(case_id)] if seen.may("supply") else [],
        "code": seen.code,
    }
    return render(request, "yici/application/documents.html", context)


def _handed(seen: Seen) -> bool:
    """An agent gets the documents that the mandate lets them receive."""
    return seen.acts is None or "receive" in seen.acts


@never_cache
@require_safe
def case_document(request: HttpRequest, case_id: UUID, item: str, kind: str) -> HttpResponse:
    """This will print a document of one approval for whoever may see the case."""
    view = seen_case(request, case_id, present(), "receive").view
    if kind in INTERNAL:
        raise NotFound("document.unknown", remedy="choose one from the list of the case")
    names = names_for(catalogue_queries.current(), view.plan)
    status = request.build_absolute_uri(reverse("status"))
    papers = Papers(view, tuple(cases.case_history(case_id)), names, status, tuple(shown(view.case, present())))
    language, translated = "en" if names.english else "zh-hans", "translation" in request.GET
    made = printed(papers, kind, item, language, translated=translated, now=present())
    response = HttpResponse(made.data, content_type="application/pdf")
    response.headers["Content-Disposition"] = disposition(f"{view.case.number}-{kind}-{item}.pdf")
    return response
