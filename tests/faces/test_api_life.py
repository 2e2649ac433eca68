"""The life of a restaurant over the API, from the plan to a receipt that anybody can verify."""

from datetime import timedelta
from uuid import UUID

from tests.faces.api_courses import DECIDERS, OFFICERS, inspected, latest, recorded
from tests.faces.api_samples import BUNDLE, LARGE, MONDAY, PLACE, PROMISED, SMALL, Told, World
from yici.ledger.checkpoints import checkpoint
from yici.ledger.evidence import verify_receipt
from yici.ledger.services import history


def keys(world: World) -> dict[str, bytes]:
    return {name: bytes.fromhex(key) for name, key in world.get("/keys").json.items()}


def statuses(world: World, case: str, who: str = "wang") -> dict[str, str]:
    shown = world.get(f"/cases/{case}", who)
    return {approval["item"]: approval["status"] for approval in shown["approvals"]}


def granted(world: World, told: Told, item: str) -> Told:
    done = world.act(told, "decide", DECIDERS[item], {"item": item, "grant": True})
    assert done.status == 200, done.content
    return done


def test_a_small_restaurant_goes_from_plan_to_delivery_and_its_receipt_verifies(world: World) -> None:
    wish = {"bundle": BUNDLE, "place": PLACE, "answers": SMALL}
    plan = world.call("POST", "/plans", "wang", wish)["plan"]
    assert plan["bundle"] == BUNDLE
    items = [approval["item"] for approval in plan["schedule"]["approvals"]]
    told = world.submitted()
    case = told["case"]
    assert told.headers["Location"] == f"/api/v1/cases/{case}"
    assert set(statuses(world, case)) == set(items)
    world.clock.on(MONDAY + timedelta(hours=1))
    told = world.act(told, "accept", "window")
    assert told.status == 200, told.content
    told = granted(world, told, "individual-registration")
    world.clock.on(MONDAY + timedelta(days=1))
    told = inspected(world, told, case)
    for item in items:
        if item != "individual-registration":
            told = granted(world, told, item)
    for item in items:
        told = world.act(told, "deliver", "window", {"item": item, "way": "window"})
        assert told.status == 200, told.content
    shown = latest(world, case)
    assert shown["phase"] == "closed"
    assert shown["owner"] is None
    assert shown["version"] == told["version"]
    assert {approval["outcome"] for approval in shown["approvals"]} <= {"granted", "registered", "filed", "provided"}
    events = world.get(f"/cases/{case}/events", "wang")["items"]
    assert [event["seq"] for event in events] == list(range(1, told["version"] + 1))
    assert verify_receipt(told["receipt"], keys(world)).valid


def test_a_correction_is_told_once_and_supplied_once(world: World) -> None:
    told = world.submitted()
    case = told["case"]
    paper = next(p["material"] for p in world.application()["papers"])
    plan = world.get(f"/cases/{case}/plan", "window")["plan"]
    item = next(m["items"][0] for m in plan["materials"] if m["material"] == paper)
    element = next(f["element"] for f in plan["form"]["fields"] if item in f["items"] and f["element"].endswith("name"))
    defects = [
        {"item": item, "target": paper, "code": "paper.unclear"},
        {"item": item, "target": element, "code": "field.wrong"},
    ]
    world.clock.on(MONDAY + timedelta(hours=2))
    told = world.act(told, "request-correction", "window", {"defects": defects, "notes": {paper: "看不清"}})
    assert told.status == 200, told.content
    shown = latest(world, case)
    assert shown["phase"] == "correcting"
    assert {defect["target"] for defect in shown["defects"]} == {paper, element}
    half = world.act(told, "supply-correction", "wang", {"papers": [{"material": paper}]})
    assert (half.status, half["code"]) == (422, "correction.missing")
    supplied = {"papers": [{"material": paper, "form": "copy"}], "form": {element: "王小面"}}
    told = world.act(told, "supply-correction", "wang", supplied)
    assert told.status == 200, told.content
    assert statuses(world, case)[item] == "received"
    again = {"defects": [{"item": item, "target": "something-new", "code": "paper.unclear"}]}
    refused = world.act(told, "request-correction", "window", again)
    assert (refused.status, refused["code"]) == (409, "correction.only_once")


def test_a_request_to_correct_can_be_taken_back(world: World) -> None:
    told = world.submitted()
    paper = world.application()["papers"][0]["material"]
    plan = world.get(f"/cases/{told['case']}/plan", "window")["plan"]
    item = next(m["items"][0] for m in plan["materials"] if m["material"] == paper)
    told = world.act(
        told, "request-correction", "window", {"defects": [{"item": item, "target": paper, "code": "paper.unclear"}]}
    )
    told = world.act(told, "withdraw-correction", "window")
    assert told.status == 200, told.content
    assert statuses(world, told["case"])[item] == "received"


