"""The limit: pgbench (-M prepared) sending the very statements of a request to a copy of the same tables.

Every parameter that the product sends is sent, as a parameter, with the same text. What must differ from one
transaction to the next is computed by the server: new ids and numbers from a counter, existing cases by chance. So this
is what PostgreSQL could do if the rest of the request cost nothing.
"""

import os
import re
import resource
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from bench.filling import FIRST_CASE_MS
from bench.instance import Instance
from bench.measure import cpu_seconds, tree
from bench.statements import Sent
from yici.database import binaries, roles

COPY = "yici_limit"
NEW, OLD = ":n", ":c"
"""A number that no other transaction has, and the number of a filled case by chance."""
_PLACE = re.compile(r"%(?:\((\w+)\))?([sbt%])")
_CASTS: tuple[tuple[type, str], ...] = (
    (bool, "::boolean"), (int, "::bigint"), (float, "::float8"), (datetime, "::timestamptz"), (date, "::date"),
    (UUID, "::uuid"), (bytes, "::bytea"), (str, ""),
)  # fmt: skip


def new_id(tail: str = "7000") -> str:
    """This will be the expression of an id that no other transaction makes, in the order of time."""
    return f"(lpad(to_hex({NEW}::bigint), 12, '0') || '{tail}8000000000000000')::uuid"


def new_number(mark: int = 0) -> str:
    """This will be the expression of a case number's twenty-two characters that no other transaction makes."""
    return f"(lpad({NEW}::text, 20, '0') || '{mark:02d}')"


def old_id() -> str:
    """This will be the expression of the id of a filled case, by chance."""
    return f"(lpad(to_hex({FIRST_CASE_MS} + {OLD}::bigint), 12, '0') || '70008000000000000000')::uuid"


def old_number(place: int) -> str:
    """This will be the expression of the number of a filled case's approval, by its place among them."""
    return f"(SELECT numbers[{place}] FROM bench.numbers WHERE n = {OLD}::int)"


@dataclass(slots=True)
class Script:
    """A pgbench script being written: its lines, and the parameters that go on the command line."""

    replaced: Mapping[Any, str]
    edits: tuple[tuple[str, str], ...] = ()
    lines: list[str] = field(default_factory=list)
    defines: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    mark: str = "p"

    def add(self, sent: list[Sent]) -> None:
        """This will add the statements of a request, with its transaction."""
        inside = False
        for one in sent:
            if one.inside != inside:
                self.lines.append("BEGIN;" if one.inside else "COMMIT;")
                inside = one.inside
            self.lines.append(self._statement(one) + ";")
        if inside:
            self.lines.append("COMMIT;")

    def _statement(self, one: Sent) -> str:
        text = one.sql
        for old, new in self.edits:
            if old in text:
                self.used.add(old)
                text = text.replace(old, new)
        given = iter(one.params) if isinstance(one.params, list | tuple) else iter(())
        known: dict[str, str] = {}

        def put(match: re.Match[str]) -> str:
            if match[2] == "%":
                return "%"
            name = match[1]
            if name is None:
                return self._value(next(given))
            if name not in known:
                known[name] = self._value(one.params[name])
            return known[name]

        return _PLACE.sub(put, text).strip()

    def _value(self, value: Any) -> str:
        if value is None:
            return "NULL"
        if value == "":
            # pgbench takes no empty parameter on its command line.
            return "''"
        if isinstance(value, list) and value and all(one in self.replaced for one in value):
            return f"ARRAY[{', '.join(self.replaced[one] for one in value)}]"
        if not isinstance(value, list) and value in self.replaced:
            return self.replaced[value]
        if isinstance(value, str) and "\n" in value and all(one in self.replaced for one in value.split("\n")):
            return "(" + " || E'\\n' || ".join(self.replaced[one] for one in value.split("\n")) + ")"
        name = f"{self.mark}{len(self.defines)}"
        self.defines[name] = _text(value)
        return f":{name}{_cast(value)}"


