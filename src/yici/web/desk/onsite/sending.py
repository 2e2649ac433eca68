"""What a phone sends from a visit: photographs by chunks, then the record, each once however often it is sent."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yici.cases.onsite import Finding, OnsiteRow, onsite_send
from yici.catalogue import queries as catalogue_queries
from yici.domain.error import Conflict, Forbidden, Invalid, NotFound, Refused, YiciError
from yici.files.queries import files_of
from yici.web import chunks, dates
from yici.web.citizen.application.field_words import refusal_text
from yici.web.desk.onsite.taking_along import told_of, visited
from yici.web.desk.visits import PHOTOS
from yici.web.desk.who import Staff, staff_only
from yici.web.refusal_words import refusal_words
from yici.web.words import Names

MOST_WORDS: Final = 2000
MOST_POINTS: Final = 300
MOST_PHOTOS: Final = 10
View = Callable[..., HttpResponse]


def material_of(visit_id: str) -> str:
    """This will name under what the photographs of a visit are kept with the case."""
    return PHOTOS + visit_id


def answered(view: View) -> View:
    """This will tell a phone what is wrong, in words and by a code that it can act on."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Invalid, Refused, Conflict, Forbidden) as error:
            told = {"code": error.code, "wrong": _words(error)}
            received = {name: value for name, value in error.params.items() if name == "received"}
            return JsonResponse(told | received, status=error.status)

    return wrapper


def _words(error: YiciError) -> str:
    if error.code.startswith(("file.", "upload.")):
        return refusal_text(error)
    title, remedy = refusal_words(error, Names(catalogue_queries.current(), {}, {}, dates.english()))
    return f"{title}{gettext('。')}{remedy}"


@never_cache
@require_POST
@staff_only
@answered
def record(request: HttpRequest, staff: Staff, case_id: UUID, visit_id: str) -> HttpResponse:
    """This will take a record in: the same one sent again is answered the same; a visit that was changed meanwhile is
    told as it is now, and nothing is taken."""
    told = _json(request)
    record_id = _uuid(told.get("id"))
    finding = _finding(told, case_id, visit_id)
    try:
        row = onsite_send(
            record_id=record_id, case_id=case_id, visit=visit_id, mark=str(told.get("mark", "")), finding=finding,
            made_at=_moment(told.get("made_at"), staff.now), user=staff.user, grants=staff.grants, now=staff.now,
        )  # fmt: skip
    except Conflict as conflict:
        if conflict.code != "onsite.changed":
            raise
        return JsonResponse(
            {"code": conflict.code, "wrong": _words(conflict), "visit": _newest(staff, case_id, visit_id)}, status=409
        )
    return JsonResponse(_answer(row), status=201)


def _newest(staff: Staff, case_id: UUID, visit_id: str) -> dict[str, Any] | None:
    try:
        return told_of(visited(staff, case_id, visit_id))
    except NotFound:
        return None


def _answer(row: OnsiteRow) -> dict[str, Any]:
    return {"id": str(row.id), "state": row.state, "missing": len(row.missing)}


def _json(request: HttpRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise Invalid("onsite.unreadable", remedy="send the record as JSON")
    return told


def _uuid(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        raise Invalid("onsite.unreadable", remedy="give the record an id of its own") from None


def _moment(value: object, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        return now
    return moment if moment.tzinfo else now


def _finding(told: Mapping[str, Any], case_id: UUID, visit_id: str) -> Finding:
    points = _texts(told.get("failed"))
    remarks = told.get("remarks") if isinstance(told.get("remarks"), dict) else {}
    photos = _texts(told.get("photos"))[:MOST_PHOTOS]
    kept = {str(file.id): file.digest for file in files_of(case_id, (material_of(visit_id),))} if photos else {}
    if missing := [one for one in photos if one not in kept]:
        raise Conflict("onsite.photo_missing", missing=len(missing), remedy="send the photographs first")
    return Finding(
        items=tuple(_texts(told.get("items"))),
        officers=tuple(_texts(told.get("officers"))),
        failed=tuple(points),
        remarks={str(k): str(v)[:MOST_WORDS] for k, v in list((remarks or {}).items())[:MOST_POINTS] if str(v).strip()},
        note=str(told.get("note", ""))[:MOST_WORDS],
        evidence=tuple(dict.fromkeys(kept[one] for one in photos)),
    )


def _texts(value: object) -> list[str]:
    return [str(one)[:200] for one in value[:MOST_POINTS]] if isinstance(value, list) else []


@never_cache
@require_POST
@staff_only
@answered
def uploads(request: HttpRequest, staff: Staff, case_id: UUID, visit_id: str) -> HttpResponse:
    """This will begin a photograph of a visit, or go on with one, for whoever may record the visit."""
    one = visited(staff, case_id, visit_id)
    file = chunks.announced(request, material_of(visit_id))
    return chunks.begin(request, case_id, UUID(one.opened.case.subject), file, staff.now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
@answered
def upload(request: HttpRequest, staff: Staff, case_id: UUID, visit_id: str, upload_id: UUID) -> HttpResponse:
    """This will say how much of a photograph is here, or keep a chunk of it."""
    visited(staff, case_id, visit_id)
    return chunks.take(request, case_id, upload_id, staff.now)


@never_cache
@require_POST
@staff_only
@answered
def upload_finish(request: HttpRequest, staff: Staff, case_id: UUID, visit_id: str, upload_id: UUID) -> HttpResponse:
    """This will keep a photograph that is here whole, and say under which id; told twice, it is kept once."""
    visited(staff, case_id, visit_id)
    material = material_of(visit_id)
    chunks.finish(case_id, upload_id, material, staff.now)
    kept = [file.id for file in files_of(case_id, (material,))]
    # The same picture sent as two is kept once, under the name that it had first.
    return JsonResponse({"id": str(upload_id if upload_id in kept else kept[-1])})
