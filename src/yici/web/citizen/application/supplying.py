"""What is to be supplied of a case, and what came in for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from yici.cases import queries as cases
from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Case
from yici.domain.case.events import CorrectionRequested
from yici.domain.plan import Plan
from yici.files.arriving import Arriving, uploads_open
from yici.files.queries import FileRow, Held, files_held, files_of
from yici.web.citizen.application.access import Seen
from yici.web.citizen.application.along import next_message
from yici.web.citizen.plan_page import names_for
from yici.web.words import Names

Row = TypeVar("Row", FileRow, Held)


@dataclass(frozen=True, slots=True)
class Supplying:
    """What is to be supplied of a case, read once for a request."""

    seen: Seen
    plan: Plan
    names: Names
    form: dict[str, Any]
    notes: dict[str, str]
    asked_at: datetime | None
    now: datetime

    @property
    def case(self) -> Case:
        """The case."""
        return self.seen.view.case

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers that the correction names."""
        known = self.names.catalogue.materials
        return tuple(dict.fromkeys(one.target for one in self.case.defects if one.target in known))

    @property
    def elements(self) -> tuple[str, ...]:
        """The fields that the correction names."""
        known = self.names.catalogue.materials
        return tuple(dict.fromkeys(one.target for one in self.case.defects if one.target not in known))


def read(seen: Seen, now: datetime) -> Supplying:
    """This will read the form as it stands and the words of the last request to correct."""
    lines = cases.own_history(UUID(seen.view.case.id))
    asked = [line for line in lines if isinstance(line.event, CorrectionRequested)]
    notes = {key: str(value) for key, value in ((asked[-1].private if asked else None) or {}).items()}
    names = names_for(catalogue_queries.current(), seen.view.plan)
    at = asked[-1].event.at if asked else None
    return Supplying(seen, seen.view.plan, names, cases.form_values(lines), notes, at, now)


def shown_files(supplying: Supplying, materials: tuple[str, ...]) -> dict[str, list[FileRow]]:
    """This will list what came in since it was asked for, by paper, with its names."""
    return _by_paper(files_of(UUID(supplying.case.id), materials), supplying.asked_at)


def coming_in(supplying: Supplying, materials: tuple[str, ...]) -> list[Arriving]:
    """This will list what is still coming in."""
    return uploads_open(UUID(supplying.case.id), materials)


def unopened(supplying: Supplying, materials: tuple[str, ...]) -> dict[str, list[Held]]:
    """This will list what came in since it was asked for, by paper, without opening anything."""
    return _by_paper(files_held(UUID(supplying.case.id), materials), supplying.asked_at)


def _by_paper(files: Iterable[Row], since: datetime | None) -> dict[str, list[Row]]:
    """What came since it was asked for, by paper."""
    found: dict[str, list[Row]] = {}
    for file in files:
        if since is None or file.stored_at >= since:
            found.setdefault(file.material, []).append(file)
    return found


def came_for(supplying: Supplying, material: str) -> list[FileRow] | None:
    """This will list the files that came in as a paper since it was asked for; None when it is not asked for."""
    if material in supplying.papers:
        return shown_files(supplying, (material,)).get(material, [])
    if any(one.material == material for one in supplying.case.owed):
        return files_of(UUID(supplying.case.id), (material,))
    if material == next_message(supplying.case):
        return files_of(UUID(supplying.case.id), (material,))
    return None
