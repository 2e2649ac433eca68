"""Verifying at the desk what was granted on a promise: kept, broken and repaired, or revoked."""

import pytest

from tests.apps.case_scenes import MONDAY, PROMISED, act, submit
from tests.faces.desk_scene import (
    SHOP,
    TUESDAY,
    actions,
    address,
    at,
    do,
    moment,
    now,
    people,
    sign_in,
    statuses,
    text_of,
)
from yici.domain.case import Accept, Case, Decide, Deliver, VerifyCommitment

__all__ = ["moment", "people", "sign_in"]


@pytest.fixture
def promised(people: None) -> Case:
    """A fire check granted on a promise, and delivered."""
    case = submit(1, answers=PROMISED).case
    act(case, Accept(), MONDAY)
    act(case, Decide(item=SHOP, grant=True), MONDAY)
    act(case, Decide(item="fire-check", grant=True), MONDAY)
    return act(case, Deliver(item="fire-check", way="window"), MONDAY).case


def test_a_kept_promise_is_closed(sign_in, promised, moment):
    fire = sign_in("fire")
    text = text_of(fire.get(address(promised.id, "verify", "fire-check")))
    assert "承诺的内容" in text
    typed = {"kept": "kept", "officer_1": "fire", "officer_2": "fire2", "note": ""}
    assert do(fire, promised.id, "verify", "fire-check", **typed).status_code == 302
    assert now(promised, moment).approval("fire-check").verification == "kept"


def test_a_broken_promise_names_what_was_found_and_is_repaired_or_revoked(sign_in, promised, moment):
    fire = sign_in("fire")
    bare = do(fire, promised.id, "verify", "fire-check", kept="broken", officer_1="fire", officer_2="fire2", note="")
    assert bare.status_code == 422
    assert "勾选发现的问题" in text_of(bare)
    assert "写明整改到哪一天" in text_of(bare)
    typed = {
        "kept": "broken", "findings": ["condition.not_met"], "repair_by": "2026-03-20", "officer_1": "fire",
        "officer_2": "fire2", "note": "疏散通道堵住了",
    }  # fmt: skip
    assert do(fire, promised.id, "verify", "fire-check", **typed).status_code == 302
    offered = {action.name for action in actions(fire.get(address(promised.id) + "?item=fire-check"))}
    assert "确认整改" in offered
    assert "撤销许可" not in offered, "the time to put it right runs"
    assert fire.get(address(promised.id, "revoke", "fire-check")).status_code == 409
    moment.now = at("2026-03-23")
    offered = {action.name for action in actions(fire.get(address(promised.id) + "?item=fire-check"))}
    assert offered >= {"确认整改", "撤销许可"}
    revoked = do(fire, promised.id, "revoke", "fire-check", grounds=["commitment.broken"], note="")
    assert revoked.status_code == 302
    assert statuses(promised, moment)["fire-check"] == "revoked"


def test_a_repair_that_was_confirmed_ends_it(sign_in, promised, moment):
    broken = VerifyCommitment(
        item="fire-check", kept=False, officers=("a", "b"), findings=("condition.not_met",),
        repair_by=at("2026-03-20").date(),
    )  # fmt: skip
    act(promised, broken, TUESDAY)
    assert do(sign_in("fire"), promised.id, "confirm_repair", "fire-check").status_code == 302
    assert now(promised, moment).approval("fire-check").verification == "repaired"
