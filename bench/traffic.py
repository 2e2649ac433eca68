"""What real clients would send: applications, corrections asked for and taken back, reading one, reading lists."""

import json
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any
from uuid import UUID

from bench.filling import Known, bodies_of, papers_of
from bench.load import Step

CONNECTIONS = 8
_numbers = count(10_000_000)
"""Applicants that no other run has."""


def submissions(known: Known, matter: str, most: int, vary: Callable[[int], dict[str, Any]] | None = None) -> list[Step]:
    """This will write applications of ever new people; `vary` changes the answers from one to the next."""
    first = next(_numbers) * 1
    for _ in range(most):
        next(_numbers)
    steps = []
    for number, body in enumerate(bodies_of(matter, range(first, first + most))):
        if vary:
            body["answers"] |= vary(number)
        token = known.applicants[number % len(known.applicants)]
        steps.append(Step("POST", "/api/v1/cases", token, json.dumps(body, ensure_ascii=False)))
    return steps


def corrections(known: Known, matter: str, cases: Iterable[UUID]) -> list[Step]:
    """This will ask for a correction of each case and take the request back, as two clerks would."""
    paper = papers_of(matter)[0].material
    steps = []
    for number, case in enumerate(cases):
        path, token = f"/api/v1/cases/{case}", known.clerks[number % len(known.clerks)]
        asked = {"defects": [{"item": "fire-check", "target": paper, "code": "paper.unclear"}]}
        steps += [
            Step("POST", f"{path}/request-correction", token, json.dumps(asked), str(case)),
            Step("POST", f"{path}/withdraw-correction", token, "{}", str(case)),
        ]
    return steps


def acceptances(known: Known, cases: Iterable[UUID]) -> list[Step]:
    """This will accept all items of each case."""
    return [
        Step("POST", f"/api/v1/cases/{case}/accept", known.clerks[number % len(known.clerks)], "{}", str(case))
        for number, case in enumerate(cases)
    ]


def readings(known: Known, cases: Iterable[UUID]) -> list[Step]:
    """This will read cases one by one, each clerk in turn."""
    return [
        Step("GET", f"/api/v1/cases/{case}", known.clerks[number % len(known.clerks)])
        for number, case in enumerate(cases)
    ]


def lists(tokens: tuple[str, ...]) -> list[Step]:
    """This will read the newest hundred cases."""
    return [Step("GET", "/api/v1/cases?limit=100", token) for token in tokens]


def dealt(steps: list[Step], size: int = 1) -> list[list[Step]]:
    """This will deal steps to the connections, `size` that belong together at a time."""
    return [
        [step for start in range(line * size, len(steps), CONNECTIONS * size) for step in steps[start : start + size]]
        for line in range(CONNECTIONS)
    ]
