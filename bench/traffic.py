"""What real clients would send: applications, corrections asked for and taken back, reading one, reading lists."""

import json
from collections.abc import Callable, Iterable
from itertools import count, islice
from typing import Any
from uuid import UUID

from bench.filling import Known, bodies_of, paper_of
from bench.load import Step

CONNECTIONS = 8
ITEM = "fire-check"
_numbers = count(1_000_000)
"""Applicants that nobody else has: the fill's have smaller numbers."""


def submissions(
    known: Known, matter: str, most: int, vary: Callable[[int], dict[str, Any]] | None = None
) -> list[Step]:  # fmt: skip
    """This will write applications of ever new people; `vary` changes the answers from one to the next."""
    numbers = list(islice(_numbers, most))
    steps = []
    for number, body in zip(numbers, bodies_of(matter, numbers), strict=True):
        if vary:
            body["answers"] |= vary(number)
        token = known.applicants[number % len(known.applicants)]
        steps.append(Step("POST", "/api/v1/cases", token, json.dumps(body, ensure_ascii=False)))
    return steps


def corrections(known: Known, matter: str, cases: Iterable[UUID]) -> list[Step]:
    """This will ask for a correction of each case and take the request back: two steps a case."""
    paper = paper_of(matter, ITEM)
    asked = json.dumps({"defects": [{"item": ITEM, "target": paper, "code": "paper.unclear"}]})
    steps = []
    for number, case in enumerate(cases):
        path, token = f"/api/v1/cases/{case}", known.clerks[number % len(known.clerks)]
        steps += [
            Step("POST", f"{path}/request-correction", token, asked, str(case)),
            Step("POST", f"{path}/withdraw-correction", token, "{}", str(case)),
        ]
    return steps


def acceptances(known: Known, cases: Iterable[UUID]) -> list[Step]:
    """This will accept all items of each case."""
    clerks = known.clerks
    return [
        Step("POST", f"/api/v1/cases/{case}/accept", clerks[number % len(clerks)], "{}", str(case))
        for number, case in enumerate(cases)
    ]


def readings(known: Known, cases: Iterable[UUID]) -> list[Step]:
    """This will read cases one by one, each clerk in turn."""
    clerks = known.clerks
    return [Step("GET", f"/api/v1/cases/{case}", clerks[number % len(clerks)]) for number, case in enumerate(cases)]


def lists(tokens: Iterable[str]) -> list[Step]:
    """This will read the newest hundred cases."""
    return [Step("GET", "/api/v1/cases?limit=100", token) for token in tokens]


def dealt(steps: list[Step], size: int = 1) -> list[list[Step]]:
    """This will deal steps to the connections, `size` that belong together at a time."""
    return [
        [step for start in range(line * size, len(steps), CONNECTIONS * size) for step in steps[start : start + size]]
        for line in range(CONNECTIONS)
    ]
