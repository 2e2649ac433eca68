"""Files that a script sends by chunks: announced, begun, taken piece by piece, finished once however often it asks."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from yici.domain.error import NotFound
from yici.files import arriving
from yici.files.arriving import Announced
from yici.files.queries import files_of
from yici.ledger.values import Subject
from yici.people.ids import new_id

LONGEST_SIZE: Final = 12
"""Digits."""


def announced(request: HttpRequest, material: str) -> Announced:
    """This will read what a file is said to be; a size that is no number is 0, which is refused."""
    told = request.POST
    size = _number(told.get("size", ""), 0)
    return Announced(material=material, name=told.get("name", ""), size=size, mark=told.get("mark", ""))


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_SIZE else otherwise


def begin(request: HttpRequest, holder: UUID, subject: Subject | UUID, file: Announced, now: datetime) -> HttpResponse:
    """This will begin a file, or go on with one, and say how much is here and how large a chunk may be, in bytes."""
    begun = arriving.upload_begin(
        upload_id=new_id(), holder=holder, subject=subject, file=file, sender=request.session.session_key or "", now=now
    )
    return JsonResponse({"id": str(begun.id), "received": begun.received, "chunk": arriving.CHUNK}, status=201)


def take(request: HttpRequest, holder: UUID, upload_id: UUID, now: datetime) -> HttpResponse:
    """This will say how much of a file is here, or keep a chunk of it."""
    if request.method != "POST":
        return JsonResponse({"received": arriving.upload_received(upload_id, holder=holder)})
    at = _number(request.GET.get("at", ""), -1)
    received = arriving.upload_chunk(upload_id=upload_id, holder=holder, at=at, data=request.body, now=now)
    return JsonResponse({"received": received})


def finish(holder: UUID, upload_id: UUID, material: str, now: datetime) -> None:
    """This will keep a file that is here whole. An answer that got lost is given again: what was kept has the id of its
    upload."""
    try:
        arriving.upload_finish(upload_id=upload_id, holder=holder, material=material, now=now)
    except NotFound:
        if not any(file.id == upload_id for file in files_of(holder, (material,))):
            raise
