"""The first sentences of a plan: until when, how much to fill in, what to bring, how often to come."""

from dataclasses import dataclass
from datetime import date

from yici.domain.plan import Plan, PlannedApproval, PlannedMaterial
from yici.web import dates
from yici.web.words import Names, grouped

HANDED_IN = frozenset({"submit", "deferrable"})


@dataclass(frozen=True, slots=True)
class Amount:
    """How many: `sure` for certain, up to `most` as long as questions are open."""

    sure: int
    most: int

    @property
    def text(self) -> str:
        """The amount in figures: 77, or 77–81."""
        return str(self.sure) if self.sure == self.most else f"{self.sure}–{self.most}"


@dataclass(frozen=True, slots=True)
class Lead:
    """Figures of the first sentences.

    `finish` is set when the last day is known. Else `dated` of `approvals` end by `latest`, the rest is open and `why`
    says why; `bound` is a later day before which not everything can be done. Whether `undecided` items apply hangs on
    an answer: the plan leaves their boxes and papers out, so that `fields` and `papers` bound nothing until then.
    `formless`: no printed form of what applies is on record, so that nobody knows how much there is to fill in.
    `trips_least` of `trips` are sure; `trips_sure` when none hangs on what nobody has published. `borrowed` of the days
    rest on what other places promise.
    """

    start: str
    finish: str
    bound: str
    latest: str
    dated: int
    approvals: int
    undecided: int
    why: tuple[str, ...]
    formless: bool
    fields: Amount
    papers: Amount
    later: int
    trips: int
    trips_least: int
    trips_sure: bool
    borrowed: int
    visits: int


def lead_words(plan: Plan, names: Names) -> Lead:
    """This will work out the first sentences."""
    schedule = plan.schedule
    start = schedule.start
    ends = [one.promised_by.day for one in schedule.approvals if one.promised_by.day]
    open_ = [one for one in schedule.approvals if one.promised_by.day is None]
    return Lead(
        start=dates.day_text(start),
        finish=_day(schedule.finish.day, start) if schedule.approvals else "",
        bound=_day(_later(schedule.finish.not_before, max(ends, default=None)), start),
        latest=_day(max(ends, default=None), start),
        dated=len(ends),
        approvals=len(schedule.approvals),
        undecided=sum(one.applies is None for one in plan.items),
        why=grouped((one.promised_by.reason for one in open_ if one.promised_by.reason), names),
        formless=not plan.form.printed,
        fields=field_amount(plan, names),
        papers=paper_amount(plan),
        later=sum(paper.how == "deferrable" and counts(paper) for paper in plan.materials),
        trips=len(plan.trips),
        trips_least=sum(trip.sure for trip in plan.trips),
        trips_sure=not any(reason.code.endswith("_unknown") for trip in plan.trips for reason in trip.reasons),
        borrowed=sum(_is_borrowed(one) for one in schedule.approvals),
        visits=len(schedule.visits),
    )


def field_amount(plan: Plan, names: Names) -> Amount:
    """This will count the boxes to fill in; one that an open question will answer may still be spared."""
    asked = {names.questions[one.id].element for one in plan.questions if one.id in names.questions}
    sure = sum(not one.maybe and one.element not in asked for one in plan.form.fields)
    return Amount(sure, len(plan.form.fields))


def paper_amount(plan: Plan) -> Amount:
    """This will count the papers to hand in: those that are sure, and with those that hang on an answer."""
    handed_in = [paper for paper in plan.materials if paper.how in HANDED_IN]
    return Amount(sum(map(counts, handed_in)), sum(paper.mandatory is not False for paper in handed_in))


def counts(paper: PlannedMaterial) -> bool:
    """This will say whether a paper is surely asked for, and not just as the applicant likes."""
    return not paper.maybe and paper.mandatory is not False


def _is_borrowed(approval: PlannedApproval) -> bool:
    promised = approval.promised
    return approval.promised_by.day is not None and promised is not None and promised.standing == "reference"


def _later(bound: date | None, latest: date | None) -> date | None:
    return bound if bound is not None and (latest is None or bound > latest) else None


def _day(day: date | None, start: date) -> str:
    return dates.day_text(day, year=day.year != start.year) if day else ""
