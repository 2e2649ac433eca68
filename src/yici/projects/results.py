"""What was surveyed or tested reaches every case of the project that waits for the paper it stands for, once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from yici.cases import queries as cases
from yici.cases.services import case_take_result
from yici.domain.case import Paper, SupplyPaper, awaited
from yici.domain.event import Actor
from yici.domain.project import Project, Result
from yici.intake import queries as plans
from yici.projects import settling

Waiting = Mapping[UUID, tuple[str, ...]]


def waiting(case_ids: Sequence[UUID], wanted: Iterable[str]) -> Waiting:
    """This will say which of these cases wait for which of these papers; whoever hands them over locked them all."""
    found = {}
    for case_id, case in cases.standing(list(case_ids)).items():
        papers = tuple(one for one in awaited(case, plans.plan(case.plan)) if one in set(wanted))
        if papers:
            found[case_id] = papers
    return found


def hand_over(told: Waiting, digests: Mapping[str, str], *, actor: Actor, now: datetime) -> None:
    """This will give each case the papers that it waits for: `digests` names the report that each stands on."""
    for case_id, papers in told.items():
        given = tuple(Paper(material=one, form="electronic", files=(digests[one],)) for one in papers)
        case_take_result(case_id=case_id, command=SupplyPaper(papers=given), actor=actor, now=now)


def reported(project: Project, results: Sequence[Result] | None = None) -> dict[str, str]:
    """This will name, for each paper, the digest of the newest report that stands for it; `results`: of these alone."""
    materials = {one.id: one.materials for one in settling.course(project.course).measurements}
    told = project.results if results is None else results
    return {material: one.digest for one in told for material in materials.get(one.measurement, ())}
