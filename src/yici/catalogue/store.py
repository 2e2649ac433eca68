"""The one place that knows both the rows and the typed definitions."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Count
from pydantic import TypeAdapter

from yici.catalogue.assembling import assemble
from yici.catalogue.kinds import KINDS
from yici.catalogue.models import Definition, Effects, ListLine, Members, Proposal, Release, Wording
from yici.catalogue.read import Read
from yici.catalogue.tree import Tree
from yici.domain.catalogue import Catalogue
from yici.domain.comparing.effects import Effects as DomainEffects
from yici.domain.error import Conflict, NotFound
from yici.domain.local_list import LocalList

LINE = ("code", "name", "department", "main_item", "task_type")
STATES = 20
"""States of the whole catalogue that are read by one statement."""
BATCH = 5000
"""Lines of a list that go in by one statement."""
_EFFECTS: TypeAdapter[DomainEffects] = TypeAdapter(DomainEffects)


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One release; `actor` and `author` are ids of accounts, or a name where an operator acted alone."""

    number: int
    digest: str
    published_at: datetime
    actor: str
    way: str
    author: str | None
    proposal: int | None


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal. `state` is open, released, declined or withdrawn."""

    number: int
    stream: UUID
    base: int
    digest: str
    author: str
    note: str
    proposed_at: datetime
    state: str
    decided_by: str | None
    decided_at: datetime | None
    reason: str
    release: int | None


RELEASE_FIELDS = tuple(ReleaseRow.__dataclass_fields__)
PROPOSAL_FIELDS = tuple(ProposalRow.__dataclass_fields__)


def members_text(reads: Iterable[Read]) -> str:
    """This will write which definitions hold together."""
    return json.dumps({f"{read.kind}:{read.id}": read.digest for read in reads}, sort_keys=True)


def digest_of(text: str) -> str:
    """This will give the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def newest() -> tuple[int, str] | None:
    """This will give number and digest of the newest release, in one statement; None before the first."""
    row = Release.objects.order_by("-number").values_list("number", "digest").first()
    return (row[0], row[1]) if row else None


def newest_number() -> int:
    """This will give the number of the newest release, 0 before the first."""
    return Release.objects.order_by("-number").values_list("number", flat=True).first() or 0


def load(digests: Iterable[str]) -> Catalogue:
    """This will build a catalogue from definitions by digest, in one statement."""
    catalogue, _ = assemble(reads(digests))
    return catalogue


def members(digest: str | None) -> dict[str, str]:
    """This will give the digests of a state by "kind:id"; none for the state before the first release."""
    if digest is None:
        return {}
    content = Members.objects.filter(digest=digest).values_list("content", flat=True).first()
    if content is None:
        raise NotFound("catalogue.no_members", digest=digest, remedy="restore the table of members from a backup")
    found: dict[str, str] = json.loads(content)
    return found


def reads(digests: Iterable[str]) -> list[Read]:
    """This will give definitions as they were read, in one statement."""
    rows = Definition.objects.filter(digest__in=list(digests)).values_list("kind", "identity", "digest", "content")
    return [
        Read("", kind, identity, KINDS[kind].validate_json(content), content, digest, Tree())
        for kind, identity, digest, content in rows.order_by("kind", "identity")
    ]


def wordings(digests: Iterable[str]) -> dict[str, tuple[str, str]]:
    """This will give the files of definitions by their digests: path and text, as far as they were kept."""
    rows = Wording.objects.filter(digest__in=list(digests)).values_list("digest", "file", "text")
    return {digest: (file, text) for digest, file, text in rows}


def paths(digests: Iterable[str]) -> dict[str, str]:
    """This will give the paths of the files of definitions by their digests, as far as they were kept."""
    return dict(Wording.objects.filter(digest__in=list(digests)).values_list("digest", "file"))


def keep(reads: list[Read], *, now: datetime) -> str:
    """This will store new definitions and which of them hold together, and give the digest of that."""
    added = [
        Definition(digest=read.digest, kind=read.kind, identity=read.id, content=read.content, created_at=now)
        for read in _not_kept(Definition, reads)
    ]
    text = members_text(reads)
    digest = digest_of(text)
    Definition.objects.bulk_create(added, ignore_conflicts=True)
    written = [Wording(digest=read.digest, file=read.file, text=read.text) for read in _not_kept(Wording, reads)]
    Wording.objects.bulk_create([one for one in written if one.text], batch_size=BATCH, ignore_conflicts=True)
    for read in reads:
        _add_lines(read)
    Members.objects.bulk_create([Members(digest=digest, content=text)], ignore_conflicts=True)
    return digest


def _not_kept(model: type[Definition | Wording], reads: list[Read]) -> list[Read]:
    """Of a release few are new. In one order for everybody: two who publish at once never wait crosswise."""
    kept = model.objects.filter(digest__in=[read.digest for read in reads])
    known = set(kept.values_list("digest", flat=True))
    return sorted((read for read in reads if read.digest not in known), key=lambda read: read.digest)


