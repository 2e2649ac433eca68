"""Which statements a request sends: captured in this process as they leave Django, and counted in the database.

Captured are text and parameters, to be sent again by pgbench. Counted is by pg_stat_statements, with everything that
bypasses Django's cursors (BEGIN, COMMIT, looking whether the connection lives).
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import psycopg
from django.db import connection
from django.test import Client

from bench.instance import COUNTED
from bench.load import Step

Counted = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """One statement with its parameters, and whether it stood inside a transaction."""

    sql: str
    params: Any
    inside: bool


def captured(step: Step, *, key: str = "", version: int = 0) -> tuple[list[Sent], dict[str, Any], Any]:
    """This will carry a step out in this process and give its statements, its answer as JSON, and the raw answer."""
    sent: list[Sent] = []

    def keep(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        text = sql if isinstance(sql, str) else sql.as_string()
        sent.append(Sent(text, params, connection.in_atomic_block))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        answer = request(step, key=key, version=version)
    return sent, json.loads(answer.content), answer


def request(step: Step, *, key: str = "", version: int = 0) -> Any:
    """This will carry a step out in this process. Raises RuntimeError for a refusal."""
    headers = {"Authorization": f"Bearer {step.token}"}
    if step.method == "POST":
        headers["Idempotency-Key"] = key or os.urandom(16).hex()
    if step.case is not None:
        headers["If-Match"] = f'"{version}"'
    if step.method == "GET":
        answer = _client().get(step.path, headers=headers)
    else:
        answer = _client().post(step.path, step.body, content_type="application/json", headers=headers)
    if answer.status_code >= 300:
        raise RuntimeError(f"{step.path}: {answer.status_code} {answer.content[:2000]!r}")
    return answer


@cache
def _client() -> Client:
    """One for all: each loads the middleware and looks at every static file."""
    return Client()


@contextmanager
def counting(superuser: psycopg.Connection[tuple[Any, ...]]) -> Iterator[None]:
    """This will count the statements that the application sends inside the block."""
    _track(superuser, "top")
    superuser.execute(f"select bench.{COUNTED}_reset()")
    try:
        yield
    finally:
        _track(superuser, "none")


def _track(superuser: psycopg.Connection[tuple[Any, ...]], what: str) -> None:
    superuser.execute(f"alter system set {COUNTED}.track = {what}")
    superuser.execute("select pg_reload_conf(), pg_sleep(0.2)")


COUNTS = f"""
SELECT query, calls, total_exec_time FROM bench.{COUNTED}
WHERE userid = (SELECT oid FROM pg_roles WHERE rolname = 'yici_app') ORDER BY calls DESC
"""
FRAME = ("BEGIN", "COMMIT", "ROLLBACK")


def counts(superuser: psycopg.Connection[tuple[Any, ...]], requests: int) -> Counted:
    """This will say what was counted, per request: statements beside BEGIN and COMMIT, and each kind of statement."""
    rows = superuser.execute(COUNTS).fetchall()
    work = [row for row in rows if not row[0].upper().startswith(FRAME)]
    return {
        "statements": round(sum(row[1] for row in work) / requests, 2),
        "frame": round(sum(row[1] for row in rows if row not in work) / requests, 2),
        "execution_ms": round(sum(row[2] for row in rows) / requests, 3),
        "kinds": {brief(query): round(calls / requests, 3) for query, calls, _ in work if calls >= requests / 100},
    }


def brief(query: str) -> str:
    """This will give the beginning of a statement in one line."""
    return " ".join(query.split())[:110]
