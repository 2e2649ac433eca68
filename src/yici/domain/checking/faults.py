"""The faults that several checks find alike: a name that leads nowhere, an id used twice, a source not listed."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from yici.domain.fact import Fact, Source
from yici.domain.fault import Fault, Severity


def missing(subject: str, path: str, kind: str, name: str, severity: Severity = "fault") -> Fault:
    """This will say that a name leads nowhere."""
    return Fault("name.unknown", path, {"kind": kind, "name": name}, severity, subject)


def doubled(subject: str, path: str, ids: Iterable[str]) -> Iterator[Fault]:
    """This will find every id that was used before."""
    seen: set[str] = set()
    for number, name in enumerate(ids):
        if name in seen:
            yield Fault("id.twice", f"{path}.{number}", {"id": name}, "fault", subject)
        seen.add(name)


def untranslated(subject: str, path: str, texts: tuple[str, ...], english: tuple[str, ...]) -> Iterator[Fault]:
    """This will find a translation that is not line by line: a line too many would stand for another text."""
    if english and len(english) != len(texts):
        params = {"lines": str(len(english)), "wanted": str(len(texts))}
        yield Fault("translation.lines", path, params, "fault", subject)


def _is_date(text: str) -> bool:
    """A day, or as much of it as the source says: its month, its year."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        return False
    return True


def check_sources(subject: str, sources: tuple[Source, ...], facts: Iterable[tuple[str, Fact[Any]]]) -> Iterator[Fault]:
    """This will find sources of no place, used twice, or not listed although a fact cites them."""
    known = {source.id for source in sources}
    yield from doubled(subject, "sources", (source.id for source in sources))
    for number, source in enumerate(sources):
        if source.place is not None and not (len(source.place) == 12 and source.place.isdigit()):
            yield Fault("place.code", f"sources.{number}.place", {"code": source.place}, "fault", subject)
        if source.date is not None and not _is_date(source.date):
            yield Fault("source.date", f"sources.{number}.date", {"given": source.date}, "fault", subject)
    for path, fact in facts:
        for number, claim in enumerate(fact.claims):
            if claim.source not in known:
                yield missing(subject, f"{path}.claims.{number}.source", "source", claim.source)
