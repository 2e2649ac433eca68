"""The questions to other departments as lines of a panel: what each is about, until when, and what was said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from yici.domain.case import Approval
from yici.domain.clock import legal_day
from yici.domain.plan import PlannedApproval
from yici.web import dates
from yici.web.counting import end_text
from yici.web.opinion_words import STANCE_TONES, about_text, planned_opinion, proof_text, silence_text, stance_text
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One department that was asked, or is still to be asked: `said` with its tone, and the facts beside it."""

    name: str
    about: str
    said: str
    tone: str
    facts: tuple[str, ...]


def question_lines(
    approval: Approval, planned: PlannedApproval, names: Names, now: datetime
) -> tuple[QuestionLine, ...]:
    """This will list the departments whose opinion an item needs, with what became of it."""
    asked = {one.agency for one in approval.opinions}
    told = [
        QuestionLine(
            name=names.of("agency", one.agency),
            about=about_text(approval.item, planned_opinion(planned, one.agency), names),
            said=stance_text(one),
            tone=STANCE_TONES[one.stance],
            facts=tuple(_facts(approval, one.agency, planned, names, now)),
        )
        for one in approval.opinions
    ]
    waiting = [
        QuestionLine(
            names.of("agency", one.agency), about_text(approval.item, one, names), gettext("还没有征求"), "",
            (silence_text(one, names),),
        )
        for one in planned.opinions
        if one.agency not in asked and approval.running
    ]  # fmt: skip
    return (*told, *waiting)


def _facts(approval: Approval, agency: str, planned: PlannedApproval, names: Names, now: datetime) -> Iterator[str]:
    one = next(opinion for opinion in approval.opinions if opinion.agency == agency)
    yield gettext("%(when)s征求") % {"when": dates.moment_text(one.asked_at)}
    if one.noticed_at:
        told = {"when": dates.moment_text(one.noticed_at), "proof": proof_text(one.proof)}
        yield gettext("%(when)s送达（%(proof)s）") % told
    elif one.stance == "asked":
        yield gettext("还没有送达的证明")
    if one.deadline and one in approval.owing:
        words = gettext("补出意见：%(until)s") if one.stance == "absent" else gettext("答复期限：%(until)s")
        yield words % {"until": end_text(one.deadline, legal_day(now))}
    if one.law and one.article:
        yield names.basis(one.law, one.article)
    elif one.against_at:
        told = {"when": dates.moment_text(one.against_at)}
        yield gettext("%(when)s答复过不同意：再次征求以后没有答复，也不作为同意") % told
    elif one.stance == "asked":
        yield silence_text(planned_opinion(planned, agency), names)
