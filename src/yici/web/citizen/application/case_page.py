"""A case in words: the sentence first, what to do now, each approval, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from yici.cases.internal import is_told, told_of
from yici.cases.queries import Line
from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Case
from yici.domain.case.states import EDGES
from yici.domain.clock import legal_day
from yici.domain.plan import Plan
from yici.licences.queries import Shown
from yici.web import dates
from yici.web.citizen.application.access import Seen
from yici.web.citizen.application.bring import Bring, bring, window_name
from yici.web.citizen.application.case_lead import Lead, lead, taken_back
from yici.web.citizen.application.case_rows import Row, rows_of
from yici.web.citizen.application.fetching import Fetch, fetch
from yici.web.citizen.application.timeline import Moment, timeline
from yici.web.citizen.application.todo import Todo, todo
from yici.web.citizen.plan_page import names_for
from yici.web.here import Here
from yici.web.licence_words import LicenceLine, licence_lines
from yici.web.watching_words import RATING_WORDS
from yici.web.words import Names

WITHDRAWABLE = EDGES["approval.withdrawn"].origins


@dataclass(frozen=True, slots=True)
class Page:
    """The whole case in words; `window` is the one that took it in, empty when it came online."""

    seen: Seen
    names: Names
    matter: str
    place: str
    window: str
    lead: Lead
    todo: tuple[Todo, ...]
    bring: Bring | None
    fetch: Fetch | None
    rows: tuple[Row, ...]
    happened: tuple[Moment, ...]
    withdrawable: bool
    visits: tuple[str, ...]
    licences: tuple[LicenceLine, ...]
    rated: str = ""

    @property
    def urgent(self) -> bool:
        """Whether something is for the applicant to do now."""
        return any(one.urgent for one in self.todo)

    @property
    def idle(self) -> bool:
        """Whether somebody else has it all in hand, and the applicant may be told so."""
        waits = self.urgent or self.bring is not None or self.fetch is not None or self.lead.yours
        return self.seen.mine and not waits and self.lead.tone in ("", "bad")

    @property
    def again(self) -> bool:
        """Whether somebody who took it all back may be shown where to apply again."""
        return self.seen.mine and taken_back(self.case)

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.seen.view.case


def case_page(
    seen: Seen, lines: Sequence[Line], here: Here | None, now: datetime, licences: Sequence[Shown] = ()
) -> Page:
    """This will put a case into words for whoever may see it."""
    case, plan = told_of(seen.view.case), seen.view.plan
    window = [case.received.place] if case.received else []
    names = names_for(catalogue_queries.current(), plan, window)
    calendar = catalogue_queries.calendar_for(case.place)
    return Page(
        seen=seen,
        names=names,
        matter=matter_of(plan, names),
        place=here.path if here else case.place,
        window=window_name(window[0], here, names) if window else "",
        lead=lead(case, plan, names, calendar, now),
        todo=tuple(one for one in todo(case, plan, names, now) if seen.may(one.act)),
        bring=bring(case, plan, names, here, now) if seen.told else None,
        fetch=fetch(case, names, here) if seen.told else None,
        rows=rows_of(case, plan, lines, names, calendar, now, licences, handed=seen.handed),
        happened=timeline([one for one in lines if is_told(case, one.event)], plan, names)[::-1],
        withdrawable=seen.may("withdraw") and any(one.status in WITHDRAWABLE for one in case.approvals),
        visits=_visits(case, names, legal_day(now)),
        licences=licence_lines(licences, names),
        rated=gettext(RATING_WORDS[case.rating]) if case.rating and seen.mine and seen.acts is None else "",
    )


def matter_of(plan: Plan, names: Names) -> str:
    """This will name the matter."""
    return (names.english and plan.name_en) or plan.name


def _visits(case: Case, names: Names, today: date) -> tuple[str, ...]:
    """Visits ahead, and those of a day that has passed, of which nobody has recorded what was seen."""
    return tuple(
        (
            gettext("%(day)s来看现场：%(items)s。请留人在店里。")
            if visit.on >= today
            else gettext("约好%(day)s来看现场：%(items)s。看的结果还没有记下来。")
        )
        % {
            "day": dates.day_text(visit.on),
            "items": names.listed([names.of("item", item) for item in case.pending(visit)]),
        }
        for visit in case.visits
        if case.pending(visit)
    )
