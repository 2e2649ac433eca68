"""Engineering projects over the API: opened, commanded, read, and the acceptance that goes into one."""

from itertools import count
from typing import Any

from tests.apps.case_scenes import papers_of, person
from tests.apps.project_scenes import ANSWERS
from tests.faces.api_samples import PLACE, Told, World
from yici.catalogue import queries as catalogue
from yici.demo.filling import fill_form
from yici.domain.commitment import to_sign
from yici.intake.services import plan_make
from yici.people.ids import new_id

CODES = count(800_001)
"""Beyond those that single tests and the page of the API write out."""
MEASURED = {"organisation": "demo-institute", "measurements": ["completion_survey"]}
REPORT = {"measurement": "completion_survey", "digest": "d" * 64}


def code() -> str:
    """This will give a code of the investment platform that no other project has."""
    return f"2603-330802-04-01-{next(CODES):06}"


def opened(world: World, who: str = "wang", **more: Any) -> Told:
    body = {"code": code(), "name": "厂房一期(演示)", "place": PLACE} | more
    told = world.write("/projects", who, body)
    assert told.status == 201, told.content
    return told


def do(world: World, told: Told, name: str, body: Any, who: str = "wang", **headers: str) -> Told:
    """This will send a command on the version that an answer told."""
    project = told.json.get("project") or told["id"]
    sent = {"If_Match": f'"{told["version"]}"', "Idempotency_Key": str(new_id()), **headers}
    return world.call("POST", f"/projects/{project}/{name}", who, body, **sent)


def seen(world: World, told: Told, who: str = "wang") -> Told:
    return world.get(f"/projects/{told['project']}", who)


def acceptance(world: World) -> Told:
    """This will hand in the joint acceptance of Wang's works."""
    plan = plan_make(bundle="joint-acceptance", place=PLACE, answers=ANSWERS, now=world.clock())
    papers = [{"material": one.material, "form": one.form, "copies": one.copies} for one in papers_of(plan)]
    body = {
        "bundle": "joint-acceptance", "place": PLACE, "answers": ANSWERS, "papers": papers,
        "form": fill_form(plan, catalogue.current().elements, person("wang"), "厂房一期(演示)"),
        "commitments": to_sign(plan),
    }  # fmt: skip
    told = world.write("/cases", "wang", body)
    assert told.status == 201, told.content
    return told
