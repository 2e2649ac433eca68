"""Commitment (告知承诺): what is told, and what is signed for it."""

import hashlib

from yici.domain.plan import Plan


def told_digest(told: tuple[str, ...]) -> str:
    """This will give the SHA-256 of a commitment's text, by which a signature names exactly what was told."""
    return "sha256:" + hashlib.sha256("\n".join(told).encode()).hexdigest()


def to_sign(plan: Plan) -> dict[str, str]:
    """This will give what an applicant must sign under a plan: for each item on commitment, the digest of its text."""
    return {one.item: told_digest(one.told) for one in plan.schedule.approvals if one.committed}
