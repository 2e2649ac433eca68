"""Telling people what happened to their cases: whom each piece of news goes to, and what it is called there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from yici.cases.codec import CODEC
from yici.cases.models import Approval as ApprovalRow
from yici.cases.models import Case as CaseRow
from yici.cases.news import KINDS, News, folded, news
from yici.catalogue import queries as catalogue
from yici.domain.catalogue import Catalogue
from yici.ledger.queries import histories
from yici.ledger.values import Stored
from yici.notices.services import STALE, Told, notices_give
from yici.notices.values import Value
from yici.people.firms import members_of
from yici.people.present import now
from yici.people.queries.duty import on_duty

__all__ = ["KINDS", "told"]
OFFICE: Final = {
    **dict.fromkeys(
        ("card.issued", "card.urged", "deadline.missed", "meeting.called", "meeting.called_off"), "card.answer"
    ),
    "message.asked": "case.reply",
}
"""What an office is told, not the applicant, by what those may do who are told; and only while it is news: its desk
shows what is late anyway."""
ASKER: Final = {"card.answered": "card.issued", "meeting.declined": "meeting.convened"}
"""What is told to whoever asked, by the event that they asked with."""
NAMED: Final = 3
"""Items that one message names."""


def told(events: list[Stored]) -> None:
    """This will tell people what happened to their cases, in the transaction of the feed."""
    given = folded([(one, each) for one in events for each in news(CODEC.event_of(one.kind, one.at, one.body))])
    if given:
        moment = now()
        cases = _cases({one.stream for one, _ in given}, moment)
        notices_give(told=[each for one, each_news in given for each in cases.told(one, each_news)], now=moment)


@dataclass(frozen=True, slots=True)
class _Cases:
    """The rows of the cases that a batch of events is about, read at once."""

    heads: Mapping[UUID, tuple[str, str, UUID, UUID | None, UUID | None]]
    seats: Mapping[tuple[UUID, str], tuple[str, str, str]]
    members: Mapping[UUID, Sequence[UUID]]
    known: Catalogue
    now: datetime
    duties: dict[tuple[str, str, str, str], list[UUID]] = field(default_factory=dict)

    def told(self, event: Stored, one: News) -> Iterable[Told]:
        """This will say whom one piece of news goes to; nobody where the case is gone."""
        head = self.heads.get(event.stream)
        if head is None:
            return
        number, bundle, subject, applicant, firm = head
        own, _, _ = self.seats.get((event.stream, one.item), (number, "", ""))
        values: dict[str, Value] = {"number": own, "matter": self._name("bundles", bundle), **dict(one.values)}
        items = one.items or ((one.item,) if one.item else ())
        if items:
            values["item"] = _joined([self._name("items", item) for item in items[:NAMED]], len(items))
        if one.because:
            values["because"] = self._name("items", one.because)
        if values.get("competent"):
            values["competent"] = self._name("agencies", str(values["competent"]))
        if values.get("agency"):
            values["agency"] = self._name("agencies", str(values["agency"]))
        if (one.kind in OFFICE or one.kind in ASKER) and self.now - event.at > STALE:
            return
        for kind, reader, told in self._readers(event, one, self._applicants(applicant, firm)):
            yield Told(kind, event.stream, event.seq, subject, reader, event.recorded_at, one.item, {**values, **told})

    def _readers(
        self, event: Stored, one: News, applicants: Sequence[UUID | None]
    ) -> Iterable[tuple[str, UUID | None, Mapping[str, Value]]]:
        """Who reads it. Whoever did something themselves knows it."""
        if one.kind in ASKER:
            return [(one.kind, reader, {}) for reader in asker_of(event, ASKER[one.kind], one.asked)]
        if one.kind not in OFFICE:
            return [(one.kind, who, {}) for who in applicants]
        told = calls_of(event, one.asked) if one.asked else [one]
        found = {who: each for each in told for who in self._duties(event, each)}
        return [(one.kind, who, each.values) for who, each in found.items() if str(who) != event.actor.id]

    def _duties(self, event: Stored, one: News) -> list[UUID]:
        _, place, agency = self.seats.get((event.stream, one.item), ("", "", ""))
        return self._on_duty(one, one.agency or agency, place)

    def _applicants(self, applicant: UUID | None, firm: UUID | None) -> Sequence[UUID | None]:
        """Of a firm's case everybody who acts for it now; none of them, and nobody is told in-app."""
        return [applicant] if firm is None else self.members.get(firm, ())

    def _on_duty(self, one: News, agency: str, place: str) -> list[UUID]:
        seat = (OFFICE[one.kind], agency, place, one.item)
        if seat not in self.duties:
            self.duties[seat] = on_duty(*seat, self.now)
        return self.duties[seat]

    def _name(self, shelf: str, code: str) -> dict[str, str]:
        thing = getattr(self.known, shelf).get(code)
        name = str(getattr(thing, "name", code))
        return {"zh-hans": name, "en": getattr(thing, "name_en", None) or name}


def asker_of(event: Stored, kind: str, name: str) -> list[UUID]:
    """This will name who asked what an event answers: the member of staff who sent a card or called a meeting; nobody
    where a rule did."""
    asked = _asking(event, kind, name)
    return [UUID(asked.actor.id)] if asked and asked.actor.kind == "staff" else []


def calls_of(event: Stored, meeting: str) -> list[News]:
    """This will say again what those were told who had been called to a meeting."""
    asked = _asking(event, "meeting.convened", meeting)
    return list(news(CODEC.event_of(asked.kind, asked.at, asked.body))) if asked else []


def _asking(event: Stored, kind: str, name: str) -> Stored | None:
    thing = kind.partition(".")[0]
    found = (one for one in histories([event.stream])[event.stream] if one.kind == kind)
    return next((one for one in found if one.body[thing]["id"] == name), None)


def _joined(names: list[dict[str, str]], count: int) -> dict[str, str]:
    """A message names a few items and counts the others: on the page that it leads to all of them stand."""
    joined = {language: gap.join(one[language] for one in names) for language, gap in (("zh-hans", "、"), ("en", ", "))}
    if count <= len(names):
        return joined
    return {"zh-hans": f"{joined['zh-hans']}等 {count} 项", "en": f"{joined['en']} and {count - len(names)} more"}


def _cases(streams: Iterable[UUID], moment: datetime) -> _Cases:
    wanted = list(streams)
    heads = CaseRow.objects.filter(id__in=wanted).values_list("id", "number", "bundle", "subject", "applicant", "firm")
    seats = ApprovalRow.objects.filter(case_id__in=wanted).values_list("case_id", "item", "number", "place", "agency")
    firms = {head[-1] for head in heads if head[-1] is not None}
    return _Cases(
        {case: tuple(rest) for case, *rest in heads},  # type: ignore[misc]
        {(case, item): tuple(rest) for case, item, *rest in seats},  # type: ignore[misc]
        members_of(firms) if firms else {},
        catalogue.current(),
        moment,
    )
