"""Beginning an application from the guide's choices, with or without an account."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from yici.domain.catalogue import questions_of
from yici.domain.plan import AnswerValue
from yici.intake.services import draft_answer, draft_begin, draft_see, outline_make
from yici.people.firms import has_firms
from yici.people.ids import new_id
from yici.people.present import now as present
from yici.web.answers import answers_query, read_answers, sound_answers
from yici.web.citizen.application.access import known_drafts, owner_of, remember_draft
from yici.web.citizen.application.opened import open_draft
from yici.web.citizen.asking import bundle_named, citizen_of
from yici.web.here import described, is_code


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, bundle: str) -> HttpResponse:
    """This will begin a draft with the place and the answers of the form, and go on to its questions or its form.

    Without a place that carries the matter out it goes back to the guide, where one is chosen.
    """
    catalogue, found = bundle_named(bundle)
    questions = questions_of(catalogue, found)
    given = request.POST if request.method == "POST" else request.GET
    answers, wrong = sound_answers(questions, read_answers(questions, given))
    place = given.get("place", "")
    here = described([place]).get(place) if is_code(place) else None
    if request.method != "POST" or here is None or not here.served or wrong:
        return redirect(f"{reverse('matter', args=[bundle])}?{answers_query(answers, place)}")
    now, draft_id = present(), new_id()
    draft_begin(draft_id=draft_id, subject_id=new_id(), owner=owner_of(request), bundle=bundle, place=place, now=now)
    remember_draft(request, draft_id)
    draft_answer(draft_id=draft_id, owner=owner_of(request), known=known_drafts(request), answers=answers, now=now)
    see(request, draft_id, bundle, place, answers, now)
    citizen = citizen_of(request)
    asks = citizen is not None and has_firms(citizen.id)
    return redirect("draft_for" if asks else "draft_form", draft_id)


def see(
    request: HttpRequest, draft_id: UUID, bundle: str, place: str, answers: Mapping[str, AnswerValue], now: datetime
) -> None:
    """This will keep what the plan of a draft comes to now, as seen by its owner."""
    outline = outline_make(bundle=bundle, place=place, answers=answers, now=now)
    draft_see(
        draft_id=draft_id, owner=owner_of(request), known=known_drafts(request), outline=outline, now=now
    )  # fmt: skip


@require_POST
def draft_seen(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """This will note that the owner has read what a newer release changed."""
    opened = open_draft(request, draft_id)
    see(request, draft_id, opened.row.bundle, opened.row.place, opened.plan.answers, opened.now)
    return redirect("draft_form", draft_id)
