"""The plan page: everything that comes of the answers, each line with its reason."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yici.people.present import now
from yici.web.answers import answer_pairs, answers_query
from yici.web.citizen.application.standing_in import WISHED, firms, principals
from yici.web.citizen.asking import ask
from yici.web.citizen.hits import matter_of
from yici.web.citizen.plan_page import names_for, plan_page
from yici.web.citizen.question_words import question_words


@require_safe
def plan(request: HttpRequest, bundle: str) -> HttpResponse:
    """This will show the plan for the answers of the address; without a place, the guide asks for one first."""
    asking = ask(request, bundle, now())
    if asking.plan is None or asking.place is None:
        address = reverse("matter", args=[bundle])
        return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
    names = names_for(asking.catalogue, asking.plan)
    context = {
        "asking": asking,
        "here": asking.place,
        "matter": matter_of(asking.catalogue, bundle),
        "page": plan_page(asking.catalogue, asking.plan),
        "questions": question_words(asking, sorted(asking.open, key=lambda asked: not asked.wrong), names),
        "answered": question_words(asking, [one for one in asking.shown if one not in asking.open], names),
        "principals": (others := principals(request, bundle, asking.plan)),
        "wished": request.session.get(WISHED, "") if others else "",
        # Who may act for others is asked once for whom; who has firms alone is asked on the way to the form.
        "firms": firms(request) if others else [],
        "pairs": answer_pairs(asking.answers),
        "query": answers_query(asking.answers, asking.place.code),
    }
    answer = render(request, "yici/plan.html", context)
    if request.headers.get("HX-Request") == "true":
        answer["HX-Replace-Url"] = f"{request.path}?{context['query']}"
    return answer
