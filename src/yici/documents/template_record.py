"""Which templates are in use, as the record tells it: a stream for each kind and language."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid5

from yici.documents.models import TemplateText, TemplateUse
from yici.domain.error import NotFound
from yici.ledger import services as ledger
from yici.ledger.values import Head, Stored

KIND: Final = "template"
USED: Final = "template.used"
SHIPPED: Final = "template.shipped"
"""A site's own template was put in use, or given up for the shipped one."""
_SPACE: Final = UUID("6f1d0c52-6f0e-5b43-9f4a-3d6d2f0c7a10")


def stream_of(kind: str, language: str) -> UUID:
    """This will name the stream of a kind and language."""
    return uuid5(_SPACE, f"{kind}\n{language}")


def folded(events: list[Stored]) -> dict[str, Any] | None:
    """This will say what is in use after these events; None for the shipped one."""
    last = events[-1]
    return {**last.body, "seq": last.seq} if last.kind == USED else None


def rows(streams: Sequence[UUID]) -> Mapping[UUID, dict[str, Any]]:
    """This will give what the table says."""
    found = TemplateUse.objects.filter(stream__in=streams).values_list("stream", "kind", "language", "digest", "seq")
    return {
        stream: {"kind": kind, "language": language, "digest": digest, "seq": seq}
        for stream, kind, language, digest, seq in found
    }


def write(stream: UUID, snapshot: dict[str, Any] | None) -> None:
    """This will make the table say a snapshot."""
    TemplateUse.objects.filter(stream=stream).delete()
    if snapshot is not None:
        TemplateUse.objects.create(stream=stream, **snapshot)


def count() -> int:
    """This will count the templates of the site that are in use."""
    return TemplateUse.objects.count()


def in_use() -> dict[tuple[str, str], tuple[str, str]]:
    """This will give digest and fault of every template of the site, by kind and language."""
    found = TemplateUse.objects.values_list("kind", "language", "digest", "fault")
    return {(kind, language): (digest, fault) for kind, language, digest, fault in found}


def note_fault(kind: str, language: str, fault: str) -> None:
    """This will keep what a template stumbled over, for the operator."""
    TemplateUse.objects.filter(kind=kind, language=language).exclude(fault=fault).update(fault=fault)


def keep(digest: str, files: Mapping[str, str]) -> None:
    """This will keep the files of a template; one that is there already stays as it is."""
    text = json.dumps(dict(sorted(files.items())), ensure_ascii=False)
    TemplateText.objects.bulk_create([TemplateText(digest=digest, files=text)], ignore_conflicts=True)


def files_of(digest: str) -> dict[str, str] | None:
    """This will give the files of a template."""
    text = TemplateText.objects.filter(digest=digest).values_list("files", flat=True).first()
    return json.loads(text) if text else None


def locked(stream: UUID) -> Head | None:
    """This will lock the stream of a kind and language, None before anything was put in use there."""
    try:
        return ledger.lock([stream])[stream]
    except NotFound:
        return None
