"""What pages take at a million cases, with the load of a hall of 4,000 visitors a day: every page as its own people.

The load is open: requests begin when they would, however long others take. A visitor is taken to open 12 pages, staff
among them, in a day of eight hours; the same is measured at ten times that rate. Statements are counted in the
database, page by page, beforehand, with nothing else running.

    make bench NAME=pages            (or python -m bench.pages --cases 1000 --rows 0 --seconds 20)

Bounds: at most 15 statements a page, p95 under 100 ms.
"""

import argparse
import http.client
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from statistics import quantiles
from threading import local
from typing import Any

from bench.instance import PLACE, Instance, instance, serving
from bench.load import Step
from bench.measure import cpu_seconds, save, tree

VISITORS_A_DAY, PAGES_EACH, SECONDS_A_DAY = 4_000, 12, 8 * 3600
RATE = VISITORS_A_DAY * PAGES_EACH / SECONDS_A_DAY
TIMES = (1, 10)
STATEMENTS, P95_MS = 15, 100
CONNECTIONS = 16
COUNTED, WARM = 5, 3
OTHERS = (("supervisor", "supervisor", "service_centre"), ("lead", "lead", "market_regulation"))
"""Who is there beside the accounts of the other benchmarks: name, role, agency."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its name, who opens it, where; and how often among others."""

    name: str
    who: str
    path: str
    weight: int = 1


def pages(case: str, draft: str) -> list[Page]:
    """This will be what is opened in a day: looking up most, then the desks, then one's own matters."""
    market = f"/desk/{case}/"
    return [
        Page("home", "", "/", 8), Page("search", "", "/search/?q=bdc", 8), Page("catalogue", "", "/catalogue/", 4),
        Page("item", "", "/items/food-licence/", 4), Page("guide", "", "/matters/open-restaurant/", 6),
        Page("plan", "", f"/matters/open-restaurant/plan/?place={PLACE}", 6), Page("status", "", "/status/", 6),
        Page("my matters", "applicant-0", "/mine/", 6), Page("a case of mine", "applicant-0", f"/cases/{case}/", 8),
        Page("its receipt", "applicant-0", f"/cases/{case}/receipt/", 2), Page("my data", "applicant-0", "/me/", 1),
        Page("form", "applicant-0", f"{draft}form/", 4), Page("papers", "applicant-0", f"{draft}papers/", 4),
        Page("review", "applicant-0", f"{draft}review/", 2),
        Page("desk of a window", "clerk-0", "/desk/", 8), Page("case at a window", "clerk-0", market, 8),
        Page("desk of an officer", "officer", "/desk/", 8), Page("case at an officer's", "officer", market, 8),
        Page("late, of an officer", "officer", "/desk/?task=late", 2),
        Page("desk of a supervisor", "supervisor", "/desk/", 2), Page("cards", "supervisor", "/desk/cards/", 1),
        Page("bad ratings", "supervisor", "/desk/ratings/", 1),
        Page("due by department", "supervisor", "/desk/due/", 2), Page("due, of a lead", "lead", "/desk/due/", 1),
        Page("late, of a department", "supervisor", "/desk/?due=late&agency=market_regulation", 1),
        Page("a bundle as a picture", "lead", f"{market}bundle/", 1), Page("meetings", "lead", "/desk/meetings/", 1),
        Page("desk of a lead", "lead", "/desk/", 2),
    ]  # fmt: skip


class Asking(local):
    """A connection for each thread, kept open."""

    connection: http.client.HTTPConnection | None = None


ASKING = Asking()


def ask(port: int, page: Page, sessions: dict[str, str]) -> float:
    """This will open a page and give the milliseconds until it is here whole. Raises RuntimeError for a refusal."""
    if ASKING.connection is None:
        ASKING.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Accept-Language": "zh-hans", "Cookie": f"yici_place={PLACE}; {sessions[page.who]}"}
    begun = time.perf_counter()
    ASKING.connection.request("GET", page.path, headers=headers)
    answer = ASKING.connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{page.name} ({page.path}): {answer.status}")
    return 1000 * (time.perf_counter() - begun)


def arrivals(wanted: list[Page], rate: float, seconds: float) -> Iterator[tuple[float, Page]]:
    """This will say when which page is opened: independent of each other, the same in every run."""
    chance, at = Random(1), 0.0
    while (at := at + chance.expovariate(rate)) < seconds:
        yield at, chance.choices(wanted, [page.weight for page in wanted])[0]


