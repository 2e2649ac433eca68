"""The certificate of a licence, built from what is known of it: as the decision gave it, or renewed it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from yici.cases.paper_kinds import certificate_key
from yici.cases.queries import Line
from yici.documents import Certificate
from yici.domain.case.events import ApprovalGranted
from yici.domain.case.renewal_events import ApprovalDeemedGranted
from yici.domain.clock import legal_day, start_of_day
from yici.domain.licence import Period
from yici.licences.queries import Shown
from yici.web.papers.sheet import Papers

GRANTS = ApprovalGranted | ApprovalDeemedGranted


def given_by(case: str, licences: Sequence[Shown]) -> Iterator[tuple[str, Shown, Period]]:
    """This will list the licences that a case gave or renewed: the key of the certificate, the licence, the period."""
    for one in licences:
        for period in (*one.licence.before, one.licence.period):
            if period.case == case:
                yield certificate_key(period.item, one.licence.type), one, period


def given_at(lines: Sequence[Line], period: Period) -> datetime:
    """This will give the moment of the decision that gave a period; a renewal is decided before its period begins."""
    given = (
        line.event.at for line in reversed(lines) if isinstance(line.event, GRANTS) and line.event.item == period.item
    )
    return next(given, start_of_day(period.since))


def certificate(papers: Papers, shown: Shown, period: Period) -> Certificate:
    """This will build the certificate of a licence for one of its periods."""
    licence, names = shown.licence, papers.names
    approval = next(one for one in papers.case.approvals if one.item == period.item)
    return Certificate(
        title=names.of("licence", licence.type),
        number=licence.number,
        holder=papers.applicant,
        item=names.of("item", period.item),
        office=papers.office([period.item]),
        made_on=legal_day(given_at(papers.lines, period)),
        case_number=approval.number,
        matter=papers.matter,
        valid_from=period.since,
        valid_until=period.until,
        long_term=period.long_term,
        basis=papers.basis(period.item),
        status_url=papers.status_url,
    )
