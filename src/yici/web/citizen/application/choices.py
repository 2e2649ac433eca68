"""The guide's choices inside a draft: what is still open is asked, what was answered can be changed."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yici.domain.catalogue import questions_of
from yici.domain.item import Question
from yici.domain.plan import AnswerValue
from yici.intake.services import draft_answer
from yici.web.answers import asked_now, asked_of, read_answers, sound_answers
from yici.web.citizen.application.begin import see, whose_is
from yici.web.citizen.application.form import steps
from yici.web.citizen.application.opened import Opened, open_draft
from yici.web.citizen.asking import Asking
from yici.web.citizen.question_words import QuestionWords, question_words
from yici.web.display import switched


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_choices(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """This will show the choices that the plan rests on, or keep changed ones; what was typed stays.

    A changed answer may put further questions: then the page comes again with them.
    """
    opened = open_draft(request, draft_id)
    questions = questions_of(opened.catalogue, opened.catalogue.bundles[opened.row.bundle])
    given = read_answers(questions, request.POST) if request.method == "POST" else dict(opened.plan.answers)
    answers, wrong = sound_answers(questions, given)
    if request.method == "POST":
        draft_answer(
            draft_id=draft_id,
            owner=opened.owner,
            known=opened.known,
            answers=answers,
            now=opened.now,
            acting=opened.acting,
        )
        see(whose_is(opened), opened.row.bundle, opened.row.place, answers, opened.now)
        if face := switched(request, request.path):
            return face
        opened = open_draft(request, draft_id)
        # A question that stood on the page and was left open was left open on purpose.
        if not wrong and asked_now(questions, answers) <= set(request.POST.getlist("shown")):
            return redirect("draft_form", draft_id)
    context = {
        "opened": opened,
        "questions": _words(opened, questions, {**answers, **{name: given[name] for name in wrong}}, wrong),
        "steps": steps(opened, "choices"),
        "keeps": "typed",
    }
    return render(request, "yici/application/choices.html", context, status=422 if wrong else 200)


def _words(
    opened: Opened, questions: Mapping[str, Question], given: Mapping[str, AnswerValue], wrong: Mapping[str, str]
) -> list[QuestionWords]:
    names = asked_now(questions, opened.plan.answers) | set(wrong)
    shown = asked_of(questions, names, given, wrong)
    bundle = opened.catalogue.bundles[opened.row.bundle]
    asking = Asking(opened.catalogue, bundle, questions, None, opened.plan.answers, shown, opened.plan, ())
    return question_words(asking, shown, opened.names)


def choice_words(opened: Opened, wrong: Mapping[str, str]) -> list[QuestionWords]:
    """This will put the questions of a draft into words, as they are answered now."""
    questions = questions_of(opened.catalogue, opened.catalogue.bundles[opened.row.bundle])
    return _words(opened, questions, opened.plan.answers, wrong)
