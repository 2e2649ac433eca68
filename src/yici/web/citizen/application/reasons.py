"""Why something of a case was refused, not accepted or revoked, and the office's own words."""

from collections.abc import Sequence

from django.utils.translation import gettext

from yici.cases.queries import Line
from yici.domain.case import beside_events as b
from yici.domain.case import events as e
from yici.web.case_words import GROUNDS, REASON_CODES, REVOKE_GROUNDS, worded
from yici.web.citizen.application.timeline_words import SILENT
from yici.web.words import Names


def reasons_of(lines: Sequence[Line], names: Names) -> dict[str, tuple[str, ...]]:
    """This will give, by item, why it was refused, not accepted or revoked, with the office's own words."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        event = line.event
        match event:
            case e.ApprovalRefused():
                reasons = [worded(GROUNDS, one) for one in event.grounds]
            case e.ApprovalRevoked():
                reasons = [worded(REVOKE_GROUNDS, one) for one in event.grounds]
            case e.ApprovalNotAccepted():
                reasons = [not_accepted_why(event, names)]
            case _:
                continue
        found[event.item] = tuple(part for part in (*reasons, note_of(line)) if part)
    return found


def note_of(line: Line) -> str:
    """This will give what the office wrote beside an event, as far as it is for the applicant."""
    # What departments write to each other is for the body that decides: its decision says why.
    if isinstance(line.event, b.OpinionGiven) or line.event.kind in SILENT:
        return ""
    return str((line.private or {}).get("note", ""))


def not_accepted_why(event: e.ApprovalNotAccepted, names: Names) -> str:
    """This will say why something was not accepted, and whose it is."""
    reason = worded(REASON_CODES, event.reason)
    if not event.competent:
        return reason
    body = names.of("agency", event.competent)
    return gettext("%(reason)s，该找%(body)s") % {"reason": reason, "body": body}
