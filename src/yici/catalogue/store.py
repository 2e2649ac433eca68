"""The one place that knows both the rows and the typed definitions."""

import json
from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from yici.catalogue.kinds import KINDS
from yici.catalogue.models import Definition, Release
from yici.catalogue.reading import Read, assemble
from yici.catalogue.tree import Tree
from yici.domain.catalogue import Catalogue
from yici.domain.error import Conflict


def newest() -> tuple[int, str] | None:
    """This will give number and members of the newest release, in one statement; None before the first."""
    row = Release.objects.order_by("-number").values_list("number", "members").first()
    return (row[0], row[1]) if row else None


def newest_number() -> int:
    """This will give the number of the newest release, 0 before the first."""
    return Release.objects.order_by("-number").values_list("number", flat=True).first() or 0


def load(digests: Iterable[str]) -> Catalogue:
    """This will build a catalogue from definitions by digest, in one statement."""
    catalogue, _ = assemble(_reads(digests))
    return catalogue


def members(release: tuple[int, str] | None) -> list[Read]:
    """This will give the definitions of a release as they were read; none before the first."""
    return _reads(json.loads(release[1]).values()) if release else []


def _reads(digests: Iterable[str]) -> list[Read]:
    rows = Definition.objects.filter(digest__in=list(digests)).values_list("kind", "identity", "digest", "content")
    return [
        Read("", kind, identity, KINDS[kind].validate_json(content), content, digest, Tree())
        for kind, identity, digest, content in rows.order_by("kind", "identity")
    ]


def add(reads: list[Read], *, number: int, actor: str, now: datetime) -> None:
    """This will store new definitions and the release that holds them; Conflict when somebody published meanwhile."""
    added = [
        Definition(digest=read.digest, kind=read.kind, identity=read.id, content=read.content, created_at=now)
        # In one order for everybody, so that two who publish at once wait for each other and never crosswise.
        for read in sorted(reads, key=lambda read: read.digest)
    ]
    held = json.dumps({f"{read.kind}:{read.id}": read.digest for read in reads}, sort_keys=True)
    try:
        with transaction.atomic():
            Definition.objects.bulk_create(added, ignore_conflicts=True)
            Release.objects.create(number=number, members=held, published_at=now, actor=actor)
    except IntegrityError as error:
        raise Conflict("catalogue.published_meanwhile", remedy="look at what was published, then try again") from error
