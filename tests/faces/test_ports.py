"""Where an instance serves: never on a port that somebody else serves on."""

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from tests import server as servers
from yici.cli import commands
from yici.cli.port import Port, kept
from yici.domain.error import Refused

PROGRAM = "import sys; from yici.cli import main; sys.exit(main())"
HERE = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens who would share it, as our own workers do."""
    with listener(0) as other:
        yield other.getsockname()[1]


def listener(number: int, address: str = HERE, family: int = socket.AF_INET) -> socket.socket:
    made = socket.socket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind((address, number))
    made.listen()
    return made


def yici(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = servers.environment(servers.PLACEHOLDER, servers.PLACEHOLDER)
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("command", ["run", "demo"])
def test_a_port_that_was_asked_for_and_is_taken_is_refused_with_a_way_out(taken: int, command: str) -> None:
    done = yici(command, "--port", str(taken))
    assert done.returncode == 1
    assert f"端口 {taken} 已被占用" in done.stderr
    assert "is taken" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", ["0", "99999", "-1", "eight"])
def test_what_is_no_port_is_refused(number: str) -> None:
    for name in ("run", "demo"):
        assert CliRunner().invoke(commands.yici, [name, "--port", number]).exit_code == 2


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host", "nowhere.invalid", "x" * 300, ""])
def test_a_host_that_is_not_this_machine_is_refused(host: str) -> None:
    with pytest.raises(Refused, match=r"port\.host"), kept(host, 8000):
        pass


def test_the_next_free_port_is_found_when_none_was_asked_for(taken: int) -> None:
    with kept(HERE, taken, tried=100) as ours:
        assert taken < ours.number < taken + 100


def test_nobody_can_take_the_port_before_our_workers_come_and_they_can(taken: int) -> None:
    with kept(HERE, taken, tried=100) as ours:
        with pytest.raises(Refused, match=r"port\.taken"), kept(HERE, ours.number):
            pass
        with listener(ours.number) as worker, socket.create_connection((HERE, ours.number)):
            worker.accept()[0].close()
        with pytest.raises(Refused, match=r"port\.taken"), kept("0.0.0.0", ours.number):
            pass
    with kept(HERE, ours.number) as again:
        assert again == Port(HERE, ours.number)


def test_a_listener_on_all_addresses_has_the_port_of_each(taken: int) -> None:
    with listener(0, "0.0.0.0") as other:
        number = other.getsockname()[1]
        with pytest.raises(Refused, match=r"port\.taken"), kept(HERE, number):
            pass
    with listener(0, "::", socket.AF_INET6) as other:
        number = other.getsockname()[1]
        for host in (HERE, "::1", "localhost"):
            with pytest.raises(Refused, match=r"port\.taken"), kept(host, number):
                pass


def test_connections_that_linger_do_not_keep_a_restart_waiting(taken: int) -> None:
    with kept(HERE, taken, tried=100) as ours:
        number = ours.number
        with listener(number) as worker, socket.create_connection((HERE, number)) as visitor:
            worker.accept()[0].close()  # who closes first keeps the lingering end
            assert visitor.recv(1) == b""
    with kept(HERE, number) as again:
        assert again.number == number


def test_a_port_of_the_system_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("yici.cli.port.socket.socket.bind", forbid)
    with pytest.raises(Refused, match=r"port\.forbidden"), kept(HERE, 80):
        pass
