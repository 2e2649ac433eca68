"""Telling people what happened to their cases: whom each piece of news goes to, and what it is called there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from yici.cases import codec
from yici.cases.models import Approval as ApprovalRow
from yici.cases.models import Case as CaseRow
from yici.cases.news import KINDS, News, news
from yici.catalogue import queries as catalogue
from yici.domain.catalogue import Catalogue
from yici.ledger.values import Stored
from yici.notices.services import STALE, Told, notices_give
from yici.notices.values import Value
from yici.people.present import now
from yici.people.queries.duty import on_duty

__all__ = ["KINDS", "told"]
OFFICE: Final = frozenset({"card.issued", "deadline.missed"})
"""What an office is told, not the applicant; and only while it is news: its desk shows what is late anyway."""


def told(events: list[Stored]) -> None:
    """This will tell people what happened to their cases, in the transaction of the feed."""
    given = [(one, each) for one in events for each in news(codec.event_of(one.kind, one.at, one.body))]
    if given:
        moment = now()
        cases = _cases({one.stream for one, _ in given}, moment)
        notices_give(told=[each for one, each_news in given for each in cases.told(one, each_news)], now=moment)


@dataclass(frozen=True, slots=True)
class _Cases:
    """The rows of the cases that a batch of events is about, read at once."""

    heads: Mapping[UUID, tuple[str, str, UUID, UUID | None]]
    seats: Mapping[tuple[UUID, str], tuple[str, str, str]]
    known: Catalogue
    now: datetime
    duties: dict[tuple[str, str, str], list[UUID]] = field(default_factory=dict)

    def told(self, event: Stored, one: News) -> Iterable[Told]:
        """This will say whom one piece of news goes to; nobody where the case is gone."""
        head = self.heads.get(event.stream)
        if head is None:
            return
        number, bundle, subject, applicant = head
        own, place, agency = self.seats.get((event.stream, one.item), (number, "", ""))
        values: dict[str, Value] = {"number": own, "matter": self._name("bundles", bundle), **dict(one.values)}
        items = one.items or ((one.item,) if one.item else ())
        if items:
            values["item"] = _joined([self._name("items", item) for item in items])
        if one.because:
            values["because"] = self._name("items", one.because)
        if values.get("competent"):
            values["competent"] = self._name("agencies", str(values["competent"]))
        office = one.kind in OFFICE
        if office and self.now - event.at > STALE:
            return
        for reader in self._on_duty(one.agency or agency, place, one.item) if office else [applicant]:
            yield Told(one.kind, event.stream, event.seq, subject, reader, event.recorded_at, one.item, values)

    def _on_duty(self, agency: str, place: str, item: str) -> list[UUID]:
        seat = (agency, place, item)
        if seat not in self.duties:
            self.duties[seat] = on_duty("card.answer", *seat, self.now)
        return self.duties[seat]

    def _name(self, shelf: str, code: str) -> dict[str, str]:
        thing = getattr(self.known, shelf).get(code)
        name = str(getattr(thing, "name", code))
        return {"zh-hans": name, "en": getattr(thing, "name_en", None) or name}


def _joined(names: list[dict[str, str]]) -> dict[str, str]:
    return {language: gap.join(one[language] for one in names) for language, gap in (("zh-hans", "、"), ("en", ", "))}


def _cases(streams: Iterable[UUID], moment: datetime) -> _Cases:
    wanted = list(streams)
    heads = CaseRow.objects.filter(id__in=wanted).values_list("id", "number", "bundle", "subject", "applicant")
    seats = ApprovalRow.objects.filter(case_id__in=wanted).values_list("case_id", "item", "number", "place", "agency")
    return _Cases(
        {case: tuple(rest) for case, *rest in heads},  # type: ignore[misc]
        {(case, item): tuple(rest) for case, item, *rest in seats},  # type: ignore[misc]
        catalogue.current(),
        moment,
    )
