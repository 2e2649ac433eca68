"""The guide's choices inside a draft: what is still open is asked, what was answered can be changed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yici.domain.catalogue import questions_of
from yici.intake.services import draft_answer
from yici.web.answers import answers_query, asked_now, asked_of, read_answers, sound_answers
from yici.web.citizen.application.form import steps
from yici.web.citizen.application.opened import Opened, open_draft


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_choices(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """This will show the choices that the plan rests on, or keep changed ones; what was typed stays."""
    opened = open_draft(request, draft_id)
    questions = questions_of(opened.catalogue, opened.catalogue.bundles[opened.row.bundle])
    given = read_answers(questions, request.POST) if request.method == "POST" else dict(opened.plan.answers)
    answers, wrong = sound_answers(questions, given)
    if request.method == "POST":
        draft_answer(
            draft_id=draft_id, owner=opened.owner, known=opened.known, answers=answers, now=opened.now
        )  # fmt: skip
        if not wrong and asked_now(questions, answers) <= given.keys() | _shown(request):
            return redirect("draft_form", draft_id)
    shown = asked_of(questions, asked_now(questions, answers) | wrong.keys(), {**answers, **_wrongly(given, wrong)}, wrong)
    context = {
        "opened": opened, "shown": shown, "english": opened.names.english, "steps": steps(opened, "choices"),
        "open": {one.id for one in opened.plan.questions}, "guide": _guide(opened),
    }  # fmt: skip
    return render(request, "yici/application/choices.html", context)


def _shown(request: HttpRequest) -> set[str]:
    """The questions that stood on the page: one left open there is left open on purpose."""
    return set(request.POST.getlist("shown"))


def _wrongly(given: dict[str, object], wrong: dict[str, str]) -> dict[str, object]:
    return {name: given[name] for name in wrong}


def _guide(opened: Opened) -> str:
    return answers_query(opened.plan.answers, opened.row.place)
