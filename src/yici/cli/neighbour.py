"""The demonstration's identity provider: a process of its own beside the server, watched, and stopped with it."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from yici.cli.port import Port
from yici.demo.provider.place import FOLDER, OURS
from yici.parent import NAMED

STOPS_WITHIN: Final = 10
LOOK_EVERY: Final = 0.5
AGAIN_AFTER: Final = 1.0
"""Seconds."""


@contextmanager
def identity_provider(host: str, port: Port) -> Iterator[None]:
    """This will run the demonstration's provider meanwhile, unless the operator named another one."""
    if os.environ.get(OURS) != "1":
        yield
        return
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(_environment(host, port), stop))
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join(timeout=2 * STOPS_WITHIN)


def _watch(environment: dict[str, str], stop: threading.Event) -> None:
    """Keep it running: whoever kills it gets another one."""
    while not stop.is_set():
        process = subprocess.Popen(
            [sys.executable, "-m", "yici.demo.provider"], env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        while process.poll() is None and not stop.wait(LOOK_EVERY):
            pass
        process.terminate()
        process.wait(timeout=STOPS_WITHIN)
        stop.wait(AGAIN_AFTER)


def _environment(host: str, port: Port) -> dict[str, str]:
    """What the provider is told. Nothing of the instance is among it: no key, no database."""
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("YICI_", "DATABASE_", "DJANGO_"))
    }
    origins = [f"http://{one}:{port.number}" for one in dict.fromkeys(("127.0.0.1", "localhost", host))]
    return {
        **plain,
        NAMED: str(os.getpid()),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "DEMO_PROVIDER_FOLDER": str(Path(os.environ["YICI_HOME"]) / FOLDER),
        "DEMO_PROVIDER_ISSUER": os.environ["YICI_OIDC_ISSUER"],
        "DEMO_PROVIDER_CLIENT": os.environ["YICI_OIDC_CLIENT"],
        "DEMO_PROVIDER_SECRET_FILE": os.environ["YICI_OIDC_SECRET_FILE"],
        "DEMO_PROVIDER_CLIENTS_AT": " ".join(origins),
    }
