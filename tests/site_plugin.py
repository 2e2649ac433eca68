"""The site as its users meet it: the real WSGI application behind a socket, on the database of this process."""

import fcntl
import hashlib
from collections.abc import Hashable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from whitenoise.base import WhiteNoise

STATE = "static.state"
"""Beside the collected files: which they are."""


@pytest.fixture(scope="session")
def static_files() -> None:
    """The collected static files, which every page names; they are collected anew when one has changed."""
    state = hashlib.sha256(repr(sorted(static_sources())).encode()).hexdigest()
    # Beside the files themselves: a home that is claimed here need not be that of the settings.
    made = settings.STATIC_ROOT.parent / STATE
    made.parent.mkdir(parents=True, exist_ok=True)
    # Several workers may have one folder: one collects, and the others wait for it.
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists() or made.read_text() != state:
            call_command("collectstatic", "--no-input", "--clear", verbosity=0)
            made.write_text(state)


def static_sources() -> Iterator[tuple[str, str]]:
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            yield name, storage.get_modified_time(name).isoformat()


_looked_through: dict[Hashable, dict[str, Any]] = {}
_look_through = WhiteNoise.update_files_dictionary


def _look_through_once(self: WhiteNoise, root: str, prefix: str) -> None:
    """Look through the collected files once: every client of a test makes its middlewares anew, and this takes ten
    times as long as most requests."""
    state = Path(root).parent / STATE
    key = (type(self), root, prefix, state.stat().st_mtime_ns if state.exists() else None)
    if key not in _looked_through:
        _look_through(self, root, prefix)
        _looked_through[key] = dict(self.files)
    self.files.update(_looked_through[key])


WhiteNoise.update_files_dictionary = _look_through_once


class Handler(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Requests are no news."""


@pytest.fixture(scope="session")
def site_address(django_db_setup: None, static_files: None) -> Iterator[str]:
    from yici.wsgi import application  # it reads the static files when it is loaded

    site = ThreadedWSGIServer(("127.0.0.1", 0), Handler)
    site.set_app(application)
    thread = Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{site.server_port}"
    site.shutdown()
    site.server_close()
    thread.join()


@pytest.fixture
def site(site_address: str, transactional_db: None) -> str:
    """The address of the running site. What it writes is committed, and undone when the test ends."""
    return site_address


@pytest.fixture(autouse=True)
def _lists_indexed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Index a thousand lines of a list only where they are to be found."""
    if request.node.get_closest_marker("lists_indexed") is None:
        monkeypatch.setattr("yici.catalogue.services.listed_entries", lambda head, lines: ())
