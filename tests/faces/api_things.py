"""What staff have begun over the API: a draft of definitions, a deed done together, a rule that is tried."""

from tests.faces.api_samples import PLACE, World


def drafted(world: World) -> str:
    """A draft of definitions that nobody has changed yet."""
    made = world.write("/working-drafts", "editor", {"name": "试一试", "files": {}})
    assert made.status == 201, made.content
    return str(made["draft"]["id"])


def batched(world: World, cases: list[str]) -> str:
    """A deed that is to be done with the cases."""
    chosen = [{"case": one, "item": "food-licence", "version": 1} for one in cases]
    asked = world.write("/batches", "window", {"deed": "accept", "approvals": chosen})
    assert asked.status == 202, asked.content
    return str(asked["id"])


def tried_rule(world: World) -> str:
    """One what-if: of two that nobody has run yet the second is refused."""
    if waiting := world.get("/whatif", "supervisor")["items"]:
        return str(waiting[0]["id"])
    asked = world.write("/whatif", "supervisor", {"place": PLACE, "policy": {"parallel": False}})
    assert asked.status == 202, asked.content
    return str(asked["id"])
