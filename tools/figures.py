"""Published before/after records of every matter beside what the planner computes: writes docs/figures.md.

Nothing is tuned: for each matter two sets of answers are found by a rule, those under which the most items apply and
those under which the fewest do, and both are planned at the same place and day.

Run: `.venv/bin/python -m tools.figures`.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from yici.catalogue.reading import read_folder
from yici.domain.bundle import BeforeAfter, Bundle
from yici.domain.burden import Burden
from yici.domain.catalogue import Catalogue, questions_of
from yici.domain.error import Invalid
from yici.domain.item import Question
from yici.domain.occurrence import MOST
from yici.domain.plan import AnswerValue, Plan
from yici.domain.planner import make_plan
from yici.domain.policy import Holdings, Policy

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "docs" / "figures.md"
PLACE, START = "330800000000", date(2026, 3, 2)
MEASURES = {
    "steps": ("steps", "steps", "burden.steps_unknown"),
    "materials": ("papers", "papers", "burden.materials_incomplete"),
    "time": ("working days", "days", "burden.days_unknown"),
    "trips": ("trips", "visits", "burden.visits_unknown"),
    "agencies": ("bodies to see", "departments", "burden.departments_unknown"),
    "form_fields": ("fields", "fields", "burden.fields_open"),
}
WITHOUT = {
    "steps": "no steps published",
    "materials": "no list of papers, or not a whole one,",
    "time": "no limit found",
    "trips": "no number of trips published",
    "agencies": "no source names the body",
    "form_fields": "fields hang on answers",
}
HEAD = """# Published figures and ours

Places have published what their reforms did. Beside each record stands what the planner computes from the
`definitions/` of the same matter. The two are not the same thing and are not made to agree:

- A record counts a place's own list of papers, steps and trips in its year. Ours counts canonical papers (one identity
  card is one paper, however often it is printed), sums only what a source gives, and names the items left out.
- Before: each item alone, one after another, as published, with its own form. After: all reforms on. Days are working
  days from {start} in Quzhou; where a limit is unknown, the sum is of the known ones along the longest way.
- Bodies are those that a source names, by their role. Items whose body no source names may be of several or of one that
  is counted already: they are left out and named. After, one window takes everything in.
- Two sets of answers, found by a rule: question by question, the answer under which the most items apply (or the fewest
  that are not none). That no other set has more or fewer is not proved.
- “Why not the same” is worked out from the record and the plan: what the record speaks of, its unit, what is left out.
- “–” is unknown: nobody has published it, or (before) the items wait for each other and no order exists.