def test_an_item_can_be_refused_not_accepted_and_withdrawn(world: World) -> None:
    told = world.submitted()
    declined = {"item": "food-licence", "reason": "not_competent", "competent": "health", "note": "去隔壁"}
    told = world.act(told, "decline", "window", declined)
    assert told.status == 200, told.content
    assert statuses(world, told["case"])["food-licence"] == "not_accepted"
    told = world.act(told, "withdraw", "wang")
    assert told.status == 200, told.content
    assert latest(world, told["case"])["phase"] == "closed"


def test_a_refusal_needs_grounds(world: World) -> None:
    told = world.submitted()
    case = told["case"]
    told = world.act(told, "accept", "window")
    told = granted(world, told, "individual-registration")
    bare = world.act(told, "decide", "market", {"item": "food-licence", "grant": False})
    assert (bare.status, bare["code"]) == (422, "decision.grounds")
    told = world.act(
        told, "decide", "market", {"item": "food-licence", "grant": False, "grounds": ["condition.not_met"]}
    )
    assert told.status == 200, told.content
    assert statuses(world, case)["food-licence"] == "refused"


def test_a_visit_of_two_departments_is_set_by_the_lead_and_recorded_by_each(world: World) -> None:
    told = world.write("/cases", "wang", world.application(LARGE))
    case = told["case"]
    told = granted(world, world.act(told, "accept", "window"), "individual-registration")
    day = (world.clock() + timedelta(days=1)).date().isoformat()
    visit = {"visit": "v", "items": ["food-licence", "fire-check"], "on": day, "officers": OFFICERS}
    for who in ("market", "fire"):
        assert world.act(told, "plan-inspection", who, visit)["code"] == "authority.missing"
    told = world.act(told, "plan-inspection", "lead", visit)
    assert told.status == 200, told.content
    there = [str(world.users[one]) for one in ("fire", "lead")]
    record = {"visit": "v", "items": ["fire-check"], "officers": there}
    early = world.act(told, "record-inspection", "fire", record)
    assert (early.status, early["code"]) == (409, "inspection.too_early")
    world.clock.on(MONDAY + timedelta(days=1, hours=4))
    assert world.act(told, "record-inspection", "market", record)["code"] == "authority.missing"
    unknown = world.act(told, "record-inspection", "fire", {**record, "failed": ["fire-check:fire-premises#99"]})
    assert (unknown.status, unknown["code"]) == (422, "inspection.unknown_point")
    told = recorded(world, told, "fire", {**record, "failed": ["fire-check:fire-premises#2"]})
    [shown] = latest(world, case)["visits"]
    assert (shown["recorded"], [part["items"] for part in shown["parts"]]) == (False, [["fire-check"]])
    told = recorded(world, told, "market", {"visit": "v"})
    [shown] = latest(world, case)["visits"]
    assert (shown["recorded"], shown["failed"]) == (True, ["fire-check:fire-premises#2"])
    events = [e for e in world.get(f"/cases/{case}/events", "wang")["items"] if e["kind"] == "inspection.recorded"]
    assert [event["body"]["items"] for event in events] == [["fire-check"], ["food-licence"]]


def test_a_commitment_is_signed_verified_repaired_or_revoked(world: World) -> None:
    body = world.application(PROMISED)
    assert body["commitments"]
    unsigned = world.write("/cases", "wang", {**body, "commitments": {}})
    assert (unsigned.status, unsigned["code"]) == (422, "commitment.not_signed")
    told = world.write("/cases", "wang", body)
    assert told.status == 201, told.content
    case = told["case"]
    [item] = body["commitments"]
    told = world.act(told, "accept", "window")
    told = granted(world, told, "individual-registration")
    if statuses(world, case)[item] == "handling":
        told = granted(world, told, item)
    assert statuses(world, case)[item] == "decided"
    broken = {
        "item": item,
        "kept": False,
        "officers": OFFICERS,
        "findings": ["condition.not_met"],
        "repair_by": "2026-03-20",
    }
    told = world.act(told, "verify-commitment", DECIDERS[item], broken)
    assert told.status == 200, told.content
    repaired = world.act(told, "confirm-repair", DECIDERS[item], {"item": item})
    assert repaired.status == 200, repaired.content
    late = world.act(repaired, "revoke", DECIDERS[item], {"item": item, "grounds": ["commitment.broken"]})
    assert (late.status, late["code"]) == (409, "commitment.wrong_state")


