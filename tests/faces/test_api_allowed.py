"""What GET of a case says that its caller may do: by item, and nothing that the machine refuses right away."""

from tests.faces.api_samples import Told, World
from yici.api.v1.allowed import name_of
from yici.api.v1.commands import COMMANDS
from yici.web.desk.forms import FORMS

NAMES = {one.name for one in COMMANDS} | {"record-inspection"}


def told_to(world: World, case: Told, who: str, item: str = "food-licence") -> set[str]:
    shown = world.get(f"/cases/{case['case']}", who)
    assert shown.status == 200, shown.content
    return {one["command"] for one in shown["allowed"] if item in one["items"]}


def test_every_offer_names_a_command_of_this_interface() -> None:
    assert {name_of(command) for command in (*FORMS, "rate", "ask_office")} == NAMES


def test_each_caller_is_told_their_own(world: World) -> None:
    case = world.submitted()
    assert "withdraw" in told_to(world, case, "wang")
    assert told_to(world, case, "wang") <= {"withdraw", "supply-paper", "ask-office"}
    assert {"accept", "decline", "request-correction", "withdraw"} <= told_to(world, case, "window")
    assert told_to(world, case, "supervisor") == {"issue-card", "urge", "convene"}
    accepted = world.act(case, "accept", "window")
    assert accepted.status == 200, accepted.content
    assert "accept" not in told_to(world, case, "window")


def test_what_is_told_can_be_done(world: World) -> None:
    case = world.submitted()
    world.act(case, "accept", "window")
    shown = world.get(f"/cases/{case['case']}", "market")
    [offer] = [one for one in shown["allowed"] if one["command"] == "decide"]
    assert offer == {
        "command": "decide", "items": ["individual-registration"], "on": "individual-registration", "hindered": [],
    }  # fmt: skip
    done = world.act(shown, "decide", "market", {"item": offer["on"], "grant": True})
    assert done.status == 200, done.content
    hindered = [one for one in world.get(f"/cases/{case['case']}", "market")["allowed"] if one["command"] == "decide"]
    assert [(one["on"], one["hindered"]) for one in hindered] == [("food-licence", ["decision.inspection_missing"])]
