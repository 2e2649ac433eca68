"""The operations that are measured: what the loader sends for each, and the same statements as scripts for pgbench."""

import random
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from bench import traffic
from bench.filling import Known
from bench.limit import Script, new_id, new_number, old_id, old_number
from bench.load import Spec, Step
from bench.statements import Sent, captured, request

KEY = "the-key-of-the-statement-that-is-captured"
A_SECOND = 700
"""So many applications are written for each second of a run: more than are ever sent."""


class Operation(ABC):
    """One operation. `compared` says which line of the peers stands beside it, `limited` whether pgbench does."""

    compared: str = ""
    limited = True

    def __init__(self, known: Known) -> None:
        self.known = known

    @abstractmethod
    def spec(self, *, port: int, seconds: float, warm: float, most: int) -> Spec:
        """This will write what the loader sends in one run."""

    def scripts(self) -> list[Script]:
        """This will capture a request of each kind and write it for pgbench."""
        raise NotImplementedError


class Create(Operation):
    """Handing in; with `varied` answers no two applications share a plan, so that each is computed."""

    compared = "create"

    def __init__(self, known: Known, matter: str, *, varied: bool = False) -> None:
        super().__init__(known)
        self.matter = matter
        self.vary = partial(_varied, random.Random(1)) if varied else None
        self.limited = not varied

    def spec(self, *, port: int, seconds: float, warm: float, most: int) -> Spec:
        count = min(most, int((seconds + warm) * A_SECOND))
        steps = traffic.submissions(self.known, self.matter, count, self.vary)
        return Spec(port, traffic.dealt(steps), seconds, most, warm)

    def scripts(self) -> list[Script]:
        first, step = traffic.submissions(self.known, self.matter, 2)
        request(first)
        sent, answer, _ = captured(step, key=KEY)
        subject = _one(sent, "INTO ledger_subject").params
        approvals = _one(sent, "INTO cases_approval").params["numbers"].split("\n")
        replaced: dict[Any, str] = {
            UUID(answer["case"]): new_id(), answer["number"]: new_number(), KEY: "('k' || :n)",
            subject[0]: new_id("7001"), subject[2]: "sha256(convert_to(:n::text, 'UTF8'))",
        }  # fmt: skip
        replaced |= {number: new_number(place) for place, number in enumerate(approvals, 1)}
        script = Script(replaced)
        script.add(sent)
        return [script]


def _varied(chance: random.Random, _: int) -> dict[str, Any]:
    yes = {name: chance.random() < 0.5 for name in ("cold_dishes", "fresh_juice", "raw_fish", "online_ordering")}
    return {"premises_area": chance.randint(60, 2000), **yes}


class Change(Operation):
    """Asking for a correction and taking the request back, on one case after the other."""

    compared = "change"
    HEAD = (
        ("SET seq = %(seq)s, hash", "SET seq = seq + 1, hash"),
        (" AND seq = %(old_seq)s AND hash = %(old_hash)s RETURNING stream", " RETURNING stream, seq"),
        ("%(old_seq)s::int + e.place::int", "head.seq - 1 + e.place::int"),
    )
    """What would fail on a case taken by chance: the comparison with the version that was read."""

    def __init__(self, known: Known, cases: Iterator[UUID], share: int) -> None:
        super().__init__(known)
        self.cases = cases
        self.share = share

    def spec(self, *, port: int, seconds: float, warm: float, most: int) -> Spec:
        steps = traffic.corrections(self.known, "papers_13", islice(self.cases, self.share))
        versions = {str(step.case): 1 for step in steps}
        return Spec(port, traffic.dealt(steps, 2), seconds, most, warm, repeat=True, versions=versions)

    def scripts(self) -> list[Script]:
        [warm, case] = islice(self.cases, 2)
        steps = traffic.corrections(self.known, "papers_13", [warm, case])
        found = []
        for version, step in zip((1, 2, 1, 2), steps, strict=True):
            sent, _, _ = captured(step, key=KEY + step.path, version=version)
            found.append((step, sent))
        return [self._script(case, step, sent, mark) for (step, sent), mark in zip(found[2:], "pq", strict=True)]

    def _script(self, case: UUID, step: Step, sent: list[Sent], mark: str) -> Script:
        numbers = _one(sent, "UPDATE cases_approval").params["numbers"].split("\n")
        places = _places(case, numbers)
        replaced: dict[Any, str] = {case: old_id(), KEY + step.path: "('k' || :n)"}
        replaced |= {number: old_number(place) for number, place in zip(numbers, places, strict=True)}
        script = Script(replaced, self.HEAD, mark=mark)
        script.add(sent)
        return script


class Accept(Operation):
    """Accepting all four items of a case: four events in one transaction. Each case only once, so a short run."""

    compared = "change"
    limited = False

    def __init__(self, known: Known, cases: Iterator[UUID], share: int) -> None:
        super().__init__(known)
        self.cases = cases
        self.share = share

    def spec(self, *, port: int, seconds: float, warm: float, most: int) -> Spec:
        steps = traffic.acceptances(self.known, islice(self.cases, min(most, self.share)))
        versions = {str(step.case): 1 for step in steps}
        return Spec(port, traffic.dealt(steps), seconds, most, 0.1, versions=versions)


class Read(Operation):
    """Reading with GET: one case of all by chance, or lists. The same statements whatever is read."""

    def __init__(self, known: Known, compared: str, steps: list[Step]) -> None:
        super().__init__(known)
        self.compared = compared
        self.steps = steps

    def spec(self, *, port: int, seconds: float, warm: float, most: int) -> Spec:
        return Spec(port, traffic.dealt(self.steps), seconds, most, warm, repeat=True)

    def scripts(self) -> list[Script]:
        request(self.steps[0])
        step = self.steps[1]
        sent, _, _ = captured(step)
        last = step.path.rpartition("/")[2]
        script = Script({UUID(last): old_id()} if len(last) == 36 else {})
        script.add(sent)
        return [script]


def operations(known: Known, runs: int) -> dict[str, Operation]:
    """This will name everything that is measured, each operation at most `runs` times.

    No two runs change the same case, so that none begins in the middle of another's pair of steps.
    """
    share = (len(known.cases) - traffic.CONNECTIONS) // (2 * runs)
    changed, read = iter(known.cases), random.Random(2).sample(known.cases, min(2000, len(known.cases)))
    return {
        "create_13_papers": Create(known, "papers_13"),
        "create_53_papers": Create(known, "papers_53"),
        "create_restaurant": Create(known, "restaurant"),
        "create_each_its_own_plan": Create(known, "papers_13", varied=True),
        "change": Change(known, changed, share),
        "accept": Accept(known, changed, share),
        "fetch": Read(known, "fetch", traffic.readings(known, read)),
        "list_100": Read(known, "list", traffic.lists(known.clerks)),
        "list_100_of_one_agency": Read(known, "list", traffic.lists([known.officer] * traffic.CONNECTIONS)),
    }


def _one(sent: Iterable[Sent], words: str) -> Sent:
    [found] = [one for one in sent if words in one.sql]
    return found


def _places(case: UUID, numbers: list[str]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM cases_approval WHERE case_id = %s ORDER BY number", [case])
        known = [number for (number,) in cursor.fetchall()]
    return [known.index(number) + 1 for number in numbers]
