"""Checking the course of a project: its sources, and that every matter and paper in it is known."""

from collections.abc import Iterator

from yici.domain.catalogue import Catalogue
from yici.domain.checking.faults import check_sources, doubled, missing, untranslated
from yici.domain.fault import Fault
from yici.domain.project_course import ProjectCourse


def check_project(catalogue: Catalogue, course: ProjectCourse) -> Iterator[Fault]:
    """This will find everything wrong in one course."""
    subject = f"project:{course.id}"
    yield from check_sources(subject, course.sources, [("whole", course.whole)])
    yield from doubled(subject, "stages", (stage.id for stage in course.stages))
    yield from doubled(subject, "measurements", (one.id for one in course.measurements))
    yield from untranslated(subject, "gaps_en", course.gaps, course.gaps_en)
    known = {source.id for source in course.sources}
    cited = [(f"stages.{n}", stage.source) for n, stage in enumerate(course.stages)]
    cited += [(f"measurements.{n}", one.source) for n, one in enumerate(course.measurements)]
    yield from (missing(subject, f"{path}.source", "source", source) for path, source in cited if source not in known)
    yield from _names(catalogue, course, subject)
    if not course.stages:
        yield Fault("project.no_stage", "stages", {}, "fault", subject)


def _names(catalogue: Catalogue, course: ProjectCourse, subject: str) -> Iterator[Fault]:
    placed: dict[str, str] = {}
    for n, stage in enumerate(course.stages):
        for m, bundle in enumerate(stage.bundles):
            path = f"stages.{n}.bundles.{m}"
            if bundle not in catalogue.bundles:
                yield missing(subject, path, "bundle", bundle)
            if placed.setdefault(bundle, stage.id) != stage.id:
                yield Fault("project.two_stages", path, {"bundle": bundle, "other": placed[bundle]}, "fault", subject)
    for n, one in enumerate(course.measurements):
        for m, material in enumerate(one.materials):
            if material not in catalogue.materials:
                yield missing(subject, f"measurements.{n}.materials.{m}", "material", material)
