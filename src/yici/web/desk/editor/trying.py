"""The plan for sample answers, as it is and as it would be with a draft."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext

from yici.catalogue import queries as catalogue_queries
from yici.catalogue.working.drafts import Draft
from yici.catalogue.working.judging import Judged
from yici.domain.catalogue import Catalogue, calendar_names, calendar_of, questions_of
from yici.domain.comparing.sampling import sample
from yici.domain.comparing.touched import conditions_of
from yici.domain.error import NotFound, YiciError
from yici.domain.plan import AnswerValue, Plan
from yici.domain.planner import make_plan, measure_plan
from yici.domain.policy import Holdings, Policy
from yici.web import dates
from yici.web.answers import answer_pairs, asked_now, asked_of, read_answers, sound_answers
from yici.web.citizen.asking import Asking
from yici.web.citizen.plan_page import Page, names_for, plan_page
from yici.web.citizen.question_words import QuestionWords, question_words
from yici.web.desk.editor.trial_lines import Line, both_lines, form_lines, item_lines, paper_lines
from yici.web.error_words import words_of
from yici.web.words import Names

MOST_TRIED: Final = 12
MOST_ITEMS: Final = 60
MOST_QUESTIONS: Final = 200
"""A matter of more is not planned beside a form: the form would wait for it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a plan is made for: a matter, a place, a day, and answers as an address has them."""

    bundle: str
    place: str
    start: date
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure before and after."""

    name: str
    before: str
    after: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """Both plans in words. `why_not` says why there is none with the draft; `page` is the one that is drawn."""

    bundles: list[tuple[str, str]]
    places: list[tuple[str, str]]
    sample: Sample
    questions: list[QuestionWords]
    why_not: str
    finish: Figure | None
    figures: list[Figure]
    items: list[Line]
    form: list[Line]
    papers: list[Line]
    page: Page | None
    same: bool


def sample_of(draft: Draft, today: date, given: Mapping[str, Any], path: str = "") -> Sample:
    """This will read a kept sample; what is missing is chosen so that there is something to see of a file."""
    catalogue = draft.judged().catalogue
    places = sorted(catalogue.places)
    place = str(given.get("place") or settings.YICI_PLACE)
    if place not in catalogue.places:
        place = places[0] if places else ""
    bundle = str(given.get("bundle") or "")
    if bundle not in catalogue.bundles:
        bundle = _touched([path] if path else list(draft.files), catalogue)
    start = _day(given.get("start"), today)
    if "answers" in given or bundle not in catalogue.bundles or _too_large(catalogue, bundle):
        return Sample(bundle, place, start, tuple(map(tuple, given.get("answers") or ())))
    return Sample(bundle, place, start, _telling(catalogue, Sample(bundle, place, start, ())))


def _telling(catalogue: Catalogue, begun: Sample) -> tuple[tuple[str, str], ...]:
    """Of some representative answers, those under which most items are handled: there most can be seen."""
    questions = questions_of(catalogue, catalogue.bundles[begun.bundle])
    calendar = calendar_of(catalogue, calendar_names(catalogue, begun.place))
    best: tuple[int, tuple[tuple[str, str], ...]] = (-1, ())
    try:
        chosen = sample(questions, conditions_of(catalogue, begun.bundle), MOST_TRIED).answers
        for answers in chosen if calendar else ():
            assert calendar is not None
            made = measure_plan(
                catalogue, bundle=begun.bundle, place=begun.place, answers=answers, calendar=calendar, start=begun.start
            )  # fmt: skip
            if made.items > best[0]:
                best = (made.items, tuple(answer_pairs(answers)))
    except (YiciError, LookupError, RecursionError):
        # A draft with faults need not be plannable; then nothing is answered.
        return best[1]
    return best[1]


def _day(text: object, today: date) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return today


def _touched(paths: list[str], catalogue: Catalogue) -> str:
    """The first matter that one of the files is about."""
    stems = {path.rpartition("/")[2].removesuffix(".yaml") for path in paths}
    about = (one.id for one in catalogue.bundles.values()
             if one.id in stems or any(member.item in stems for member in one.items))  # fmt: skip
    return next(about, next(iter(catalogue.bundles), ""))


def kept(sample: Sample) -> dict[str, Any]:
    """This will give a sample as it is kept with a draft."""
    return {"bundle": sample.bundle, "place": sample.place, "start": sample.start.isoformat(),
            "answers": [list(pair) for pair in sample.answers]}  # fmt: skip


def sample_sent(draft: Draft, sent: QueryDict, today: date) -> Sample:
    """This will read a sample from a form; answers to questions that nobody asks are left out."""
    begun = sample_of(
        draft, today,
        {"bundle": sent.get("sample_bundle"), "place": sent.get("sample_place"), "start": sent.get("sample_start"),
         "answers": ()},
    )  # fmt: skip
    catalogue = draft.judged().catalogue
    if begun.bundle not in catalogue.bundles:
        return begun
    questions = questions_of(catalogue, catalogue.bundles[begun.bundle])
    read = read_answers(questions, sent)
    told = {name: value for name, value in read.items() if len(repr(value)) < MOST_QUESTIONS * 10}
    return Sample(begun.bundle, begun.place, begun.start, tuple(answer_pairs(told)))


