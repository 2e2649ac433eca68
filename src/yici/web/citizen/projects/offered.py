"""Which of somebody's own cases, and of their firms', can be put into a project."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from yici.cases import queries as cases
from yici.catalogue import queries as catalogue_queries
from yici.domain.project_course import ProjectCourse, stage_of
from yici.people.queries import User
from yici.projects import queries
from yici.web import dates
from yici.web.case_number import spaced
from yici.web.citizen.application.mine_lines import matter_name

NEWEST: Final = 100
"""How many of somebody's newest cases are looked through."""


@dataclass(frozen=True, slots=True)
class Addable:
    """One case that is offered."""

    id: UUID
    matter: str
    number: str
    submitted: str


def addable(builder: User, firms: Collection[str], course: ProjectCourse) -> list[Addable]:
    """This will give, of somebody's newest cases and those of the `firms` for which they act now, whoever handed them
    in, those whose matter belongs to a stage and that are in no project."""
    own = cases.cases_followed(applicant=builder.id, firms=firms, limit=NEWEST)
    rows = [row for row in own if stage_of(course, row.bundle)]
    taken = queries.in_projects([row.id for row in rows])
    catalogue = catalogue_queries.current()
    return [
        Addable(
            row.id, matter_name(catalogue, row.bundle), spaced(row.number),
            dates.day_text(dates.last_day(row.submitted_at), year=True),
        )
        for row in rows
        if row.id not in taken
    ]  # fmt: skip
