"""Reading releases and what differs between two, and, for editors, what is proposed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from yici.api.answers import Answer, says
from yici.api.auth import Token, caller
from yici.api.v1.paging import MOST, Cursor, Limit, following, read_cursor, write_cursor
from yici.catalogue import queries
from yici.catalogue.proposals import check_editor
from yici.domain.comparing import Difference
from yici.domain.comparing.effects import Effects

router = Router(tags=["releases"], auth=Token("catalogue:read"))
BIGGEST: Final = 2**31 - 1
Number = Annotated[int, Path(..., ge=1, le=BIGGEST)]
EDIT = Token("catalogue:edit")


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One release; `digest` names the whole state, `way` how it was published: bootstrap, calendar, proposal, earlier.

    Who published it is on the record and no business of readers.
    """

    number: int
    digest: str
    published_at: datetime
    way: str


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """One page of releases, newest first; `next` is the cursor of the page behind, null at the end."""

    items: list[ReleaseLine]
    next: str | None


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """One page of what differs between two releases: codes with parameters, `parts` the way to the thing inside a
    definition; `next` as in other lists."""

    old: int
    new: int
    differences: tuple[Difference, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One proposal; `author` and `decided_by` are ids of accounts, `state` open, released, declined or withdrawn."""

    number: int
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


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One page of proposals, newest first; `next` as in other lists."""

    items: list[ProposalLine]
    next: str | None


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """One proposal with what it changes against its base and what that does to plans (null when none were kept)."""

    proposal: ProposalLine
    differences: tuple[Difference, ...]
    effects: Effects | None


RELEASES, DIFFERENCES = Answer[ReleasePage](ReleasePage), Answer[DifferencePage](DifferencePage)
PROPOSALS, PROPOSAL = Answer[ProposalPage](ProposalPage), Answer[ProposalShown](ProposalShown)


@router.get("/releases", summary="List releases")
@says(RELEASES)
def releases(request: HttpRequest, cursor: Cursor = None, limit: Limit = MOST) -> HttpResponse:
    """List the published states of the definitions, newest first."""
    behind = read_cursor(cursor, int)
    rows = queries.releases(behind[0] if behind else None, limit)
    lines = [ReleaseLine(row.number, row.digest, row.published_at, row.way) for row in rows]
    return RELEASES(ReleasePage(lines, following(lines, limit, lambda line: (line.number,))))


@router.get("/releases/{number}/differences", summary="Compare two releases")
@says(DIFFERENCES, finds=True)
def differences(
    request: HttpRequest,
    number: Number,
    since: Annotated[int | None, Query(None, ge=1, le=BIGGEST, description="the release before, or this one")] = None,
    cursor: Cursor = None,
    limit: Limit = MOST,
) -> HttpResponse:
    """Name everything in which a release differs from another one, by default from the one before it."""
    behind = read_cursor(cursor, int)
    # Releases never change, so that a place in what differs between two of them stays what it is.
    begin = max(0, behind[0]) if behind else 0
    new = queries.release_row(number)
    old = queries.release_row(since) if since else None
    digest = old.digest if old else queries.digest_before(number)
    found = queries.compared(digest, new.digest)
    page, end = found.differences[begin : begin + limit], begin + limit
    more = write_cursor(end) if end < len(found.differences) else None
    return DIFFERENCES(DifferencePage(old.number if old else number - 1, number, page, more))


@router.get("/proposals", auth=EDIT, summary="List proposals")
@says(PROPOSALS)
def proposals(request: HttpRequest, cursor: Cursor = None, limit: Limit = MOST) -> HttpResponse:
    """List proposed changes of the definitions, newest first, to editors of this instance."""
    _check(request)
    behind = read_cursor(cursor, int)
    rows = queries.proposals(behind[0] if behind else None, limit)
    lines = [_line(row) for row in rows]
    return PROPOSALS(ProposalPage(lines, following(lines, limit, lambda line: (line.number,))))


@router.get("/proposals/{number}", auth=EDIT, summary="Give one proposal")
@says(PROPOSAL, finds=True)
def proposal_one(request: HttpRequest, number: Number) -> HttpResponse:
    """Give one proposed change with what it changes and does, to editors of this instance."""
    _check(request)
    row = queries.proposal(number)
    base = queries.release_row(row.base).digest
    found = queries.compared(base, row.digest)
    return PROPOSAL(ProposalShown(_line(row), found.differences, queries.effects(base, row.digest)))


def _check(request: HttpRequest) -> None:
    check_editor(caller(request).grants, settings.YICI_PLACE)


def _line(row: queries.ProposalRow) -> ProposalLine:
    return ProposalLine(
        row.number, row.base, row.digest, row.author, row.note, row.proposed_at, row.state, row.decided_by,
        row.decided_at, row.reason, row.release,
    )  # fmt: skip
