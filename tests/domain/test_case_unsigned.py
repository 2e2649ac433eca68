"""What a window took in without a signature: nothing is accepted or granted on it until the signed form has come."""

from dataclasses import replace

import pytest

from tests.domain.case_samples import REGISTRATION, approval, at, context, do, material, plan_of, submitted
from yici.domain.case import Accept, Case, Decide, Received, decide
from yici.domain.case.granting import obstacles
from yici.domain.error import Refused
from yici.domain.signing import PlannedSigner

NOW = at("2026-03-02")
WINDOW = Received("330800000000", "window")


def taken_in(*approvals):
    """This will take in what a buyer has not signed, without its form."""
    items = tuple(one.item for one in approvals)
    plan = plan_of(*approvals, materials=(material("form", items, "form"),))
    plan = replace(plan, signers=(PlannedSigner("buyer", items, "basis", "source"),))
    return plan, submitted(NOW, plan, received=WINDOW)[0]


def with_form(case: Case) -> Case:
    return replace(case, given=(*case.given, "form"))


def test_a_registration_that_is_decided_as_received_waits_for_the_signature() -> None:
    plan, case = taken_in(REGISTRATION)
    assert case.unsigned == ("buyer",)
    with pytest.raises(Refused) as refused:
        decide(case, Decide(item="registration", grant=True), context(NOW, plan))
    assert (refused.value.code, refused.value.params["roles"]) == ("signature.missing", ["buyer"])
    granted = do(with_form(case), Decide(item="registration", grant=True), NOW, plan)
    assert granted.approval("registration").outcome == "registered"


def test_nothing_is_accepted_before_the_form_came() -> None:
    plan, case = taken_in(approval("food"))
    with pytest.raises(Refused, match=r"signature\.missing"):
        decide(case, Accept(), context(NOW, plan))
    assert do(with_form(case), Accept(), NOW, plan).approval("food").status == "handling"


def test_what_silence_accepted_is_granted_without_the_signature_only_with_words() -> None:
    plan, case = taken_in(approval("food"))
    silent = replace(case.approval("food"), by_silence=True, status="accepted")
    [planned] = plan.schedule.approvals
    found = [(one.code, one.spoken) for one in obstacles(case, silent, planned, plan)]
    assert ("signature.missing", True) in found