Written by `.venv/bin/python -m tools.figures`; a test sees that it is up to date.
"""


def values_of(question: Question) -> list[AnswerValue]:
    """This will list the answers that are tried: each option, both truths, few and many."""
    if question.type == "boolean":
        return [True, False]
    if question.type == "choice":
        return [option.value for option in question.options]
    if question.type == "choices":
        return [tuple(option.value for option in question.options), ()]
    low, high = max(question.at_least, 1), question.at_most
    return [2 if high is not None and high <= MOST else 200, low]


def plan_for(catalogue: Catalogue, bundle: Bundle, answers: dict[str, AnswerValue]) -> Plan:
    return make_plan(
        catalogue, bundle=bundle.id, place=PLACE, answers=answers, holdings=Holdings(), policy=Policy(),
        calendar=catalogue.calendars["cn"], start=START,
    )  # fmt: skip


def answered(catalogue: Catalogue, bundle: Bundle, *, most: bool) -> dict[str, AnswerValue]:
    """This will answer question by question, as the plan puts them, so that the most (or fewest, but one) items apply;
    where answers do alike, the first holds."""
    questions, answers = questions_of(catalogue, bundle), dict[str, AnswerValue]()
    while open_ := plan_for(catalogue, bundle, answers).questions:
        name = open_[0].id
        tried = [(_size(catalogue, bundle, {**answers, name: value}), value) for value in values_of(questions[name])]
        sizes = [size for size, _ in tried]
        best = max(sizes) if most else min([size for size in sizes if size > (0, 0)] or sizes)
        answers[name] = next(value for size, value in tried if size == best)
    return answers


def _size(catalogue: Catalogue, bundle: Bundle, answers: dict[str, AnswerValue]) -> tuple[int, int]:
    try:
        made = plan_for(catalogue, bundle, answers)
    except Invalid:
        return (0, 0)
    applying = sum(item.applies is True for item in made.items)
    return applying + sum(item.applies is None for item in made.items), applying


def cell(before: int | None, after: int | None) -> str:
    return f"{'–' if before is None else before} → {'–' if after is None else after}"


def published(record: BeforeAfter) -> str:
    plural = "" if record.after == 1 or (record.after is None and record.before == 1) else "s"
    unit = f" {record.unit.replace('_', ' ')}{plural}" if record.unit and record.measure == "time" else ""
    if record.before is None and record.after is None:
        return "no figure"
    return cell(record.before, record.after) + unit


def ours(plan: Plan, measure: str) -> str:
    field = MEASURES[measure][1]
    return cell(getattr(plan.savings.before, field), getattr(plan.savings.after, field))


def left_out(burden: Burden, code: str) -> list[str]:
    return [reason.params["item"] for reason in burden.unknown if reason.code == code and "item" in reason.params]


def why(record: BeforeAfter, plan: Plan) -> str:
    """This will say what a record and our figure do not have in common, so that they are not read as one."""
    missing = missing_of(plan, record.measure)
    about = re.search(r"（(.+)）", record.place_name)
    unit = (record.unit or "working_day") if record.measure == "time" else "working_day"
    ours_before = getattr(plan.savings.before, MEASURES[record.measure][1])
    told = (
        (record.before is None and record.after is None, "no figure to compare with"),
        ((record.before is None) != (record.after is None), "only one side is published"),
        (about is not None, f"the record is of: {about[1] if about else ''}"),
        (not record.place_name.startswith("衢州"), "another place than Quzhou"),
        (unit != "working_day", f"counted in {unit.replace('_', ' ')}s, ours in working days"),
        (ours_before is None, "ours has no sum before"),
        (bool(missing), f"items left out of ours: {len(missing)}"),
    )
    return "; ".join(words for holds, words in told if holds) or "the place's own list; ours is of canonical papers"


def missing_of(plan: Plan, measure: str) -> list[str]:
    """This will list the items without a figure of that measure, before or after."""
    code = MEASURES[measure][2]
    found = [*left_out(plan.savings.after, code), *left_out(plan.savings.before, code)]
    return list(dict.fromkeys(found))


def explained(catalogue: Catalogue, plan: Plan, measures: Iterable[str]) -> Iterator[str]:
    """This will say for each measure what our sum leaves out, which is what a difference can come of."""
    applying = sum(item.applies is True for item in plan.items)
    for measure in measures:
        name, missing = MEASURES[measure][0], missing_of(plan, measure)
        if missing:
            names = "、".join(catalogue.items[item].name for item in missing)
            sums = "the sum before" if measure == "agencies" else "both sums"
            yield f"{name}: {WITHOUT[measure]} for {len(missing)} of {applying} items, left out of {sums}: {names}."
        else:
            yield f"{name}: every item that applies has a figure."
    if plan.circles:
        items = "；".join("、".join(catalogue.items[item].name for item in circle.items) for circle in plan.circles)
        yield f"Items that wait for each other ({items}) have no order one after another: days before are unknown."


def section(catalogue: Catalogue, bundle: Bundle) -> Iterator[str]:
    """This will write one matter."""
    yield f"\n## {bundle.name} ({bundle.name_en})\n"
    if not bundle.items:
        yield "Nothing is known of its items, so there is nothing to compute. Published records:\n"
    sources = {source.id: source for source in bundle.sources}
    plans = [plan_for(catalogue, bundle, answered(catalogue, bundle, most=most)) for most in (True, False)]
    yield "| place | source | measure | published | ours, most items | ours, fewest | note | why not the same |"
    yield "|---|---|---|---|---|---|---|---|"
    for record in bundle.records:
        name = MEASURES[record.measure][0]
        computed = " | ".join(ours(plan, record.measure) if bundle.items else "–" for plan in plans)
        source = " ".join(filter(None, (sources[record.source].title, sources[record.source].date)))
        told = [record.place_name, source, name, published(record), computed, record.note or ""]
        yield f"| {' | '.join(told)} | {why(record, plans[0]) if bundle.items else 'nothing computed'} |"
    if not bundle.items:
        return
    for title, plan in zip(("Most items", "Fewest items"), plans, strict=True):
        items = "、".join(item.name for item in plan.items if item.applies)
        yield f"\n{title} ({sum(item.applies is True for item in plan.items)}): {items}."
    yield "\nWhat our sums leave out (most items):\n"
    measures = dict.fromkeys(record.measure for record in bundle.records)
    yield from (f"- {line}" for line in explained(catalogue, plans[0], measures))


def written() -> str:
    """This will be the whole page."""
    catalogue = read_folder(ROOT / "definitions").catalogue
    lines = [HEAD.format(start=START.isoformat())]
    for bundle in sorted(catalogue.bundles.values(), key=lambda one: one.id):
        lines += section(catalogue, bundle)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
    print(f"{FILE.relative_to(ROOT)} written")
