"""The printed documents of a case for its applicant; what stands in them is built where staff's are, too."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yici.cases import queries as cases
from yici.cases.licensing import shown
from yici.cases.queries import Line
from yici.catalogue import queries as catalogue_queries
from yici.domain.error import NotFound
from yici.domain.occurrence import plain
from yici.domain.plan import Plan
from yici.files.queries import FileRow, files_of
from yici.people.present import now as present
from yici.web.case_number import spaced
from yici.web.citizen.application.access import seen_case
from yici.web.citizen.application.case_page import matter_of
from yici.web.citizen.application.uploads import disposition
from yici.web.citizen.application.value_words import option_name
from yici.web.citizen.plan_page import names_for
from yici.web.masking import mask_value
from yici.web.papers import INTERNAL, Papers, issued
from yici.web.papers.printing import printed
from yici.web.words import Names

MASKED: Final = frozenset({"id_number", "phone"})


@never_cache
@require_safe
def case_papers(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """This will list in one place all that can be downloaded of a case: documents, the receipt, the files handed in."""
    seen = seen_case(request, case_id, present())
    view, lines = seen.view, tuple(cases.own_history(case_id))
    names = names_for(catalogue_queries.current(), view.plan)
    given = issued(lines, names, tuple(shown(view.case, present())))
    context = {
        "case": view.case,
        "spaced": spaced(view.case.number),
        "matter": matter_of(view.plan, names),
        "documents": [one for one in given if one.kind not in INTERNAL and seen.handed],
        "files": _papers(case_id, names) if seen.may("supply") else [],
        "code": seen.code,
        "typed": _typed(lines, view.plan, names) if seen.mine and seen.acts is None else [],
    }
    return render(request, "yici/application/documents.html", context)


def _papers(case_id: UUID, names: Names) -> list[tuple[str, FileRow]]:
    """The papers of the application; what goes along with messages and what was photographed on site is none."""
    known = names.catalogue.materials
    return [(names.of("material", one.material), one) for one in files_of(case_id) if plain(one.material) in known]


def _typed(lines: Sequence[Line], plan: Plan, names: Names) -> list[tuple[str, str]]:
    """The form as it stands, for whoever handed it in: numbers by which somebody is known are masked."""
    values, known = cases.form_values(lines), names.catalogue.elements
    order = dict.fromkeys([*(one.element for one in (*plan.form.spared, *plan.form.fields)), *values])
    told = [one for one in order if values.get(one) not in (None, "", []) and one in known]
    return [(names.of("element", one), _shown(one, values[one], names)) for one in told]


def _shown(element: str, value: object, names: Names) -> str:
    defined = names.catalogue.elements[element]
    return mask_value(defined.type, str(value)) if defined.type in MASKED else option_name(names, element, value)


@never_cache
@require_safe
def case_document(request: HttpRequest, case_id: UUID, item: str, kind: str) -> HttpResponse:
    """This will print a document of one approval for its applicant, an agent, or whoever holds the case's codes."""
    seen = seen_case(request, case_id, present(), "receive")
    if kind in INTERNAL or not seen.handed:
        raise NotFound("document.unknown", remedy="choose one from the list of the case")
    view = seen.view
    names = names_for(catalogue_queries.current(), view.plan)
    status = request.build_absolute_uri(reverse("status"))
    papers = Papers(view, tuple(cases.own_history(case_id)), names, status, tuple(shown(view.case, present())))
    language, translated = "en" if names.english else "zh-hans", "translation" in request.GET
    made = printed(papers, kind, item, language, translated=translated, now=present())
    response = HttpResponse(made.data, content_type="application/pdf")
    response.headers["Content-Disposition"] = disposition(f"{view.case.number}-{kind}-{item}.pdf")
    return response
