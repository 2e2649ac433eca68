"""Proposals and decisions in words: two names side by side, how sure, why, and who said what when."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from yici.catalogue import queries as catalogue_queries
from yici.lists.queries import MatchRow, ProposalRow
from yici.people.queries.accounts import names_at_work
from yici.web import dates
from yici.web.list_words import list_names, list_worded

TABS: dict[str, str] = {
    "open": gettext_noop("待核对"),
    "decided": gettext_noop("定过的"),
    "nothing": gettext_noop("没有找到相近的"),
}
SURE, LIKELY = 90, 70


@dataclass(frozen=True, slots=True)
class PairWords:
    """One proposal: the item of the list on the left, the basic item on the right."""

    code: str
    item: str
    local: str
    department: str
    basic: str
    agency: str
    score: int
    tone: str
    tied: bool
    reasons: str


@dataclass(frozen=True, slots=True)
class DecisionWords:
    """One decision: what was seen, what was said, by whom and when, and what the list says since."""

    code: str
    item: str
    local: str
    basic: str
    confirmed: bool
    who: str
    when: str
    changed: str
    batch: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of the desk: its words, its address, whether it is shown, and a number where one is known."""

    name: str
    href: str
    chosen: bool
    count: int | None


def tabs(task: str, unmatched: int) -> tuple[Tab, ...]:
    """This will list the parts of the desk."""
    held = task if task in TABS else "open"
    return tuple(
        Tab(gettext(name), f"?task={key}", key == held, unmatched if key == "nothing" else None)
        for key, name in TABS.items()
    )


def pair_rows(rows: list[ProposalRow]) -> list[PairWords]:
    """This will put proposals into words; one whose item has just gone from the list is left out."""
    catalogue = catalogue_queries.current()
    names = list_names(catalogue, ())
    return [
        PairWords(
            code=row.code,
            item=row.item,
            local=row.listed.name,
            department=row.listed.department,
            basic=names.of("item", row.item),
            agency=names.of("agency", catalogue.items[row.item].agency),
            score=row.score,
            tone="good" if row.score >= SURE else "later" if row.score >= LIKELY else "",
            tied=row.tied,
            reasons=names.listed(list_worded(reason, names) for reason in row.reasons),
        )
        for row in rows
        if row.listed is not None and row.item in catalogue.items
    ]


def decision_rows(rows: list[MatchRow]) -> list[DecisionWords]:
    """This will put decisions into words."""
    known = names_at_work(found for row in rows if (found := _account(row.decided_by)))
    return [
        DecisionWords(
            code=row.code,
            item=row.item,
            local=row.name,
            basic=row.item_name,
            confirmed=row.standing == "confirmed",
            who=known.get(_account(row.decided_by) or UUID(int=0), row.decided_by),
            when=dates.moment_text(row.decided_at),
            changed=_changed(row),
            batch=str(row.batch) if row.batch else "",
        )
        for row in rows
    ]


def _account(by: str) -> UUID | None:
    """Somebody at the command line has no account."""
    try:
        return UUID(by)
    except ValueError:
        return None


def _changed(row: MatchRow) -> str:
    if row.listed is None:
        return gettext("清单里已经没有这一项")
    return gettext("清单改名为“%(name)s”，请再看一遍") % {"name": row.listed.name} if row.renamed else ""