def opened(live: Instance, wanted: list[Page], sessions: dict[str, str], rate: float, seconds: float) -> dict[str, Any]:
    """This will let people come for some seconds, and give percentiles of each page and of all."""
    assert live.server is not None
    took: dict[str, list[float]] = defaultdict(list)
    before = [cpu_seconds(tree(pid)) for pid in (live.server.pid, live.database.pid)]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        begun, waiting = time.perf_counter(), []
        for at, page in arrivals(wanted, rate, seconds):
            time.sleep(max(0.0, begun + at - time.perf_counter()))
            waiting.append((page, pool.submit(_from, begun + at, live.port, page, sessions)))
        for page, future in waiting:
            took[page.name].append(future.result())
    after = [cpu_seconds(tree(pid)) for pid in (live.server.pid, live.database.pid)]
    everything = [one for each in took.values() for one in each]
    cpu = [round(1000 * (end - start) / len(everything), 2) for start, end in zip(before, after, strict=True)]
    return {
        "per_second": round(rate, 2), "requests": len(everything), "app_ms": cpu[0], "database_ms": cpu[1],
        "all": _percentiles(everything), "pages": {name: _percentiles(each) for name, each in sorted(took.items())},
    }  # fmt: skip


def _from(due: float, port: int, page: Page, sessions: dict[str, str]) -> float:
    """Waiting for a connection counts: people wait for that as well."""
    late = 1000 * (time.perf_counter() - due)
    return late + ask(port, page, sessions)


def _percentiles(took: list[float]) -> dict[str, float]:
    cuts = quantiles(took, n=100, method="inclusive") if len(took) > 1 else took * 99
    return {"p50_ms": round(cuts[49], 1), "p95_ms": round(cuts[94], 1), "requests": len(took)}


def counted(live: Instance, wanted: list[Page], sessions: dict[str, str]) -> dict[str, float]:
    """This will count the statements of each page, after both workers know what they keep."""
    from bench.statements import counting, counts  # noqa: PLC0415

    found = {}
    with live.superuser() as superuser:
        for page in wanted:
            for _ in range(WARM * 2):
                ask(live.port, page, sessions)
            with counting(superuser):
                for _ in range(COUNTED):
                    ask(live.port, page, sessions)
            found[page.name] = counts(superuser, COUNTED)["statements"]
    return found


def scene(options: argparse.Namespace, made: Instance) -> tuple[list[Page], dict[str, str]]:
    """This will fill an instance and give the pages, and the cookies of whoever opens them."""
    from django.test import Client  # noqa: PLC0415

    from bench import filling  # noqa: PLC0415
    from bench.matter import MATTERS  # noqa: PLC0415
    from bench.multiplying import multiply  # noqa: PLC0415
    from bench.statements import request  # noqa: PLC0415
    from yici.people.queries import user_named  # noqa: PLC0415

    known = filling.filled(options.cases)
    for name, role, agency in OTHERS:
        filling.add_staff(name, role, agency)
    if options.rows:
        multiply(made, filled=options.cases, rows=options.rows)
    body = next(filling.bodies_of("papers_13", [options.cases + 1]))
    sent = request(Step("POST", "/api/v1/cases", known.applicants[0], json.dumps(body)))
    sessions, clients = {"": ""}, {}
    for name in ("applicant-0", "clerk-0", "officer", *(one[0] for one in OTHERS)):
        client = Client()
        client.force_login(user_named(name), backend="django.contrib.auth.backends.ModelBackend")
        sessions[name], clients[name] = f"sessionid={client.cookies['sessionid'].value}", client
    chosen = MATTERS["papers_13"]
    begun = clients["applicant-0"].post(
        f"/matters/{chosen.bundle}/begin/",
        {"place": PLACE, **{key: str(value) for key, value in chosen.answers.items()}},
    )
    draft = str(begun.headers["Location"]).partition("form/")[0]
    filling.leave(made)
    return pages(sent.json()["case"], draft), sessions


def main() -> None:
    """This will measure and save."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument(
        "--rows", type=int, default=1_000_000, help="copy the filled cases until there are so many rows"
    )
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    with instance() as made:
        wanted, sessions = scene(options, made)
        with serving(made) as live:
            statements = counted(live, wanted, sessions)
            loads = {f"{times} x": opened(live, wanted, sessions, RATE * times, options.seconds) for times in TIMES}
    most = max(statements.values())
    save("pages", {
        "rows": options.rows or options.cases, "visitors_a_day": VISITORS_A_DAY, "pages_each": PAGES_EACH,
        "statements": statements, "most_statements": most, "loads": loads,
        "holds": {"statements": most <= STATEMENTS, "p95": loads["1 x"]["all"]["p95_ms"] <= P95_MS},
    })  # fmt: skip


if __name__ == "__main__":
    main()