def test_a_paper_that_may_come_later_comes_later(world: World) -> None:
    body = world.application(LARGE)
    told = world.write("/cases", "wang", body)
    owed = latest(world, told["case"])["owed"]
    if not owed:
        materials = world.get(f"/cases/{told['case']}/plan", "wang")["plan"]["materials"]
        assert not [m for m in materials if m["how"] == "deferrable"]
        refused = world.act(told, "supply-paper", "wang", {"papers": [{"material": body["papers"][0]["material"]}]})
        assert (refused.status, refused["code"]) == (422, "paper.not_owed")
        return
    told = world.act(told, "supply-paper", "wang", {"papers": [{"material": owed[0]["material"]}]})
    assert told.status == 200, told.content
    assert owed[0] not in latest(world, told["case"])["owed"]


def test_number_and_code_show_where_a_case_stands_without_a_token(world: World) -> None:
    told = world.submitted()
    asked = {"number": told["number"], "code": told["query_code"]}
    shown = world.call("POST", "/status", None, asked)
    assert shown.status == 200
    assert shown["phase"] == "received"
    assert {approval["item"] for approval in shown["approvals"]} == set(statuses(world, told["case"]))
    assert "王" not in shown.content.decode()
    lower = world.call("POST", "/status", None, {"number": told["number"].lower(), "code": told["query_code"].lower()})
    assert lower.content == shown.content
    wrong = world.call("POST", "/status", None, {**asked, "code": "22222222"})
    unknown = world.call("POST", "/status", None, {**asked, "number": "330800202603020000009X"})
    assert wrong.status == unknown.status == 404
    assert wrong.content == unknown.content


def test_a_receipt_verifies_alone_and_with_its_proof_after_a_checkpoint(world: World) -> None:
    told = world.submitted()
    public = keys(world)
    assert verify_receipt(told["receipt"], public).valid
    full = world.get(f"/cases/{told['case']}/receipt?seq=1", "wang")
    assert full["statement"] == told["receipt"]["statement"]
    assert full["proof"] is None
    checkpoint(now=world.clock())
    proven = world.get(f"/cases/{told['case']}/receipt", "wang").json
    verdict = verify_receipt(proven, public)
    assert (verdict.valid, verdict.included) == (True, True)
    forged = {**proven, "statement": {**proven["statement"], "seq": 2}}
    assert not verify_receipt(forged, public).valid
    assert world.get(f"/cases/{told['case']}/receipt?seq=99", "wang")["code"] == "event.unknown"


def test_what_the_record_says_is_what_the_api_says(world: World) -> None:
    told = world.submitted()
    shown = world.get(f"/cases/{told['case']}/events", "wang")["items"]
    stored = history(UUID(told["case"]))
    assert [(one["seq"], one["kind"], one["hash"]) for one in shown] == [
        (one.seq, one.kind, one.hash.hex()) for one in stored
    ]
    assert "王" not in world.get(f"/cases/{told['case']}/events", "wang").content.decode()


def test_silence_is_shown_as_the_law_has_it_though_no_timer_ran(world: World) -> None:
    told = world.submitted()
    world.clock.on(MONDAY + timedelta(days=30))
    shown = latest(world, told["case"])
    assert shown["version"] == 1
    assert [approval["item"] for approval in shown["approvals"] if approval["by_silence"]]


def test_a_window_hands_in_for_somebody_who_then_follows_by_code(world: World) -> None:
    told = world.submitted(who="window")
    assert world.get(f"/cases/{told['case']}", "wang").status == 404
    shown = world.call("POST", "/status", None, {"number": told["number"], "code": told["query_code"]})
    assert shown.status == 200
    assert world.write("/cases", "supervisor", world.application()).status == 403
    refused = world.write("/cases", "window-elsewhere", world.application())
    assert (refused.status, refused["code"]) == (403, "receiving.not_here")
    assert refused["params"]["place"] == "330800000000"
    assert world.submitted(who="platform").status == 201


def test_a_form_with_faults_names_every_one(world: World) -> None:
    body = world.application()
    element = next(iter(body["form"]))
    body["form"] |= {"no.such_element": "1", element: "x" * 3000}
    told = world.write("/cases", "wang", body)
    assert (told.status, told["code"]) == (422, "form.invalid")
    assert {(fault["at"], fault["code"]) for fault in told["faults"]} >= {("no.such_element", "form.surplus")}
