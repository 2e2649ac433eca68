"""Who may see and do what with a project: its builder, the window of the place, who measures for it."""

from yici.domain.authority import Grants
from yici.domain.error import Forbidden, NotFound
from yici.domain.event import Actor
from yici.domain.project import Project
from yici.projects.store import unknown


def authorise_opening(actor: Actor, place: str, grants: Grants, firm: str | None) -> None:
    """This will let people bring their own project or that of a firm for which they act now, and staff one of a place
    where they may. Raises Forbidden, NotFound("firm.unknown")."""
    if actor.kind != "person":
        grants.check("project.open", None, place, None)
    if firm is not None and firm not in grants.firms:
        raise NotFound("firm.unknown", remedy="choose one of your own firms")


def authorise(project: Project, actor: Actor, grants: Grants) -> None:
    """This will let the builder and the window of the place act. Raises NotFound for who may not even see it."""
    if is_builder(project, actor, grants):
        return
    check_readable(project, actor, grants)
    grants.check("project.open", None, project.place, None)


def is_builder(project: Project, actor: Actor, grants: Grants) -> bool:
    """This will say whether the project belongs to the account that acts, or to a firm for which it acts now: a firm's
    is not of whoever opened it and has left."""
    if project.firm is not None:
        return actor.kind == "person" and project.firm in grants.firms
    return project.applicant is not None and actor.id == project.applicant


def check_readable(project: Project, actor: Actor, grants: Grants) -> None:
    """This will pass for the builder, who may read projects of the place, and who measures. Raises NotFound."""
    if is_builder(project, actor, grants) or grants.may("project.read", None, project.place, None):
        return
    if not measures_for(grants) & {one.organisation for one in project.surveyors}:
        raise unknown()


def measures_for(grants: Grants) -> frozenset[str]:
    """This will give the organisations for which somebody hands results in."""
    return grants.scope("project.measure").organisations or frozenset()


def measures(project: Project, measurement: str, organisation: str | None, grants: Grants) -> str:
    """This will give the institution for which a result is handed in: the one that was asked for, else the actor's own
    that was named for it.

    Raises NotFound for a project that names none of theirs, and Forbidden for somebody of another organisation.
    """
    own = measures_for(grants)
    named = [one for one in project.surveyors if one.organisation in own]
    if not named:
        raise unknown()
    if organisation is None:
        return next((one for one in named if measurement in one.measurements), named[0]).organisation
    if organisation not in own:
        remedy = "hand results in for your own institution"
        raise Forbidden("authority.missing", action="project.measure", place=project.place, item="", remedy=remedy)
    return organisation
