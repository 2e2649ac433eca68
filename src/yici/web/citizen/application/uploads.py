"""Files as they come with a form: each is kept or refused for itself, so that a bad one never costs a good one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from yici.files.arriving import upload_cancel
from yici.files.media import JPEG
from yici.files.queries import FileRow, file_data, file_preview
from yici.files.services import Incoming, files_store
from yici.files.upload import whole
from yici.ledger.values import Subject
from yici.people.ids import new_id
from yici.web.citizen.application.field_words import about, fault_text, refusal_text

FIELD = "file:"
BUTTON, CANCEL, SMALL = "upload", "cancel", "small"


def keep_uploads(
    request: HttpRequest, *, holder: UUID, subject: UUID | Subject, materials: Iterable[str], now: datetime
) -> dict[str, tuple[str, ...]]:
    """This will keep the files of a form, and give, by paper, what is wrong with those that were not kept."""
    wrong: dict[str, tuple[str, ...]] = {}
    materials = tuple(materials)
    chosen = request.POST.get(BUTTON, "")
    if chosen in materials and not request.FILES.getlist(FIELD + chosen):
        wrong[chosen] = (gettext("还没有选文件：先选，再上传。"),)
    came = [(one, file, whole(file)) for one in materials for file in request.FILES.getlist(FIELD + one)]
    # What comes in one moment keeps the order in which it was chosen.
    ids = sorted(new_id() for _ in came)
    files = [
        Incoming(file_id, material, file.name or "", data)
        for file_id, (material, file, data) in zip(ids, came, strict=True)
        if data is not None
    ]
    refused = files_store(holder=holder, subject=subject, files=files, now=now) if files else {}
    for file_id, (material, file, data) in zip(ids, came, strict=True):
        told = fault_text("file.too_much_at_once") if data is None else ""
        if file_id in refused:
            told = refusal_text(refused[file_id])
        if told:
            wrong[material] = (*wrong.get(material, ()), about(file.name or "", told))
    return wrong


def keep_chosen(chosen: Sequence[Any], *, holder: UUID, subject: UUID, material: str, now: datetime) -> tuple[str, ...]:
    """This will keep files that were chosen in one field, and say what is wrong with those that were not kept."""
    came = [(file, whole(file)) for file in chosen]
    ids = sorted(new_id() for _ in came)
    files = [
        Incoming(file_id, material, file.name or "", data)
        for file_id, (file, data) in zip(ids, came, strict=True)
        if data is not None
    ]
    refused = files_store(holder=holder, subject=subject, files=files, now=now) if files else {}
    too_much = [about(file.name or "", fault_text("file.too_much_at_once")) for file, data in came if data is None]
    names = {one.id: one.name for one in files}
    return (*too_much, *(about(names[one], refusal_text(why)) for one, why in refused.items()))


def take_back(request: HttpRequest, holder: UUID) -> None:
    """This will forget a file that is still coming in, when its sender says so."""
    try:
        upload_cancel(upload_id=UUID(request.POST.get(CANCEL, "")), holder=holder)
    except ValueError:
        return


def file_answer(request: HttpRequest, file_id: UUID, holder: UUID, *, own: bool) -> HttpResponse:
    """This will send a file as what it was recognised as, to be looked at and nothing more, or a small picture of it.

    Who sent it (`own`) may see it before it is scanned. Raises NotFound for a file that the draft or case does not
    have, Refused for one whose person was erased or that may not be seen.
    """
    if SMALL in request.GET:
        small = HttpResponse(file_preview(file_id, holder=holder, own=own), content_type=JPEG)
        small.headers["Cache-Control"] = "private, no-store"
        return small
    row, data = file_data(file_id, holder=holder, own=own)
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
