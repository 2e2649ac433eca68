"""The one place that knows both the rows and the typed definitions."""

import json
from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count

from yici.catalogue.kinds import KINDS
from yici.catalogue.models import Definition, ListLine, Release
from yici.catalogue.reading import Read, assemble
from yici.catalogue.tree import Tree
from yici.domain.catalogue import Catalogue
from yici.domain.error import Conflict
from yici.domain.local_list import LocalList

LINE = ("code", "name", "department", "main_item", "task_type")
BATCH = 5000
"""Lines of a list that go in by one statement."""


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
            for read in reads:
                _add_lines(read)
            Release.objects.create(number=number, members=held, published_at=now, actor=actor)
    except IntegrityError as error:
        raise Conflict("catalogue.published_meanwhile", remedy="look at what was published, then try again") from error


def _add_lines(read: Read) -> None:
    """Store the lines of a list that was read from its file; those of one from the database are there already."""
    head = read.definition
    if not isinstance(head, LocalList) or not read.lines or ListLine.objects.filter(lines=head.digest).exists():
        return
    rows = [
        ListLine(
            lines=head.digest, code=one.code, name=one.name, department=one.department, main_item=one.main_item,
            task_type=one.type,
        )
        for one in read.lines
    ]  # fmt: skip
    ListLine.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def lines_page(
    lines: str, *, after: str, limit: int, department: str = "", task_type: str = ""
) -> list[tuple[str, ...]]:
    """This will read some lines of a version of a list in the order of codes, of one department or type if named."""
    wanted = ListLine.objects.filter(lines=lines, code__gt=after)
    if department:
        wanted = wanted.filter(department=department)
    if task_type:
        wanted = wanted.filter(task_type=task_type)
    return list(wanted.order_by("code").values_list(*LINE)[:limit])


def lines_of(lines: str, codes: Iterable[str]) -> list[tuple[str, ...]]:
    """This will read the lines with these codes in one statement."""
    return list(ListLine.objects.filter(lines=lines, code__in=list(codes)).values_list(*LINE))


def lines_counted(lines: str, column: str) -> list[tuple[str, int]]:
    """This will count the lines by department or by type."""
    grouped = ListLine.objects.filter(lines=lines).values_list(column).annotate(Count("id"))
    return [(name, count) for name, count in grouped.order_by(column)]
