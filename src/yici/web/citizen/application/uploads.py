"""Files as they come with a form: each is kept or refused for itself, so that a bad one never costs a good one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from yici.domain.error import Invalid, Refused
from yici.files.queries import FileRow, file_data
from yici.files.services import file_store
from yici.files.upload import whole
from yici.people.ids import new_id
from yici.web.citizen.application.field_words import about, fault_text, refusal_text

FIELD = "file:"


def keep_uploads(
    request: HttpRequest, *, holder: UUID, subject: UUID, materials: Iterable[str], now: datetime
) -> dict[str, tuple[str, ...]]:
    """This will keep the files of a form, and give, by paper, what is wrong with those that were not kept."""
    wrong: dict[str, tuple[str, ...]] = {}
    for material in materials:
        faults = [
            fault
            for file in request.FILES.getlist(FIELD + material)
            if (fault := _keep(file, holder, subject, material, now))
        ]
        if faults:
            wrong[material] = tuple(faults)
    return wrong


def _keep(file: Any, holder: UUID, subject: UUID, material: str, now: datetime) -> str:
    name = file.name or ""
    data = whole(file)
    if data is None:
        return about(name, fault_text("file.too_much_at_once"))
    try:
        file_store(
            file_id=new_id(), holder=holder, subject=subject, material=material, name=name, data=data, now=now
        )  # fmt: skip
    except (Invalid, Refused) as refusal:
        return about(name, refusal_text(refusal))
    return ""


def file_answer(file_id: UUID, holder: UUID) -> HttpResponse:
    """This will send a file as what it was recognised as, to be looked at and nothing more.

    Raises NotFound for a file that the draft or case does not have, Refused for one whose person was erased.
    """
    row, data = file_data(file_id, holder=holder)
    return answer(row, data)


def answer(row: FileRow, data: bytes) -> HttpResponse:
    """This will send bytes under their name; a browser may show them and must not guess what else they might be."""
    response = HttpResponse(data, content_type=row.media_type)
    response.headers["Content-Disposition"] = disposition(row.name or "file")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def disposition(name: str, *, download: bool = False) -> str:
    """This will name what is sent, in any script (RFC 6266)."""
    return content_disposition_header(download, name) or "inline"
