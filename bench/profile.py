"""Where the CPU of a request goes: by layer in the application, by statement in the database.

The requests go through the whole application in this process, without a web server and a socket, so the figures are
smaller than those of `bench.cases` by what these two take. The application is looked at once in a few milliseconds of
CPU time: what it is in by then is the innermost layer that is named here, so a statement sent to find a token counts
as a statement. The looks slow nothing down that they measure, unlike a tracing profiler.

    make bench NAME=profile          (or python -m bench.profile --requests 400 --cases 1000)
"""

import argparse
import io
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final
from uuid import uuid4

from bench.instance import Instance, instance
from bench.load import VERSION, Step
from bench.measure import save

EVERY: Final = 0.001
LAYERS: Final = (
    ("statements", ("/django/db/", "/psycopg/", "/psycopg_binary/", "/yici/database/")),
    ("sealing and signing", ("/yici/ledger/ciphers.py", "/yici/ledger/keyring.py", "/yici/ledger/keys.py",
                             "/cryptography/", "/hmac.py")),
    ("response", ("/yici/api/answers.py", "/yici/api/v1/writing.py", "/yici/api/v1/shapes.py",
                  "/django/http/response.py")),
    ("authentication", ("/yici/api/auth.py", "/yici/api/limits.py", "/yici/people/")),
    ("validation", ("/yici/api/bodies.py", "/yici/intake/values.py", "/stdnum/")),
    ("codec and hash", ("/yici/cases/codec.py", "/yici/ledger/", "/yici/domain/event.py", "/yici/domain/chain.py")),
    ("domain", ("/yici/domain/",)),
    ("load, rows and services", ("/yici/cases/", "/yici/intake/", "/yici/catalogue/", "/yici/licences/")),
)  # fmt: skip
REST: Final = "HTTP and framework"
Wanted = Callable[[int], list[Step]]


def layer_of(frame: FrameType | None) -> str:
    """This will name the innermost layer that a stack stands in."""
    while frame is not None:
        file = frame.f_code.co_filename
        for name, parts in LAYERS:
            if any(part in file for part in parts):
                return name
        frame = frame.f_back
    return REST


class Looks:
    """What was found at each look: the layer, and the function that ran."""

    def __init__(self) -> None:
        self.layers: Counter[str] = Counter()
        self.functions: Counter[str] = Counter()

    @contextmanager
    def looking(self) -> Iterator[None]:
        """This will look now and then, by CPU time, until the block ends."""
        before = signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    def _look(self, _: int, frame: FrameType | None) -> None:
        self.layers[layer_of(frame)] += 1
        if frame is not None:
            code = frame.f_code
            self.functions[f"{'/'.join(Path(code.co_filename).parts[-2:])} {code.co_qualname}"] += 1


class Face:
    """The application as a web server calls it, and the versions of the cases that it changed."""

    def __init__(self) -> None:
        from yici.wsgi import application  # noqa: PLC0415

        self.application: Any = application
        self.versions: dict[str, int] = {}
        self.status = ""

    def send(self, step: Step) -> None:
        """This will carry a step out. Raises SystemExit for a refusal."""
        answer = self.application(self._environ(step), self._begin)
        content = b"".join(answer)
        answer.close()
        if not self.status.startswith("2"):
            raise SystemExit(f"{step.path}: {self.status} {content[:1000]!r}")
        if step.case is not None:
            told = content.partition(VERSION)[2]
            self.versions[step.case] = int(told.partition(b",")[0])

    def _begin(self, status: str, *_: Any) -> None:
        self.status = status

    def _environ(self, step: Step) -> dict[str, Any]:
        body = (step.body or "").encode()
        found = {
            "REQUEST_METHOD": step.method, "PATH_INFO": step.path, "SCRIPT_NAME": "", "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1", "HTTP_AUTHORIZATION": f"Bearer {step.token}", "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr, "wsgi.multithread": False,
        }  # fmt: skip
        if step.body is not None:
            found |= {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body)),
                      "HTTP_IDEMPOTENCY_KEY": uuid4().hex}  # fmt: skip
        if step.case is not None:
            found["HTTP_IF_MATCH"] = f'"{self.versions.get(step.case, 1)}"'
        return found


def profiled(face: Face, wanted: Wanted, requests: int, made: Instance) -> dict[str, Any]:
    """This will warm the face for some steps, then measure as many, then count the statements of some more."""
    from bench.statements import counting  # noqa: PLC0415

    for step in wanted(60):
        face.send(step)
    looks, steps, backend = Looks(), wanted(requests), _backend()
    app, database = time.process_time(), _cpu_seconds(backend)
    with looks.looking():
        for step in steps:
            face.send(step)
    app, database = time.process_time() - app, _cpu_seconds(backend) - database
    few = wanted(60)
    with made.superuser() as superuser:
        with counting(superuser):
            for step in few:
                face.send(step)
        statements = _statements(superuser, len(few))
    figures = {"app_ms": round(1000 * app / len(steps), 3), "database_ms": round(1000 * database / len(steps), 3)}
    return figures | _shares(looks, figures["app_ms"]) | {"statements_ms": statements}


def _shares(looks: Looks, app_ms: float) -> dict[str, Any]:
    each = app_ms / max(1, looks.layers.total())
    layers = {name: round(each * count, 3) for name, count in looks.layers.most_common()}
    functions = {name: round(each * count, 3) for name, count in looks.functions.most_common(15)}
    return {"looks": looks.layers.total(), "layers_ms": layers, "functions_ms": functions}


def _backend() -> int:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _cpu_seconds(pid: int) -> float:
    """Finer than the ticks of `bench.measure`, which suffice for a run of many seconds."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _statements(superuser: Any, requests: int) -> dict[str, float]:
    """What the database says that each statement took: without reading it, answering, and writing at the end."""
    from bench.statements import COUNTS, brief  # noqa: PLC0415

    rows = superuser.execute(COUNTS).fetchall()
    return {brief(query): round(spent / requests, 3) for query, calls, spent in rows if calls >= requests}


def wishes(known: Any) -> dict[str, Wanted]:
    """This will name what is profiled."""
    from bench import traffic  # noqa: PLC0415

    cases = iter(known.cases)
    return {
        "create_13_papers": lambda most: traffic.submissions(known, "papers_13", most),
        "create_53_papers": lambda most: traffic.submissions(known, "papers_53", most),
        "change": lambda most: traffic.corrections(known, "papers_13", [next(cases) for _ in range(most // 2)]),
        "fetch": lambda most: (traffic.readings(known, known.cases) * (most // len(known.cases) + 1))[:most],
    }


def main() -> None:
    """This will profile and save."""
    parser = argparse.ArgumentParser(prog="python -m bench.profile")
    parser.add_argument("--cases", type=int, default=3000)
    parser.add_argument("--requests", type=int, default=2000)
    options = parser.parse_args()
    with instance() as made:
        from bench import filling  # noqa: PLC0415

        known = filling.filled(max(options.cases, options.requests))
        filling.leave(made)
        face = Face()
        figures = {name: profiled(face, wanted, options.requests, made) for name, wanted in wishes(known).items()}
        filling.leave(made)
    save("profile", {"cases": options.cases, "requests": options.requests, "operations": figures})


if __name__ == "__main__":
    main()
