"""Licences over the API: granted, read, listed, renewed, taken back, struck off."""

from tests.apps.licence_scenes import IN_TIME, RUNNING, SIGN
from tests.faces.api_licences import end, granted
from tests.faces.api_paging import everything
from tests.faces.api_samples import MONDAY, PLACE, SMALL, World
from yici.people.ids import new_id


def test_a_licence_is_read_with_its_version_and_listed_to_those_whom_it_concerns(world: World) -> None:
    licence = granted(world)
    assert (licence["type"], licence["status"], licence["period"]["until"]) == ("sign_permit", "valid", "2026-06-30")
    assert licence.headers["ETag"] == '"1"'
    for who in ("wang", "window", "city", "supervisor"):
        assert licence["id"] in everything(world, "/licences", who)
    for who in ("market", "chen", "operator"):
        assert licence["id"] not in everything(world, "/licences", who)


def test_an_end_that_nobody_states_is_null(world: World) -> None:
    licence = granted(world, until=None)
    assert (licence["period"]["until"], licence["period"]["long_term"]) == (None, False)


def test_a_renewal_is_asked_for_by_naming_the_licence(world: World) -> None:
    licence = granted(world)
    world.clock.on(IN_TIME)
    told = world.write("/cases", "wang", world.application(RUNNING) | {"renews": {SIGN: licence["id"]}})
    assert told.status == 201, told.content
    again = world.write("/cases", "wang", world.application(RUNNING) | {"renews": {SIGN: licence["id"]}})
    assert (again.status, again["code"]) == (409, "renewal.asked")
    seen = world.get(f"/licences/{licence['id']}", "wang")
    assert (seen["status"], seen["asked"]["in_time"], seen["asked"]["latest"]) == ("renewing", True, "2026-05-31")
    case = world.get(f"/cases/{told['case']}", "wang")
    [approval] = [one for one in case["approvals"] if one["renews"]]
    assert (approval["item"], approval["renewal"]["name"]) == (SIGN, "renewal")


def test_somebody_elses_licence_cannot_be_renewed_or_told_from_none(world: World) -> None:
    licence = granted(world)
    answers = [
        world.write("/cases", "wang", world.application(SMALL) | {"renews": {"food-licence": name}})
        for name in (str(new_id()), str(new_id()))
    ]
    assert {(told.status, told["code"]) for told in answers} == {(404, "licence.unknown")}
    wrong = world.write("/cases", "wang", world.application(SMALL) | {"renews": {"food-licence": licence["id"]}})
    assert (wrong.status, wrong["code"]) == (409, "renewal.wrong_type")
    foreign = world.write("/cases", "wang", world.application(SMALL) | {"renews": {SIGN: licence["id"]}})
    assert (foreign.status, foreign["code"]) == (422, "renewal.not_asked")


def test_taken_back_and_struck_off_on_grounds_of_the_law_once_per_key(world: World) -> None:
    licence, key = granted(world), str(new_id())
    body = {"grounds": ["deception"], "note": "租赁合同是假的"}
    done = end(world, licence, "revoke", body, Idempotency_Key=key)
    assert (done.status, done["version"]) == (200, 2)
    again = end(world, licence, "revoke", body, Idempotency_Key=key)
    assert (again.content, again.headers["Idempotency-Replayed"]) == (done.content, "true")
    stale = end(world, licence, "cancel", {"ground": "revoked"})
    assert (stale.status, stale["code"], stale.headers["ETag"]) == (412, "licence.stale", '"2"')
    seen = world.get(f"/licences/{licence['id']}", "city")
    assert (seen["status"], seen["holds"]) == ("revoked", False)
    assert end(world, seen, "cancel", {"ground": "revoked"}).status == 200
    assert end(world, world.get(f"/licences/{licence['id']}", "city"), "cancel", {"ground": "revoked"}).status == 409


def test_what_is_no_ground_of_the_law_is_refused(world: World) -> None:
    licence = granted(world)
    cases = (
        ("revoke", {"grounds": []}, 422, "decision.grounds"),
        ("revoke", {"grounds": ["because"]}, 422, "licence.ground"),
        ("cancel", {"ground": "not_renewed"}, 409, "licence.ground_not_met"),
        ("cancel", {"ground": "other_by_law"}, 422, "licence.no_basis"),
        ("cancel", {"ground": "holder_ended", "more": 1}, 422, "request.invalid"),
    )
    for name, body, status, code in cases:
        told = end(world, licence, name, body)
        assert (told.status, told["code"]) == (status, code), told.content
    assert world.get(f"/licences/{licence['id']}", "city")["version"] == 1
    assert (licence["place"], world.clock()) == (PLACE, MONDAY)
