"""Files by chunks: four small addresses for a draft, and the same four for what a case is asked to supply.

A script announces a file, sends it piece by piece, asks how much is here when it lost its connection, and says when all
is sent; the form of the page does the same in one piece. Whoever may not see the draft, or act for the case, meets a
page that is not there, whatever the id of the upload.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yici.domain.error import Conflict, Invalid, NotFound, Refused, YiciError
from yici.files import arriving
from yici.files.arriving import Announced
from yici.files.queries import FileRow, files_of
from yici.ledger.values import Subject
from yici.people.present import now as present
from yici.web import chunks
from yici.web.citizen.application.access import draft_row
from yici.web.citizen.application.came import uploaded
from yici.web.citizen.application.case_view import mine_only
from yici.web.citizen.application.field_words import about, refusal_text
from yici.web.citizen.application.opened import open_draft
from yici.web.citizen.application.papers import wanted
from yici.web.citizen.application.supplying import came_for, read

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file belongs: a draft or a case that this visitor may add to."""

    holder: UUID
    draft: bool
    subject: Subject | UUID | None
    now: datetime


def answered(view: View) -> View:
    """This will tell a script what is wrong with a file, in words and with how much is here."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Invalid, Refused, Conflict) as refusal:
            told = {"code": refusal.code, "wrong": _words(refusal, request.POST.get("name", ""))}
            return JsonResponse(told | _received(refusal), status=refusal.status)

    return wrapper


def _words(refusal: YiciError, name: str) -> str:
    text = refusal_text(refusal)
    return about(name, text) if name else text


def _received(refusal: YiciError) -> dict[str, object]:
    return {key: value for key, value in refusal.params.items() if key == "received"}


def _draft(request: HttpRequest, draft_id: UUID) -> Place:
    row, _ = draft_row(request, draft_id, present())
    if row.submitted is not None:
        raise NotFound("upload.unknown", remedy="follow the case under its number")
    return Place(row.id, draft=True, subject=row.subject, now=present())


def _case(request: HttpRequest, case_id: UUID) -> Place:
    seen = mine_only(request, case_id, "supply")
    return Place(UUID(seen.view.case.id), draft=False, subject=None, now=present())


@never_cache
@require_POST
@answered
def draft_uploads(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """This will begin a file of a draft, or go on with one; the draft is kept a while longer."""
    _draft(request, draft_id)
    opened, file = open_draft(request, draft_id), _announced(request)
    if file.material not in {one.material for one in wanted(opened)}:
        raise NotFound("material.unknown", remedy="choose a paper from the list")
    begun = _begin(request, Place(opened.row.id, True, opened.subject, opened.now), file)
    opened.keep(lambda filling: filling.coming({file.material: "upload"}))
    return begun


@never_cache
@require_POST
@answered
def case_uploads(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """This will begin a file that a case is asked to supply, or go on with one."""
    supplying, file = read(mine_only(request, case_id, "supply"), present()), _announced(request)
    if came_for(supplying, file.material) is None:
        raise NotFound("material.unknown", remedy="choose a paper from the list")
    place = Place(UUID(supplying.case.id), False, UUID(supplying.case.subject), supplying.now)
    return _begin(request, place, file)


def _announced(request: HttpRequest) -> Announced:
    return chunks.announced(request, request.POST.get("material", ""))


def _begin(request: HttpRequest, place: Place, file: Announced) -> HttpResponse:
    if place.subject is None:
        raise NotFound("upload.unknown", remedy="choose the file again")
    return chunks.begin(request, place.holder, place.subject, file, place.now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@answered
def draft_upload(request: HttpRequest, draft_id: UUID, upload_id: UUID) -> HttpResponse:
    """This will say how much of a file of a draft is here, or keep a chunk of it."""
    return _chunk(request, _draft(request, draft_id), upload_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@answered
def case_upload(request: HttpRequest, case_id: UUID, upload_id: UUID) -> HttpResponse:
    """This will say how much of a file of a case is here, or keep a chunk of it."""
    return _chunk(request, _case(request, case_id), upload_id)


def _chunk(request: HttpRequest, place: Place, upload_id: UUID) -> HttpResponse:
    return chunks.take(request, place.holder, upload_id, place.now)


@never_cache
@require_POST
@answered
def draft_upload_finish(request: HttpRequest, draft_id: UUID, upload_id: UUID) -> HttpResponse:
    """This will keep a file of a draft that is here whole, and give the list of the paper's files as it now is."""
    place, material = _draft(request, draft_id), request.POST.get("material", "")
    chunks.finish(place.holder, upload_id, material, place.now)
    return _came(request, place, material, files_of(place.holder, (material,)))


@never_cache
@require_POST
@answered
def case_upload_finish(request: HttpRequest, case_id: UUID, upload_id: UUID) -> HttpResponse:
    """This will keep a file of a case that is here whole, and give the list of the paper's files as it now is."""
    supplying, material = read(mine_only(request, case_id, "supply"), present()), request.POST.get("material", "")
    if came_for(supplying, material) is None:
        raise NotFound("material.unknown", remedy="it was supplied already, or is asked for no more")
    place = Place(UUID(supplying.case.id), False, None, supplying.now)
    chunks.finish(place.holder, upload_id, material, place.now)
    return _came(request, place, material, came_for(supplying, material) or [])


def _came(request: HttpRequest, place: Place, material: str, files: list[FileRow]) -> HttpResponse:
    paper = {"files": [uploaded(file) for file in files]}
    told = {"paper": paper, "draft": place.holder if place.draft else None, "case_id": place.holder}
    html = render_to_string("yici/application/_came.html", told, request)
    return JsonResponse({"came": html, "count": len(files)})


@never_cache
@require_POST
def draft_upload_cancel(request: HttpRequest, draft_id: UUID, upload_id: UUID) -> HttpResponse:
    """This will forget a file of a draft that is still coming in."""
    arriving.upload_cancel(upload_id=upload_id, holder=_draft(request, draft_id).holder)
    return HttpResponse(status=204)


@never_cache
@require_POST
def case_upload_cancel(request: HttpRequest, case_id: UUID, upload_id: UUID) -> HttpResponse:
    """This will forget a file of a case that is still coming in."""
    arriving.upload_cancel(upload_id=upload_id, holder=_case(request, case_id).holder)
    return HttpResponse(status=204)
