"""Letters from the body that decides to other departments: the question to them, and what their silence led to."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from yici.documents import AbsenceNotice, AskedOf, Due, OpinionRequest
from yici.domain.case import Case
from yici.domain.case import beside_events as b
from yici.domain.case.opinions import opinion_of
from yici.domain.clock import ending_day, legal_day
from yici.web.opinion_words import about_text, planned_opinion, proof_text, silence_text
from yici.web.papers.sheet import Papers, due_of


def opinions_asked(papers: Papers, before: Case, event: b.OpinionsAsked, _: Mapping[str, Any]) -> OpinionRequest:
    """This will write the question to every department that is asked at once."""
    planned = papers.planned(event.item)
    asked = []
    for one in event.asked:
        opinion = planned_opinion(planned, one.agency)
        asked.append(
            AskedOf(
                name=papers.department(one.agency, event.item),
                about=about_text(event.item, opinion, papers.names),
                until=(one.deadline and due_of(one.deadline)) or _unknown(event.at),
                silence=silence_text(opinion, papers.names),
            )
        )
    approval = before.approval(event.item)
    return OpinionRequest(
        number=approval.number,
        case_number=papers.case.number,
        matter=f"{papers.matter} · {papers.names.of('item', event.item)}",
        applicant=papers.applicant,
        office=papers.office([event.item]),
        made_on=legal_day(event.at),
        asked=tuple(asked),
        basis=tuple(dict.fromkeys(_sources(papers, event))),
        status_url=papers.status_url,
    )


def _sources(papers: Papers, event: b.OpinionsAsked) -> list[str]:
    planned = papers.planned(event.item)
    found = (planned_opinion(planned, one.agency) for one in event.asked)
    reasons = (one.reasons[0] for one in found if one and one.reasons)
    return [papers.names.source(str(reason.params["source"])) for reason in reasons if "source" in reason.params]


def opinion_absent(papers: Papers, before: Case, event: b.OpinionAbsent, _: Mapping[str, Any]) -> AbsenceNotice:
    """This will tell a silent department that it counts as agreeing, answers for it and still owes its opinion."""
    approval, names = before.approval(event.item), papers.names
    asked = opinion_of(approval, event.agency)
    # The machine makes no consent of silence without a question that is proved to have arrived.
    assert asked is not None
    assert asked.noticed_at is not None
    return AbsenceNotice(
        number=approval.number,
        case_number=papers.case.number,
        matter=f"{papers.matter} · {names.of('item', event.item)}",
        applicant=papers.applicant,
        office=papers.office([event.item]),
        made_on=ending_day(event.at),
        department=papers.department(event.agency, event.item),
        about=about_text(event.item, planned_opinion(papers.planned(event.item), event.agency), names),
        asked_on=legal_day(asked.asked_at),
        noticed_on=legal_day(asked.noticed_at),
        proof=proof_text(asked.proof),
        absent_on=ending_day(event.at),
        until=due_of(event.deadline) or _unknown(event.at),
        basis=(names.basis(event.law, event.article),),
        status_url=papers.status_url,
    )


def _unknown(at: Any) -> Due:
    return Due(day=legal_day(at), open_because=gettext("期限没有查到"))
