"""What is granted on a commitment: signed as it was told, verified within its limit, put right or revoked."""

import pytest

from tests.domain.case_samples import (
    RESTAURANT,
    TWO,
    accepted,
    at,
    do,
    ends,
    submitted,
)  # fmt: skip
from yici.domain.case import (
    Decide,
    Deliver,
    Revoke,
    VerifyCommitment,
)  # fmt: skip
from yici.domain.clock import ending_day
from yici.domain.commitment import to_sign, told_digest
from yici.domain.error import Invalid, Refused


def test_a_commitment_is_granted_first_and_verified_within_its_limit():
    case = accepted(at("2026-03-02"))
    case = do(case, Decide(item="fire", grant=True), at("2026-03-02", 10))
    assert str(ending_day(ends(case, "verification", "fire"))) == "2026-03-30"
    case = do(case, Deliver(item="fire", way="window"), at("2026-03-03"))
    assert case.approval("fire").open
    case = do(case, VerifyCommitment(item="fire", kept=True, officers=TWO), at("2026-03-10"))
    assert not case.approval("fire").open


def test_a_broken_commitment_needs_findings_and_a_day_to_repair_it():
    case = do(accepted(at("2026-03-02")), Decide(item="fire", grant=True), at("2026-03-02", 10))
    with pytest.raises(Invalid, match=r"commitment\.repair"):
        do(case, VerifyCommitment(item="fire", kept=False, officers=TWO), at("2026-03-10"))
    broken = VerifyCommitment(
        item="fire", kept=False, officers=TWO, findings=("condition.not_met",), repair_by=at("2026-03-13").date()
    )
    case = do(case, broken, at("2026-03-10"))
    assert (case.approval("fire").verification, ends(case, "repair", "fire")) == ("broken", at("2026-03-14", 0))


@pytest.mark.parametrize("more", [{"findings": ("papers.untrue",)}, {"repair_by": at("2026-03-13").date()}])
def test_what_was_kept_has_no_findings_and_nothing_to_repair(more):
    case = do(accepted(at("2026-03-02")), Decide(item="fire", grant=True), at("2026-03-02", 10))
    with pytest.raises(Invalid, match=r"commitment\.kept_with_findings"):
        do(case, VerifyCommitment(item="fire", kept=True, officers=TWO, **more), at("2026-03-10"))


REPAIR_ENDS = [  # when the body revokes, whether the day to repair it (Friday 13 March) is over
    (at("2026-03-10", 10), False),
    (at("2026-03-13", 23, 59), False),
    (at("2026-03-14", 0), True),
    (at("2026-03-16"), True),
]


@pytest.mark.parametrize("delivered", [True, False])
@pytest.mark.parametrize(("moment", "over"), REPAIR_ENDS)
def test_nobody_is_revoked_before_the_day_to_repair_it_is_over(moment, over, delivered):
    """State Council Office 2020 No. 42: put right within the time first."""
    case = do(accepted(at("2026-03-02")), Decide(item="fire", grant=True), at("2026-03-02", 10))
    if delivered:
        case = do(case, Deliver(item="fire", way="window"), at("2026-03-03"))
    found = {"findings": ("condition.not_met",), "repair_by": at("2026-03-13").date()}
    case = do(case, VerifyCommitment(item="fire", kept=False, officers=TWO, **found), at("2026-03-10"))
    revoke = Revoke(item="fire", grounds=("commitment.broken",))
    if over:
        assert do(case, revoke, moment).approval("fire").status == "revoked"
    else:
        with pytest.raises(Refused, match=r"commitment\.repair_running") as told:
            do(case, revoke, moment)
        assert told.value.params["until"] == "2026-03-13"


def test_nobody_is_decided_on_a_commitment_that_was_not_signed_as_it_was_told():
    with pytest.raises(Invalid, match=r"commitment\.not_signed"):
        submitted(at("2026-03-02"), commitments={})
    with pytest.raises(Invalid, match=r"commitment\.not_signed"):
        submitted(at("2026-03-02"), commitments={"fire": told_digest(("an older text",))})
    with pytest.raises(Invalid, match=r"commitment\.not_asked"):
        submitted(at("2026-03-02"), commitments={**to_sign(RESTAURANT), "food": told_digest(())})
    case, [event] = submitted(at("2026-03-02"))
    assert event.commitments == {"fire": told_digest(())}
    assert case.approval("fire").committed
