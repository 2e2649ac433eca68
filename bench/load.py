"""The loader: keep-alive connections in a closed loop, in a process of its own, bounded in count and time.

    python -m bench.load SPEC        (a JSON file, see `Spec`; only ever against 127.0.0.1)

A step with a `case` is sent with If-Match, and the version in the answer is sent with the next step on that case. Every
write carries a new Idempotency-Key. A connection that has no step left ends, unless the steps are to be repeated.
"""

import json
import selectors
import socket
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

HOST = "127.0.0.1"
PATIENCE = 60
VERSION = b'"version":'


@dataclass(frozen=True, slots=True)
class Step:
    """One request; `case` names the case whose version it changes."""

    method: str
    path: str
    token: str
    body: str | None = None
    case: str | None = None

    def head(self) -> bytes:
        """This will write what never changes of the request."""
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {HOST}", f"Authorization: Bearer {self.token}"]
        if self.body is not None:
            lines += ["Content-Type: application/json", f"Content-Length: {len(self.body.encode())}"]
        return "\r\n".join(lines).encode()


@dataclass(frozen=True, slots=True)
class Spec:
    """What to send: one list of steps per connection, `seconds` and `most` requests as bounds, `warm` to begin with.

    Requests of the first `warm` seconds are answered but not counted. `versions` are those of the cases before.
    """

    port: int
    connections: list[list[Step]]
    seconds: float
    most: int
    warm: float = 0.0
    repeat: bool = False
    versions: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Self:
        """This will read what `write` wrote."""
        plain = json.loads(path.read_text())
        plain["connections"] = [[Step(**step) for step in steps] for steps in plain["connections"]]
        return cls(**plain)

    def write(self, path: Path) -> None:
        """This will write the specification."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False))


class Line:
    """One connection: what it sends next, and what of an answer has come."""

    def __init__(self, spec: Spec, steps: list[Step]) -> None:
        self.socket = socket.create_connection((HOST, spec.port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        prepared = [(step, step.head(), (step.body or "").encode()) for step in steps]
        self.steps = cycle(prepared) if spec.repeat else iter(prepared)
        self.versions = spec.versions
        self.step: Step
        self.got = b""
        self.sent_at = 0.0

    def send(self) -> bool:
        """This will send the next request; False when there is none."""
        following = next(self.steps, None)
        if following is None:
            return False
        self.step, head, body = following
        extra = b""
        if self.step.method == "POST":
            extra = b"\r\nIdempotency-Key: " + uuid4().hex.encode()
        if self.step.case is not None:
            extra += b'\r\nIf-Match: "%d"' % self.versions[self.step.case]
        self.got = b""
        self.sent_at = time.perf_counter()
        self.socket.sendall(b"%b%b\r\n\r\n%b" % (head, extra, body))
        return True

    def receive(self) -> int | None:
        """This will read what has come and give the status once the answer is whole."""
        came = self.socket.recv(262_144)
        if not came:
            raise SystemExit("the server closed a connection")
        self.got += came
        end = self.got.find(b"\r\n\r\n")
        if end < 0:
            return None
        body = self.got[end + 4 :]
        return self._done(int(self.got[9:12]), body) if _whole(self.got[:end].lower(), body) else None

    def _done(self, status: int, body: bytes) -> int:
        if self.step.case is not None and status == 200:
            at = body.index(VERSION) + len(VERSION)
            self.versions[self.step.case] = int(body[at : at + 12].split(b",", 1)[0])
        return status


def _whole(head: bytes, body: bytes) -> bool:
    start = head.find(b"content-length:")
    if start < 0:
        return body.endswith(b"0\r\n\r\n")
    return len(body) >= int(head[start + 15 :].split(b"\r\n", 1)[0])


@dataclass(slots=True)
class Seen:
    """What was measured: milliseconds of each counted request, statuses, one answer that was no success."""

    begun: float = 0.0
    ended: float = 0.0
    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    refusal: str | None = None
    bytes: int = 0

    def add(self, line: Line, status: int) -> None:
        """This will count one answer."""
        self.ended = time.perf_counter()
        self.statuses[status] += 1
        if status >= 300 and self.refusal is None:
            self.refusal = f"{line.step.method} {line.step.path}: {line.got[:2000].decode(errors='replace')}"
        if self.begun and line.sent_at >= self.begun:
            self.milliseconds.append(1000 * (self.ended - line.sent_at))
            self.bytes = len(line.got)

    def figures(self) -> dict[str, Any]:
        """This will give rate and percentiles."""
        spent = sorted(self.milliseconds)
        seconds = self.ended - self.begun
        return {
            "requests": len(spent), "seconds": round(seconds, 3), "per_second": round(len(spent) / seconds, 1),
            "p50_ms": round(spent[len(spent) // 2], 2), "p95_ms": round(spent[int(len(spent) * 0.95)], 2),
            "answer_bytes": self.bytes, "all": sum(self.statuses.values()),
            "failures": sum(n for status, n in self.statuses.items() if status >= 300), "refusal": self.refusal,
        }  # fmt: skip


def run(spec: Spec) -> Seen:
    """This will send until the time or the count is over, or every connection has nothing left to send."""
    seen = Seen()
    waiting = selectors.DefaultSelector()
    for steps in spec.connections:
        line = Line(spec, steps)
        waiting.register(line.socket, selectors.EVENT_READ, line)
        line.send()
    begun, counted = time.perf_counter(), 0
    while waiting.get_map():
        for key, _ in waiting.select(PATIENCE) or _stuck():
            line = key.data
            status = line.receive()
            if status is None:
                continue
            seen.add(line, status)
            counted += 1
            passed = time.perf_counter() - begun
            if not seen.begun and passed >= spec.warm:
                seen.begun = time.perf_counter()
                sys.stdout.write("begun\n")
                sys.stdout.flush()
            if passed >= spec.warm + spec.seconds or counted >= spec.most or not line.send():
                waiting.unregister(line.socket)
                line.socket.close()
    return seen


def _stuck() -> list[Any]:
    raise SystemExit("no answer within a minute")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(Spec.read(Path(sys.argv[1]))).figures(), ensure_ascii=False) + "\n")
