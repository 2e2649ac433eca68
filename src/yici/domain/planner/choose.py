"""Which items apply, which questions are still open, and what hangs on each."""

from collections.abc import Iterator
from dataclasses import dataclass

from yici.domain.item import Item
from yici.domain.plan import OpenQuestion, PlannedItem
from yici.domain.planner.judge import Judged
from yici.domain.planner.reasons import because
from yici.domain.planner.request import Request
from yici.domain.reason import Reason


@dataclass(frozen=True, slots=True)
class Chosen:
    """The items that apply, those that may (a question is open), and why each member does or does not."""

    applying: tuple[Item, ...]
    maybe: tuple[Item, ...]
    members: tuple[tuple[Item, bool | None, tuple[Reason, ...]], ...]


def choose_items(request: Request) -> Chosen:
    """This will judge every member of the bundle."""
    members = []
    for member in request.bundle.items:
        judged = request.judge(member.when)
        listed = because("item.listed", source=member.source)
        members.append((request.catalogue.items[member.item], judged.holds, (listed, *_why(member.when, judged))))
    return Chosen(
        applying=tuple(item for item, applies, _ in members if applies),
        maybe=tuple(item for item, applies, _ in members if applies is None),
        members=tuple(members),
    )


def planned_items(chosen: Chosen, notes: dict[str, tuple[Reason, ...]]) -> tuple[PlannedItem, ...]:
    """This will word the members as lines of the plan, with the notes that other parts of the plan have on them."""
    return tuple(
        PlannedItem(item.id, item.name, item.name_en or item.name, applies, reasons + notes.get(item.id, ()))
        for item, applies, reasons in chosen.members
    )


def _why(when: str | None, judged: Judged) -> tuple[Reason, ...]:
    if when is None:
        return ()
    if judged.not_asked:
        return (because("item.not_asked", when=when, questions=", ".join(judged.not_asked)),)
    code = {True: "item.when_true", False: "item.when_false", None: "item.open"}[judged.holds]
    names = judged.open if judged.holds is None else judged.used
    return (because(code, when=when, questions=", ".join(names)),)


def open_questions(request: Request, chosen: Chosen) -> tuple[OpenQuestion, ...]:
    """This will list the questions that are to be asked now and can still change something, and what hangs on each."""
    hanging: dict[str, list[Reason]] = {}
    for when, reason in _conditions(request, chosen):
        for name in request.judge(when).open:
            if name in request.questions and name not in request.answers:
                hanging.setdefault(name, []).append(reason)
    _lead(request, hanging)
    return tuple(
        OpenQuestion(name, _once(hanging[name]))
        for name, question in request.questions.items()
        if name in hanging and request.judge(question.when).holds
    )


def _once(reasons: list[Reason]) -> tuple[Reason, ...]:
    return tuple({(reason.code, *reason.params.items()): reason for reason in reasons}.values())


def _lead(request: Request, hanging: dict[str, list[Reason]]) -> None:
    """Follow questions that are themselves asked only under an open condition back to those that open it."""
    pending = list(hanging)
    while pending:
        name = pending.pop()
        for before in request.judge(request.questions[name].when).open:
            if before in request.questions and before not in request.answers:
                if before not in hanging:
                    pending.append(before)
                hanging.setdefault(before, []).append(because("question.leads_to", question=name))


def _conditions(request: Request, chosen: Chosen) -> Iterator[tuple[str, Reason]]:
    for member in request.bundle.items:
        if member.when is not None and request.judge(member.when).holds is None:
            yield member.when, because("question.item", item=member.item)
    for item in (*chosen.applying, *chosen.maybe):
        for when, reason in _within(request, item):
            if when is not None and request.judge(when).holds is None:
                yield when, reason


def _within(request: Request, item: Item) -> Iterator[tuple[str | None, Reason]]:
    for form in item.forms:
        yield form.when, because("question.form", item=item.id, form=form.id)
        for box in form.fields if request.judge(form.when).holds is not False else ():
            if box.when is not None:
                yield box.when, because("question.field", item=item.id, form=form.id, element=box.element)
    for use in item.materials:
        yield use.when, because("question.material", item=item.id, material=use.material)
    for need in item.needs:
        yield need.when, because("question.need", item=item.id, licence=need.licence)
    for visit in item.inspections:
        yield visit.when, because("question.inspection", item=item.id, inspection=visit.id)
    if item.commitment is not None:
        yield item.commitment.when, because("question.commitment", item=item.id)
