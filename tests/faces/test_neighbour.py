"""The demonstration's provider beside the server: where it is found, that it stays, and that it goes."""

import socket
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faces.provider_process import answers, free_port
from yici.cli import neighbour
from yici.cli.neighbour import identity_provider
from yici.cli.port import Port
from yici.demo.people import CITIZENS
from yici.demo.provider.place import CLIENT, FOLDER, OURS, announce
from yici.demo.provider.register import BY_KEY
from yici.people.provider import read_provider

PATIENCE = 60


Started = list[tuple[subprocess.Popen[bytes], dict[str, str]]]


def noted(monkeypatch: pytest.MonkeyPatch) -> Started:
    """Every process that is started from now on, with its environment."""
    started: Started = []

    def start(*arguments: Any, env: dict[str, str], **how: Any) -> subprocess.Popen[bytes]:
        process = popen(*arguments, env=env, **how)
        started.append((process, env))
        return process

    popen = neighbour.subprocess.Popen
    monkeypatch.setattr(neighbour.subprocess, "Popen", start)
    return started


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_its_port_and_secret_are_kept_and_what_it_says_can_be_read(tmp_path: Path) -> None:
    first: dict[str, str] = {}
    again: dict[str, str] = {}
    announce(tmp_path, first)
    announce(tmp_path, again)
    assert first == again
    assert first[OURS] == "1"
    provider = read_provider(first)
    assert provider
    assert (provider.client, len(provider.secret)) == (CLIENT, 64)
    assert provider.secret not in repr(provider)
    assert stat.S_IMODE((tmp_path / FOLDER / "client-secret").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / FOLDER).stat().st_mode) == 0o700


def test_a_provider_that_the_operator_named_stays(tmp_path: Path) -> None:
    named = {"YICI_OIDC_ISSUER": "https://id.example"}
    announce(tmp_path, named)
    assert named == {"YICI_OIDC_ISSUER": "https://id.example"}
    assert not (tmp_path / FOLDER).exists()


def test_another_port_is_taken_where_somebody_else_listens(tmp_path: Path) -> None:
    first: dict[str, str] = {}
    announce(tmp_path, first)
    port = int(first["YICI_OIDC_ISSUER"].rpartition(":")[2])
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        second: dict[str, str] = {}
        announce(tmp_path, second)
    assert second["YICI_OIDC_ISSUER"] != first["YICI_OIDC_ISSUER"]


def test_it_comes_back_when_it_is_killed_and_goes_with_the_demonstration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[str, str] = {}
    announce(tmp_path, told)
    for name, value in {**told, "YICI_HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    issuer, started = told["YICI_OIDC_ISSUER"], noted(monkeypatch)
    with identity_provider("127.0.0.1", Port("127.0.0.1", free_port())):
        until(lambda: answers(issuer))
        [(child, environment)] = started
        ours = [name for name in environment if name.startswith(("DATABASE_", "DJANGO_", "YICI_"))]
        assert ours == ["YICI_PARENT"]
        child.kill()
        until(lambda: not answers(issuer))
        until(lambda: answers(issuer))
    assert not answers(issuer)
    assert len(started) == 2
    assert None not in [one.poll() for one, _ in started]


def test_without_one_of_its_own_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OURS, raising=False)
    started = noted(monkeypatch)
    with identity_provider("127.0.0.1", Port("127.0.0.1", free_port())):
        assert started == []


def test_its_register_knows_the_people_of_the_demonstration() -> None:
    for person in CITIZENS:
        known = BY_KEY[person.username]
        assert (known.name, known.id_number, known.phone) == (person.name, person.id_number, person.phone)
    names = [one.name for one in BY_KEY.values()]
    assert len(names) > len(set(names))
