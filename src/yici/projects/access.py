"""Who may see and do what with a project: its builder, the window of the place, who measures for it."""

from yici.domain.authority import Grants
from yici.domain.error import Forbidden
from yici.domain.event import Actor
from yici.domain.project import Project
from yici.projects.store import unknown


def authorise_opening(actor: Actor, place: str, grants: Grants) -> None:
    """This will let people bring their own project, and staff one of a place where they may. Raises Forbidden."""
    if actor.kind != "person":
        grants.check("project.open", None, place, None)


def authorise(project: Project, actor: Actor, grants: Grants) -> None:
    """This will let the builder and the window of the place act. Raises NotFound for who may not even see it."""
    if is_builder(project, actor):
        return
    check_readable(project, actor, grants)
    grants.check("project.open", None, project.place, None)


def is_builder(project: Project, actor: Actor) -> bool:
    """This will say whether the project belongs to the account that acts."""
    return project.applicant is not None and actor.id == project.applicant


def check_readable(project: Project, actor: Actor, grants: Grants) -> None:
    """This will pass for the builder, who may read projects of the place, and who measures. Raises NotFound."""
    if is_builder(project, actor) or grants.may("project.read", None, project.place, None):
        return
    if not measures_for(grants) & {one.organisation for one in project.surveyors}:
        raise unknown()


def measures_for(grants: Grants) -> frozenset[str]:
    """This will give the organisations for which somebody hands results in."""
    return grants.scope("project.measure").organisations or frozenset()


def check_measures(project: Project, organisation: str, grants: Grants) -> None:
    """This will pass for somebody of the organisation, if it is named in the project.

    Raises NotFound for a project that names it not, and Forbidden for somebody of another organisation.
    """
    if not measures_for(grants) & {one.organisation for one in project.surveyors}:
        raise unknown()
    if organisation not in measures_for(grants):
        remedy = "hand results in for your own institution"
        raise Forbidden("authority.missing", action="project.measure", place=project.place, item="", remedy=remedy)
