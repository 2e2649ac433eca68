"""How a licence ends by the Administrative Licensing Law: Art. 69 (revocation), 70 (cancellation)."""

from typing import Any

import pytest

from tests.domain.licence_samples import (
    apply,
    at,
    context,
    do,
    settled,
    until,
)
from yici.domain.error import Invalid, Refused
from yici.domain.licence import (
    CANCELLATION,
    EDGES,
    FINAL,
    REVOCATION,
    SENTENCES,
    CancelLicence,
    Licence,
    RevokeLicence,
    next_due,
)


def in_state(status: str) -> Licence:
    held = until("2026-06-30")
    made = {
        "valid": lambda: held,
        "renewing": lambda: apply(held, at("2026-05-01")),
        "expired": lambda: settled(held, at("2026-07-01"))[0],
        "revoked": lambda: do(held, RevokeLicence(grounds=("deception",)), at("2026-05-02")),
        "cancelled": lambda: do(held, CancelLicence(ground="holder_ended"), at("2026-05-02")),
    }
    return made[status]()


@pytest.mark.parametrize("status", SENTENCES)
@pytest.mark.parametrize("ground", REVOCATION)
def test_revocation_by_ground_and_state(ground: str, status: str) -> None:
    command = RevokeLicence(grounds=(ground,), basis="某法第一条", note="理由")
    licence = in_state(status)
    if status in ("valid", "renewing"):
        after = do(licence, command, at("2026-07-01"), settle=False)
        assert (after.status, after.asked, next_due(after)) == ("revoked", None, None)
    else:
        with pytest.raises(Refused, match=r"licence\.(wrong_state|ground_not_met)"):
            do(licence, command, at("2026-07-01"))


@pytest.mark.parametrize("status", SENTENCES)
@pytest.mark.parametrize("ground", CANCELLATION)
def test_cancellation_by_ground_and_state(ground: str, status: str) -> None:
    command = CancelLicence(ground=ground, basis="某法第一条")
    licence = in_state(status)
    if status in CANCELLATION[ground].states:
        assert do(licence, command, at("2026-07-01"), settle=False).status == "cancelled"
    else:
        with pytest.raises(Refused, match=r"licence\.(wrong_state|ground_not_met)"):
            do(licence, command, at("2026-07-01"), settle=False)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (RevokeLicence(grounds=()), "decision.grounds"),
        (RevokeLicence(grounds=("because",)), "licence.ground"),
        (RevokeLicence(grounds=("other_by_law",)), "licence.no_basis"),
        (CancelLicence(ground="because"), "licence.ground"),
        (CancelLicence(ground="other_by_law", basis=" "), "licence.no_basis"),
    ],
)
def test_ending_one_takes_a_ground_of_the_law(command: Any, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        do(until("2026-06-30"), command, at("2026-05-01"))


def test_every_ground_and_edge_names_its_source_and_every_state_is_reached() -> None:
    assert all(
        "Art. " in ground.source or "No. 42" in ground.source
        for ground in (*REVOCATION.values(), *CANCELLATION.values())
    )
    assert all(edge.source for edge in EDGES.values())
    assert {edge.to for edge in EDGES.values()} == set(SENTENCES)
    assert {state for state in SENTENCES if not any(state in edge.origins for edge in EDGES.values())} == FINAL


def test_words_for_the_holder_stand_apart() -> None:
    _, [event] = _events(until("2026-06-30"), RevokeLicence(grounds=("deception",), note=" 提供虚假材料 "))
    assert event.private == {"note": "提供虚假材料", "basis": ""}
    assert event.remedies == "remedies"


def _events(licence: Licence, command: Any) -> Any:
    from yici.domain.licence import decide

    return licence, decide(licence, command, context(at("2026-05-01")))