def _cast(value: Any) -> str:
    if isinstance(value, list):
        return _cast(value[0]) + "[]" if value and _cast(value[0]) else "::text[]"
    return next(cast for kind, cast in _CASTS if isinstance(value, kind))


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "{" + ",".join('"' + _text(one).replace("\\", "\\\\").replace('"', '\\"') + '"' for one in value) + "}"
    return "\\x" + value.hex() if isinstance(value, bytes) else str(value)


def copy_database(made: Instance) -> None:
    """This will copy the filled database for pgbench; nobody may be connected to it. Approval numbers stand by case."""
    with roles.superuser(made.database.socket, made.database.port) as connection:
        roles.create(connection, COPY, roles.DATABASE)
    with _superuser(made) as connection:
        connection.execute(
            "create table bench.numbers as select row_number() over (order by case_id)::int - 1 as n,"
            " array_agg(number order by number) as numbers from cases_approval"
            " where case_id >= %s and case_id < %s group by case_id",
            [UUID(int=FIRST_CASE_MS << 80), UUID(int=(FIRST_CASE_MS + 10**9) << 80)],
        )
        connection.execute("alter table bench.numbers add primary key (n)")
        connection.execute("grant usage on schema bench to public")
        connection.execute("grant select on bench.numbers to public")
        connection.execute("vacuum analyze")


def _superuser(made: Instance) -> psycopg.Connection[tuple[Any, ...]]:
    return roles.superuser(made.database.socket, made.database.port, database=COPY)


class Limit:
    """Runs scripts against the copy; ids never repeat from one run to the next."""

    def __init__(self, made: Instance, cases: int) -> None:
        self.made = made
        self.cases = cases
        self.runs = 0
        self.program = binaries.find(os.environ).program("pgbench")

    def run(self, scripts: list[Script], *, seconds: int, clients: int = 8) -> dict[str, Any]:
        """This will run scripts in equal parts and give rate and CPU milliseconds per transaction."""
        self.runs += 1
        database = self.made.database
        with tempfile.TemporaryDirectory(prefix="yici-bench-") as folder:
            command = self._command(scripts, Path(folder), seconds, clients)
            before, ours = cpu_seconds(tree(database.pid)), _children()
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            after = cpu_seconds(tree(database.pid))
        return self._figures(done, after - before, _children() - ours)

    def _command(self, scripts: list[Script], folder: Path, seconds: int, clients: int) -> list[str]:
        database = self.made.database
        command = [
            self.program, "-M", "prepared", "-n", "-c", str(clients), "-j", "1", "-T", str(seconds),
            "-h", str(database.socket), "-p", str(database.port), "-U", roles.APPLICATION, "-D", "i=0",
        ]  # fmt: skip
        for number, script in enumerate(scripts):
            if unused := {old for old, _ in script.edits} - script.used:
                raise SystemExit(f"the product no longer sends what this benchmark edits: {unused}")
            file = folder / f"{number}.sql"
            file.write_text("\n".join([*self._counters(), *script.lines]) + "\n")
            command += ["-f", str(file)]
            for name, text in script.defines.items():
                command += ["-D", f"{name}={text}"]
        return [*command, COPY]

    def _counters(self) -> list[str]:
        # Ids of a run begin where no other run's end; clients take turns within it.
        return [
            r"\set i :i + 1",
            rf"\set n {self.runs} * 10000000000 + :i * 64 + :client_id",
            rf"\set c random(0, {self.cases - 1})",
        ]

    def _figures(self, done: subprocess.CompletedProcess[str], database: float, own: float) -> dict[str, Any]:
        rate = re.search(r"tps = ([\d.]+)", done.stdout)
        count = re.search(r"actually processed: (\d+)", done.stdout)
        if done.returncode or not rate or not count or "failed transactions: 0 " not in done.stdout:
            raise SystemExit(f"pgbench failed: {done.stderr[-3000:]} {done.stdout[-500:]}")
        number = int(count[1])
        return {
            "per_second": round(float(rate[1]), 1), "transactions": number,
            "cpu_ms": {"pgbench": round(1000 * own / number, 3), "database": round(1000 * database / number, 3)},
        }  # fmt: skip


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