def trial(draft: Draft, judged: Judged, sample: Sample) -> Trial:
    """This will plan the sample without and with the draft, and say what differs."""
    new, old = judged.catalogue, catalogue_queries.catalogue_of(draft.digest)
    why_not = "" if judged.sound else gettext("草稿里还有错误，改好才算得出新的方案。下面是没有改以前的。")
    shown = new if judged.sound else old
    if sample.bundle not in shown.bundles:
        return _nothing(shown, sample, why_not or gettext("还没有一件事可以算。"))
    if _too_large(shown, sample.bundle):
        return _nothing(shown, sample, gettext("这件事太大，不在这里算；用命令 yici plan 算。"))
    answers = _answers(shown, sample)
    before, _ = _planned(old, sample)
    after, refused = _planned(shown, sample)
    if after is None:
        return _nothing(shown, sample, refused, questions=_questions(shown, sample, answers, None))
    return _compared(old, shown, before, after, sample, why_not, _questions(shown, sample, answers, after))


def _too_large(catalogue: Catalogue, bundle: str) -> bool:
    found = catalogue.bundles[bundle]
    return len(found.items) > MOST_ITEMS or len(questions_of(catalogue, found)) > MOST_QUESTIONS


def _answers(catalogue: Catalogue, sample: Sample) -> dict[str, AnswerValue]:
    questions = questions_of(catalogue, catalogue.bundles[sample.bundle])
    query = QueryDict(mutable=True)
    for name, value in sample.answers:
        query.appendlist(name, value)
    return sound_answers(questions, read_answers(questions, query))[0]


def _planned(catalogue: Catalogue, sample: Sample) -> tuple[Plan | None, str]:
    if sample.bundle not in catalogue.bundles:
        return None, ""
    try:
        calendar = calendar_of(catalogue, calendar_names(catalogue, sample.place))
        if calendar is None:
            raise NotFound("calendar.none", place=sample.place, remedy="load one: yici load-calendar FILE")
        made = make_plan(
            catalogue, bundle=sample.bundle, place=sample.place, answers=_answers(catalogue, sample),
            holdings=Holdings(), policy=Policy(), calendar=calendar, start=sample.start,
        )  # fmt: skip
    except YiciError as error:
        return None, words_of(error)[0]
    return made, ""


def _questions(
    catalogue: Catalogue, sample: Sample, answers: dict[str, AnswerValue], plan: Plan | None
) -> list[QuestionWords]:
    bundle = catalogue.bundles[sample.bundle]
    questions = questions_of(catalogue, bundle)
    names = {*answers, *(one.id for one in plan.questions)} if plan else asked_now(questions, answers)
    shown = asked_of(questions, set(names), answers, {})
    asking = Asking(catalogue, bundle, questions, None, answers, shown, plan, ())
    return question_words(asking, shown, Names(catalogue, questions, {}, dates.english()))


def _bundles(catalogue: Catalogue) -> list[tuple[str, str]]:
    names = Names(catalogue, {}, {}, dates.english())
    return sorted(((one.id, names.name(one)) for one in catalogue.bundles.values()), key=lambda one: one[1])


def _places(catalogue: Catalogue) -> list[tuple[str, str]]:
    names = Names(catalogue, {}, {}, dates.english())
    return [(code, names.name(one)) for code, one in sorted(catalogue.places.items())]


def _nothing(
    catalogue: Catalogue, sample: Sample, why_not: str, questions: list[QuestionWords] | None = None
) -> Trial:  # fmt: skip
    return Trial(
        _bundles(catalogue), _places(catalogue), sample, questions or [], why_not, None, [], [], [], [], None, False
    )


def _compared(
    old: Catalogue, new: Catalogue, before: Plan | None, after: Plan, sample: Sample, why_not: str,
    questions: list[QuestionWords],
) -> Trial:  # fmt: skip
    page = plan_page(new, after)
    was = plan_page(old, before) if before else None
    sides = [(one, names_for(catalogue, one)) for catalogue, one in ((old, before), (new, after)) if one]
    items, form, papers = (
        [list(lines(plan, names)) for plan, names in sides] for lines in (item_lines, form_lines, paper_lines)
    )
    told = [list(both_lines(*(two if before else [[], *two]))) for two in (items, form, papers)]
    figures = list(_figures(was, page))
    finish = _figure(gettext("全部办好"), _finish(was), _finish(page))
    same = not any(line.mark for lines in told for line in lines) and not any(one.changed for one in (finish, *figures))
    return Trial(
        _bundles(new), _places(new), sample, questions, why_not, finish, figures, told[0], told[1], told[2],
        page, same,
    )  # fmt: skip


def _figures(was: Page | None, now: Page) -> Iterator[Figure]:
    before = {one.name: one.after for one in was.savings.compared} if was else {}
    for one in now.savings.compared:
        yield _figure(one.name, before.get(one.name, "") if was else one.after, one.after)


def _figure(name: str, before: str, after: str) -> Figure:
    return Figure(name, before, after, before != after)


def _finish(page: Page | None) -> str:
    if page is None:
        return ""
    lead = page.lead
    if lead.finish:
        return str(lead.finish)
    return gettext("不早于 %(day)s") % {"day": lead.latest} if lead.latest else gettext("还说不出")
