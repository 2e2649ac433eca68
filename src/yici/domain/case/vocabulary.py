"""The codes that say why: each command has its own, so that nothing else gets into the open part of an event.

What they mean is put into words by the faces. A reason that none of them names is `other`, with words in the note.
"""

from typing import Final, get_args

from yici.domain.case import beside_commands as x
from yici.domain.case import commands as c
from yici.domain.case.parts import DeadlineName, Heard
from yici.domain.item import PaperForm

OTHER: Final = "other"
DEFECTS: Final = frozenset(
    {
        "paper.missing", "paper.unclear", "paper.incomplete", "paper.unsigned", "paper.expired", "paper.wrong_form",
        "paper.wrong_paper", "paper.inconsistent", "field.missing", "field.wrong", "field.inconsistent",
    }
)  # fmt: skip
"""What is to be corrected (Administrative Licensing Law Art. 32(4))."""
NOT_ACCEPTED: Final = frozenset(
    {"no_licence_needed", "not_competent", "not_entitled", "already_decided", "not_supplied", OTHER}
)
"""Why an application is not accepted (Art. 32(1), 32(2))."""
GROUNDS: Final = frozenset(
    {
        "condition.not_met", "inspection.failed", "papers.untrue", "papers.missing", "plan.conflict", "prohibited",
        OTHER,
    }
)  # fmt: skip
"""Why it is refused, or a department is against it (Art. 38, 55)."""
REVOKED: Final = frozenset({"commitment.broken", "commitment.false", OTHER})
"""Why what was granted on a promise is revoked (State Council Office 2020 No. 42)."""
FINDINGS: Final = frozenset({"condition.not_met", "papers.absent", "papers.untrue", OTHER})
"""What the check of a promise found."""
RECUSED: Final = frozenset({"own_interest", "relative", "other_interest"})
"""Why an officer has no part in an item."""
CONDUCT: Final = frozenset({"not_accepted", "slow", "step", "reasons", "offline", "fee", "conduct", OTHER})
"""What a supervisor sends a card about by hand, beside a limit."""
HANDED: Final = frozenset({"signed", "courier", "system"})
"""How a result is known to have arrived: somebody signed for it, or a courier's or a system's own record says so."""
URGED: Final = frozenset({"due_soon", "late", "others_wait", "applicant_asks", OTHER})
"""Why a unit is urged."""
MEETING_ABOUT: Final = frozenset({"joint_review", "differing", "sequence", "late", OTHER})
"""What departments are called together for."""
MEETING_RESULTS: Final = frozenset({"agreed", "conditions", "not_agreed", "again"})
"""What came out of a meeting."""

VOCABULARY: Final[dict[tuple[type, str], frozenset[str]]] = {
    (c.RequestCorrection, "defects.code"): DEFECTS,
    (c.DeclineAcceptance, "reason"): NOT_ACCEPTED,
    (c.Decide, "grounds"): GROUNDS,
    (c.Revoke, "grounds"): REVOKED,
    (c.VerifyCommitment, "findings"): FINDINGS,
    (c.Deliver, "proof"): HANDED,
    (c.DeliverTogether, "proof"): HANDED,
    (x.GiveOpinion, "grounds"): GROUNDS,
    (x.Recuse, "reason"): RECUSED,
    (x.HearInterested, "answer"): frozenset(get_args(Heard)),
    (x.Urge, "about"): URGED,
    (x.Convene, "about"): MEETING_ABOUT,
    (x.RecordMeeting, "result"): MEETING_RESULTS,
    (x.IssueCard, "about"): CONDUCT | frozenset(get_args(DeadlineName)),
    **{(kind, "papers.form"): frozenset(get_args(PaperForm)) for kind in (c.Submit, c.SupplyCorrection, c.SupplyPaper)},
}
"""By command and field."""
