"""Why a clock stands still, in words: a cause of the law, or one of the place's own rule by the name it has there."""

from yici.domain.plan import PlannedApproval
from yici.domain.reason import Reason
from yici.domain.regime import LocalCause
from yici.domain.workdays import DayLine
from yici.web.case_words import worded
from yici.web.reason_words import CAUSE_WORDS
from yici.web.words import Names
from yici.web.words import worded as reason_worded

PAUSED = "day.paused"


def local_cause(cause: str, planned: PlannedApproval | None) -> LocalCause | None:
    """This will give the place's own cause of that id; None for a cause of the law."""
    own = planned.local_causes if planned else ()
    return next((one for one in own if one.id == cause and cause not in CAUSE_WORDS), None)


def is_local(cause: str, planned: PlannedApproval | None) -> bool:
    """This will say whether a cause is the place's own: it stops the promise and never the legal limit."""
    return local_cause(cause, planned) is not None


def cause_word(cause: str, planned: PlannedApproval | None, names: Names) -> str:
    """This will name a cause."""
    own = local_cause(cause, planned)
    if own is None:
        return worded(CAUSE_WORDS, cause)
    return (names.english and own.name_en) or own.name


def cause_source(cause: str, planned: PlannedApproval | None) -> str:
    """This will give the source of the place's own rule; empty for a cause of the law."""
    own = local_cause(cause, planned)
    return own.source if own else ""


def day_rule(line: DayLine, planned: PlannedApproval | None, names: Names) -> str:
    """This will word the rule behind a day, a place's own pause by the name that it has there."""
    rule = line.rule
    if rule.code == PAUSED:
        rule = Reason(PAUSED, {"cause": cause_word(rule.params["cause"], planned, names)})
    return reason_worded(rule, names)
