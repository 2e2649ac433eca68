"""Beginning an application from the guide's choices, with or without an account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from yici.domain.catalogue import questions_of
from yici.domain.plan import AnswerValue
from yici.intake.account import AGENT_QUESTION
from yici.intake.services import draft_answer, draft_begin, draft_fill, draft_see, outline_make
from yici.people.firms import has_firms
from yici.people.ids import new_id
from yici.people.present import now as present
from yici.people.queries.mandates import Acting
from yici.web.answers import answers_query, read_answers, sound_answers
from yici.web.citizen.application.access import known_drafts, owner_of, remember_draft
from yici.web.citizen.application.filling import Filling
from yici.web.citizen.application.opened import Opened, open_draft
from yici.web.citizen.application.standing_in import WISHED, Whom, chosen
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
    whom = chosen(request, bundle, now)
    request.session.pop(WISHED, None)
    acting = whom.acting
    if acting and AGENT_QUESTION in questions:
        answers = {**answers, AGENT_QUESTION: True}
    owner = UUID(acting.actor.on_behalf_of) if acting else owner_of(request)
    draft_begin(draft_id=draft_id, subject_id=new_id(), owner=owner, bundle=bundle, place=place, now=now, acting=acting)
    if acting is None:
        remember_draft(request, draft_id)
    whose = Whose(draft_id, owner, known_drafts(request), acting)
    draft_answer(draft_id=draft_id, owner=owner, known=whose.known, answers=answers, now=now, acting=acting)
    see(whose, bundle, place, answers, now)
    return redirect("draft_for" if _asks_for_firm(request, whose, whom, now) else "draft_form", draft_id)


def _asks_for_firm(request: HttpRequest, whose: "Whose", whom: Whom, now: datetime) -> bool:
    """Whoever has a firm says for whom the draft is: a choice that was made is kept, else it is asked next."""
    citizen = citizen_of(request)
    if whom.acting is not None or citizen is None or not has_firms(citizen.id):
        return False
    if whom.firm is None:
        return True
    form = Filling(firm=whom.firm).as_data()
    draft_fill(draft_id=whose.id, owner=whose.owner, known=whose.known, form=form, now=now)
    return False


@dataclass(frozen=True, slots=True)
class Whose:
    """A draft, and as whom it is changed."""

    id: UUID
    owner: UUID | None
    known: frozenset[UUID]
    acting: Acting | None


def see(whose: Whose, bundle: str, place: str, answers: Mapping[str, AnswerValue], now: datetime) -> None:
    """This will keep what the plan of a draft comes to now, as seen by its owner or their agent."""
    outline = outline_make(bundle=bundle, place=place, answers=answers, now=now)
    draft_see(
        draft_id=whose.id, owner=whose.owner, known=whose.known, outline=outline, now=now, acting=whose.acting
    )  # fmt: skip


def whose_is(opened: Opened) -> Whose:
    """This will say as whom an open draft is changed."""
    return Whose(opened.row.id, opened.owner, opened.known, opened.acting)


@require_POST
def draft_seen(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """This will note that the owner has read what a newer release changed."""
    opened = open_draft(request, draft_id)
    see(whose_is(opened), opened.row.bundle, opened.row.place, opened.plan.answers, opened.now)
    return redirect("draft_form", draft_id)
