"""Which items apply, which questions are still open, and what hangs on each."""

from collections.abc import Iterator
from dataclasses import dataclass

from yici.domain.item import Change, Item, standing_on
from yici.domain.plan import OpenQuestion, PlannedItem
from yici.domain.planner.judge import Judged
from yici.domain.planner.reasons import because
from yici.domain.planner.request import Request
from yici.domain.reason import Reason

Member = tuple[Item, bool | None, tuple[Reason, ...]]
"""One item of the bundle: whether it applies (None while a question is open), and why."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The items that apply, those that may (a question is open), and why each member does or does not."""

    applying: tuple[Item, ...]
    maybe: tuple[Item, ...]
    members: tuple[Member, ...]


def choose_items(request: Request) -> Chosen:
    """This will judge every member of the bundle, and put in its place what took it over before the day of start."""
    members: dict[str, Member] = {}
    for member in request.bundle.items:
        judged = request.judge(member.when)
        listed = because("item.listed", source=member.source)
        found = (judged.holds, (listed, *_why(member.when, judged)))
        _choose(request, member.item, *found, members)
    return Chosen(
        applying=tuple(item for item, applies, _ in members.values() if applies),
        maybe=tuple(item for item, applies, _ in members.values() if applies is None),
        members=tuple(members.values()),
    )


def _choose(
    request: Request, name: str, applies: bool | None, why: tuple[Reason, ...], members: dict[str, Member]
) -> None:
    """Put a member in as it stands on the day of start: an item that was suspended or cancelled does not apply, and its
    successors do as it would have. Those that take each other's place in a circle end where they began."""
    ahead = [(name, why, frozenset[str]())]
    while ahead:
        name, why, before = ahead.pop()
        item = request.prepared.items[name]
        change = standing_on(item, request.start)
        if change is None or change.standing == "open":
            members[name] = _joined(members.get(name), item, applies, why)
            continue
        members[name] = (item, False, (*why, _changed(change)))
        came = (because("item.replaces", since=change.since.isoformat(), item=name),)
        known = [one for one in change.successors if one in request.prepared.items and one not in {name, *before}]
        ahead += [(successor, came, before | {name}) for successor in reversed(known)]


def _joined(before: Member | None, item: Item, applies: bool | None, why: tuple[Reason, ...]) -> Member:
    """What several items were merged into applies when one of them would have."""
    either = applies if before is None or applies or before[1] is False else before[1]
    return (item, either, (*(before[2] if before else ()), *why))


def _changed(change: Change) -> Reason:
    since, source = change.since.isoformat(), change.source
    if change.successors:
        return because("item.replaced", since=since, source=source, items=", ".join(change.successors))
    return because(f"item.{change.standing}", since=since, source=source)


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
    waiting: dict[str, tuple[str, ...]] = {}
    for when, reason in _conditions(request, chosen):
        if when not in waiting:
            waiting[when] = tuple(_unanswered(request, when))
        for name in waiting[when]:
            hanging.setdefault(name, []).append(reason)
    for subject in request.bundle.subjects:
        if subject.count not in request.answers:
            hanging.setdefault(subject.count, []).append(because("question.subject", role=subject.role))
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
        for before in _unanswered(request, request.questions[name].when):
            if before not in hanging:
                pending.append(before)
            hanging.setdefault(before, []).append(because("question.leads_to", question=name))


def _unanswered(request: Request, when: str | None) -> Iterator[str]:
    """Name the questions whose answers can still decide a condition, also by the element that they fill."""
    for waiting in request.judge(when).open:
        for name in request.prepared.answering.get(waiting, ()):
            if name not in request.answers:
                yield name


def _conditions(request: Request, chosen: Chosen) -> Iterator[tuple[str, Reason]]:
    """List the open conditions, with what hangs on each, of the members and of all that applies or may apply."""
    for member in request.bundle.items:
        if member.when is not None and request.judge(member.when).holds is None:
            yield member.when, because("question.item", item=member.item)
    possible = {item.id for item in (*chosen.applying, *chosen.maybe)}
    undecided = {when for when in request.prepared.whens if request.judge(when).holds is None}
    for item, within, when, why in request.prepared.conditions if undecided else ():
        if when in undecided and item in possible and request.judge(within).holds is not False:
            yield when, why
    yield from _added(request, possible)


def _added(request: Request, possible: set[str]) -> Iterator[tuple[str, Reason]]:
    """What a place adds may hang on a question as well."""
    for item in (name for name in request.prepared.items if name in possible and name in request.local.items):
        for use in request.local.items[item].adds:
            if use.when is not None and request.judge(use.when).holds is None:
                yield use.when, because("question.material", item=item, material=use.material)