def add_release(
    *, number: int, stream: UUID, digest: str, way: str, actor: str, now: datetime, author: str | None = None,
    proposal: int | None = None,
) -> None:  # fmt: skip
    """This will store a release. Raises Conflict("catalogue.published_meanwhile") when somebody was first."""
    try:
        with transaction.atomic():
            Release.objects.create(
                number=number, stream=stream, digest=digest, published_at=now, actor=actor, way=way, author=author,
                proposal=proposal,
            )  # fmt: skip
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
    lines: str, *, after: str, before: str, limit: int, department: str = "", task_type: str = ""
) -> list[tuple[str, ...]]:
    """This will read some lines of a version of a list in the order of codes, of one department or type if named:
    the first behind a code, or the last in front of one."""
    wanted = ListLine.objects.filter(lines=lines)
    if department:
        wanted = wanted.filter(department=department)
    if task_type:
        wanted = wanted.filter(task_type=task_type)
    if before:
        return list(wanted.filter(code__lt=before).order_by("-code").values_list(*LINE)[:limit])[::-1]
    return list(wanted.filter(code__gt=after).order_by("code").values_list(*LINE)[:limit])


def lines_of(lines: str, codes: Iterable[str]) -> list[tuple[str, ...]]:
    """This will read the lines with these codes in one statement."""
    return list(ListLine.objects.filter(lines=lines, code__in=list(codes)).values_list(*LINE))


def lines_of_all(lines: Iterable[str], codes: Iterable[str]) -> list[tuple[str, ...]]:
    """This will read the lines with these codes in several lists in one statement, the list first."""
    found = ListLine.objects.filter(lines__in=list(lines), code__in=list(codes))
    return list(found.values_list("lines", *LINE))


def lines_counted(lines: Iterable[str], column: str) -> list[tuple[str, str, int]]:
    """This will count the lines of several lists by department or by type: list, name, number."""
    grouped = ListLine.objects.filter(lines__in=list(lines)).values_list("lines", column).annotate(Count("id"))
    return [(one, name, count) for one, name, count in grouped.order_by("lines", column)]


def has_definitions() -> bool:
    """This will say whether more than calendars and lists was ever published."""
    return Release.objects.exclude(way__in=("calendar", "list")).exists()


def add_proposal(*, stream: UUID, base: int, digest: str, author: str, note: str, now: datetime) -> int:
    """This will store an open proposal and give its number."""
    made = Proposal.objects.create(
        stream=stream, base=base, digest=digest, author=author, note=note, proposed_at=now, state="open", reason=""
    )
    return int(made.number)


def decide(number: int, *, state: str, by: str, reason: str, release: int | None, now: datetime) -> None:
    """This will close a proposal."""
    Proposal.objects.filter(number=number, state="open").update(
        state=state, decided_by=by, decided_at=now, reason=reason, release=release
    )


def proposal(number: int) -> ProposalRow | None:
    """This will read one proposal."""
    row = Proposal.objects.filter(number=number).values_list(*PROPOSAL_FIELDS).first()
    return ProposalRow(*row) if row else None


def proposals(before: int | None, limit: int, state: str | None) -> list[ProposalRow]:
    """This will read one page of proposals, the newest first."""
    rows = Proposal.objects.order_by("-number")
    rows = rows if before is None else rows.filter(number__lt=before)
    rows = rows if state is None else rows.filter(state=state)
    return [ProposalRow(*row) for row in rows.values_list(*PROPOSAL_FIELDS)[:limit]]


def release(number: int) -> ReleaseRow | None:
    """This will read one release."""
    row = Release.objects.filter(number=number).values_list(*RELEASE_FIELDS).first()
    return ReleaseRow(*row) if row else None


def releases(before: int | None, limit: int) -> list[ReleaseRow]:
    """This will read one page of releases, the newest first."""
    rows = Release.objects.order_by("-number")
    rows = rows if before is None else rows.filter(number__lt=before)
    return [ReleaseRow(*row) for row in rows.values_list(*RELEASE_FIELDS)[:limit]]


def states(limit: int) -> Iterator[tuple[datetime, dict[str, str]]]:
    """This will give when each release came and what held together in it, the newest first, one statement for some."""
    rows = list(Release.objects.order_by("-number").values_list("published_at", "digest")[:limit])
    for start in range(0, len(rows), STATES):
        page = rows[start : start + STATES]
        texts = dict(Members.objects.filter(digest__in={row[1] for row in page}).values_list("digest", "content"))
        yield from ((published_at, json.loads(texts[digest])) for published_at, digest in page)


def keep_effects(old: str | None, new: str, effects: DomainEffects) -> None:
    """This will keep what a change does to plans; the same change has the same effects, so the first ones stay."""
    content = _EFFECTS.dump_json(effects).decode()
    Effects.objects.bulk_create([Effects(key=f"{old or ''}:{new}", content=content)], ignore_conflicts=True)


def effects(old: str | None, new: str) -> DomainEffects | None:
    """This will give what was kept of the effects of a change."""
    content = Effects.objects.filter(key=f"{old or ''}:{new}").values_list("content", flat=True).first()
    return _EFFECTS.validate_json(content) if content else None


ALTERED = """
SELECT 'definition', digest FROM catalogue_definition
WHERE digest <> encode(sha256(convert_to(content, 'UTF8')), 'hex')
UNION ALL
SELECT 'list of members', digest FROM catalogue_members
WHERE digest <> encode(sha256(convert_to(content, 'UTF8')), 'hex')
LIMIT 100
"""


def altered() -> list[tuple[str, str]]:
    """This will list the definitions and members whose text is not the one that gave their digest."""
    with connection.cursor() as cursor:
        cursor.execute(ALTERED)
        return [(what, digest) for what, digest in cursor.fetchall()]
