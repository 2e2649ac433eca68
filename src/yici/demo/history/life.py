"""The course of one case: what is open, who gets round to it when, and what they do, until the history ends."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from yici.demo.history.behaviour import Behaviour
from yici.demo.history.moments import Times
from yici.demo.history.offices import Office
from yici.domain.case import Approval, Case, Command, Task
from yici.domain.error import YiciError
from yici.domain.event import Actor
from yici.domain.plan import Plan, PlannedApproval

LATER = timedelta(seconds=2)
"""How long after a moment the worker records what fell due at it."""
MOST_STEPS = 400
"""A case that goes on and on is left as it is: a slip in a habit must not hold a whole fill."""
TWO = 2
"""So many go out together (Licensing Law Art. 34)."""
Act = tuple[Actor, Command]


class Course(Protocol):
    """Where a case is carried on: collected to be loaded, or through the services."""

    def act(self, *, case_id: UUID, command: Command, actor: Actor, now: datetime) -> Case: ...

    def settle(self, *, case_id: UUID, now: datetime) -> Case: ...

    def due(self, case_id: UUID) -> datetime | None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Habit:
    """What somebody does about one kind of thing that is open.

    What is open: the items that have `task` to be done next, or "", the case as a whole (`whole`), while any has; or
    what `open` lists (items, papers, visits). `when` says when somebody gets round to one of them (None: never), `act`
    what they do then (None: nothing yet, so `when` is asked again). `once`: what was drawn holds for the whole case,
    though it closes and opens again.
    """

    name: str
    when: Callable[["Life", str], datetime | None]
    act: Callable[["Life", str], Act | None]
    task: Task | None = None
    whole: bool = False
    open: Callable[["Life"], Iterable[str]] | None = None
    once: bool = False


class Habits:
    """The habits of everybody, found by the task that they answer: most tasks are not open most of the time."""

    def __init__(self, habits: Iterable[Habit]) -> None:
        self._of_task: dict[Task, list[Habit]] = {}
        self._others: list[tuple[Habit, Callable[[Life], Iterable[str]]]] = []
        for habit in habits:
            if habit.task is not None:
                self._of_task.setdefault(habit.task, []).append(habit)
            elif habit.open is not None:
                self._others.append((habit, habit.open))

    def open(self, life: "Life") -> Iterator["Key"]:
        """This will list everything that is open for anybody."""
        for task, approvals in life.tasks.items():
            for habit in self._of_task.get(task, ()):
                yield from [(habit, "")] if habit.whole else [(habit, approval.item) for approval in approvals]
        for habit, opened in self._others:
            for subject in opened(life):
                yield habit, subject


Key = tuple[Habit, str]


@dataclass(slots=True)
class Life:
    """One case on its way. `wanted` are the papers that must be handed in at some time or other."""

    case: Case
    plan: Plan
    now: datetime
    until: datetime
    times: Times
    behaviour: Behaviour
    offices: Mapping[str, Office]
    clerk: Actor
    applicant: Actor
    supervisor: Actor
    planned: Mapping[str, PlannedApproval]
    wanted: frozenset[str]
    tasks: dict[Task, list[Approval]] = field(default_factory=dict)
    agenda: dict[Key, datetime | None] = field(default_factory=dict)
    tries: dict[Key, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def items(self, task: Task) -> list[str]:
        """This will list the items for which something is to be done next."""
        return [approval.item for approval in self.tasks.get(task, ())]

    def office(self, item: str) -> Office:
        """This will give the office that decides an item."""
        return self.offices[self.planned[item].agency]

    def people(self, items: Iterable[str]) -> tuple[str, ...]:
        """This will name two officers of each department for some items, none of whom was recused."""
        away = {one for item in items for one in self.case.approval(item).recused}
        found = ([o for o in self.office(item).officers if o not in away][:TWO] for item in items)
        return tuple(dict.fromkeys(one for some in found for one in some))

    def tried(self, habit: Habit, subject: str) -> int:
        """This will say how often somebody got round to something and it was not time yet."""
        return self.tries.get((habit, subject), 0)


def live(life: Life, course: Course, habits: Habits) -> None:
    """This will carry a case on until nothing more happens before the end of the history.

    What falls due is settled as of its time, just after it, as a worker does.
    """
    case_id = UUID(life.case.id)
    for _ in range(MOST_STEPS):
        _look_around(life, habits)
        key, at = _next(life)
        due = course.due(case_id)
        if due is not None and (at is None or due <= at):
            if due + LATER > life.until:
                return
            life.now = due + LATER
            life.case = course.settle(case_id=case_id, now=life.now)
        elif key is None or at is None or at > life.until:
            return
        else:
            life.now = max(at, life.now)
            _do(life, course, case_id, key)


def _look_around(life: Life, habits: Habits) -> None:
    """What is new on the agenda gets a moment, what is open no more goes."""
    life.tasks = {}
    for approval in life.case.approvals:
        for task in approval.tasks:
            life.tasks.setdefault(task, []).append(approval)
    before, after = life.agenda, dict[Key, datetime | None]()
    for key in habits.open(life):
        after[key] = before[key] if key in before else key[0].when(life, key[1])
    after.update((key, None) for key in before if key[0].once and key not in after)
    life.agenda = after


def _next(life: Life) -> tuple[Key | None, datetime | None]:
    first: Key | None = None
    earliest: datetime | None = None
    for key, at in life.agenda.items():
        if at is not None and (earliest is None or at < earliest):
            first, earliest = key, at
    return first, earliest


def _do(life: Life, course: Course, case_id: UUID, key: Key) -> None:
    habit, subject = key
    del life.agenda[key]
    found = habit.act(life, subject)
    if found is None:
        life.tries[key] = life.tries.get(key, 0) + 1
    else:
        actor, command = found
        try:
            life.case = course.act(case_id=case_id, command=command, actor=actor, now=life.now)
        except YiciError as error:
            # A rule that this habit does not know: counted, so that somebody sees it, and left at that.
            life.refused.append(f"{habit.name}: {error.code}")
            life.agenda[key] = None
            return
    if habit.once:
        life.agenda[key] = None
