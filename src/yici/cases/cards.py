"""Supervision cards as lines of their own: written with the approvals that carry them, listed by right, verified."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from django.db import connection

from yici.cases import reach, rows
from yici.domain.authority import Grants
from yici.domain.case import Approval, Card, Case
from yici.domain.case.parts import Colour
from yici.ledger.readings import Reader

PAGE: Final = 50
CardState = Literal["open", "answered"]
STATES: dict[CardState, str] = {"open": " AND a.answered_at IS NULL", "answered": " AND a.answered_at IS NOT NULL"}


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card in a list: of which approval, to which unit, about what, by which version of which rule (0: by hand),
    answered or until when it is to be; `until` is None once it was, and while a calendar is not loaded."""

    id: str
    case: UUID
    case_number: str
    bundle: str
    item: str
    place: str
    agency: str
    colour: str
    about: str
    rule: int
    version: int
    issued_at: datetime
    until: datetime | None
    answered_at: datetime | None
    expected: date | None

    @property
    def name(self) -> str:
        """The name of the card within its approval, as a command gives it."""
        return self.id.partition(MARK)[2]


MARK: Final = "/"
"""Between the number of an approval and the name of a card in it."""

WRITE = """, carded AS (
  INSERT INTO cases_card (id, case_id, item, place, agency, colour, about, rule, version, issued_at, until, answered_at,
                          expected, sender)
  SELECT i, %(id)s, t, p, g, c, w, r, v, s, u, d, x, b
  FROM unnest(%(card_ids)s::text[], %(card_items)s::text[], %(card_places)s::text[], %(card_agencies)s::text[],
              %(card_colours)s::text[], %(card_about)s::text[], %(card_rules)s::int[], %(card_versions)s::int[],
              %(card_issued)s::timestamptz[], %(card_until)s::timestamptz[], %(card_answered)s::timestamptz[],
              %(card_expected)s::date[], %(card_senders)s::text[])
    AS k (i, t, p, g, c, w, r, v, s, u, d, x, b)
  ON CONFLICT (id) DO UPDATE
  SET until = EXCLUDED.until, answered_at = EXCLUDED.answered_at, expected = EXCLUDED.expected
  WHERE (cases_card.until, cases_card.answered_at, cases_card.expected)
    IS DISTINCT FROM (EXCLUDED.until, EXCLUDED.answered_at, EXCLUDED.expected)
)"""
"""To stand in a statement about the case %(id)s: the lines of its cards, with the parameters that `written` gives."""
COLUMNS = (
    "card_ids", "card_items", "card_places", "card_agencies", "card_colours", "card_about", "card_rules",
    "card_versions", "card_issued", "card_until", "card_answered", "card_expected",
    "card_senders",
)  # fmt: skip
LINE = (
    "id", "item", "place", "agency", "colour", "about", "rule", "version", "issued_at", "until", "answered_at",
    "expected", "sender",
)  # fmt: skip
"""The columns of a line, beside the case that it belongs to."""
LISTED = """(SELECT array_agg(ARRAY[k.id, k.item, k.place, k.agency, k.colour, k.about, k.rule::text,
        k.version::text, extract(epoch FROM k.issued_at)::numeric(20, 6)::text,
        extract(epoch FROM k.until)::numeric(20, 6)::text, extract(epoch FROM k.answered_at)::numeric(20, 6)::text,
        k.expected::text, k.sender]
        ORDER BY k.id COLLATE "C") FROM cases_card k WHERE k.case_id = c.id)"""
"""What stands in the lines of a case `c`, to compare with `listing`."""
ROWS = """WITH page AS MATERIALIZED (
  SELECT a.case_id AS id, a.id AS card, c.number, c.bundle, a.item, a.place, a.agency, a.colour, a.about, a.rule,
         a.version, a.issued_at, a.until, a.answered_at, a.expected
  FROM cases_card a JOIN cases_case c ON c.id = a.case_id
  WHERE {reached}{state}{after} ORDER BY a.issued_at DESC, a.id DESC LIMIT %s
){noted} SELECT card, id, number, bundle, item, place, agency, colour, about, rule, version, issued_at, until,
  answered_at, expected FROM page ORDER BY issued_at DESC, card DESC"""


def written(case: Case, changed: Sequence[Approval]) -> tuple[str, dict[str, list[Any]]]:
    """This will give the part of a statement that writes the cards of some approvals, with its parameters; nothing
    where they carry none."""
    found = list(lines(case, changed))
    if not found:
        return "", {}
    return WRITE, dict(zip(COLUMNS, ([*column] for column in zip(*found, strict=True)), strict=True))


def lines(case: Case, approvals: Sequence[Approval]) -> Iterator[tuple[Any, ...]]:
    """This will give the lines of the cards of some approvals, in the order of `LINE`."""
    for approval in approvals:
        for card in approval.cards:
            yield (
                f"{approval.number}{MARK}{card.id}", approval.item, case.place_of(approval), card.agency, card.colour,
                card.about, card.rule, card.version, card.issued_at, _until(card), card.answered_at,
                card.expected, card.by,
            )  # fmt: skip


def _until(card: Card) -> datetime | None:
    return card.deadline.due if card.deadline else None


def listing(case: Case) -> list[list[str | None]]:
    """This will say what the lines of a case's cards must be, as `LISTED` reads them."""
    told = [[_text(value) for value in line] for line in lines(case, case.approvals)]
    return sorted(told, key=lambda line: line[0] or "")


def _text(value: Any) -> str | None:
    if not isinstance(value, datetime):
        return None if value is None else str(value)
    whole = value.astimezone(UTC).replace(microsecond=0).timestamp()
    return f"{int(whole)}.{value.microsecond:06}"


def forget(case_id: UUID) -> None:
    """This will delete the lines of a case."""
    rows.forget("cases_card", case_id)


def cards(
    *, grants: Grants, action: str = "card.issue", state: CardState | None = None, colour: Colour | None = None,
    after: tuple[datetime, str] | None = None, limit: int = PAGE, reader: Reader | None = None,
) -> list[CardRow]:  # fmt: skip
    """This will list the cards that an action reaches, the newest first, filtered by right inside the query.

    `action` "card.issue" is a supervisor's, "card.answer" a unit's own; `colour`: only those of one
    degree; `after` is the moment and id of the last row.
    """
    scope = grants.scope(action)
    if not scope.lines:
        return []
    reached, values = reach.right(scope)
    if colour:
        reached, values = f"{reached} AND a.colour = %s", (*values, colour)
    return _page(reached, values, state, after, limit, reader)


def cards_sent(
    *, sender: str, state: CardState | None = None, after: tuple[datetime, str] | None = None, limit: int = PAGE,
    reader: Reader | None = None,
) -> list[CardRow]:  # fmt: skip
    """This will list the cards that somebody (pseudonymous id) sent by hand, the newest first: what one sent oneself
    one may always see."""
    return _page("a.sender = %s", (sender,), state, after, limit, reader)


def _page(
    reached: str, values: tuple[str, ...], state: CardState | None, after: tuple[datetime, str] | None, limit: int,
    reader: Reader | None,
) -> list[CardRow]:  # fmt: skip
    behind = " AND (a.issued_at, a.id) < (%s, %s)" if after else ""
    noted, told = rows.noted(reader, "list")
    statement = ROWS.format(reached=reached, state=STATES[state] if state else "", after=behind, noted=noted)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *(after or ()), limit, *told])
        return [CardRow(*row) for row in cursor.fetchall()]
