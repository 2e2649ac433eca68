"""What is killed here was started here."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.apps.database_homes import command, has_vanished, kill_server, new_home, output_of, wait_until
from yici.database import launcher, postmaster, roles
from yici.database.place import Place
from yici.database.url import connect
from yici.domain.error import Conflict

pytestmark = pytest.mark.kill


def test_no_acknowledged_insert_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        server = launcher.start(home)
        with connect(server.url) as connection:
            connection.execute("create table inserts (n int)")
        acknowledged: list[int] = []
        writer = threading.Thread(target=insert_until_killed, args=(server.url, acknowledged))
        writer.start()
        wait_until(lambda: len(acknowledged) > 200)
        kill_server(server)
        again = launcher.start(home)
        writer.join()
        assert again.started
        assert again.url == server.url
        with connect(again.url) as connection:
            found = {n for (n,) in connection.execute("select n from inserts")}
        assert len(acknowledged) > 200
        assert set(acknowledged) - found == set()


def insert_until_killed(url: str, acknowledged: list[int]) -> None:
    with suppress(psycopg.OperationalError), connect(url, autocommit=True) as connection:
        for n in range(1_000_000):
            connection.execute("insert into inserts values (%s)", [n])
            acknowledged.append(n)


def test_a_stale_pid_file_that_names_a_living_stranger_is_seen_through(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home, new_home(tmp_path / "other") as other:
        pid_file = home / "pg" / "postmaster.pid"
        server, neighbour = launcher.start(home), launcher.start(other)
        left = pid_file.read_text().splitlines()
        for stranger in (os.getpid(), neighbour.pid, 1):
            kill_server(server)
            wait_until(lambda: has_vanished(home))
            pid_file.write_text("\n".join([str(stranger), *left[1:]]))
            (server.socket / ".s.PGSQL.5432.lock").write_text("\n".join([str(stranger), *left[1:5]]))
            assert launcher.running(home) is None
            assert launcher.stop(home) is False
            server = launcher.start(home)
            assert server.started
        assert launcher.start(other).pid == neighbour.pid


ZOMBIE = """
import ctypes, os, signal, sys
from pathlib import Path
from yici.database import launcher
PR_SET_CHILD_SUBREAPER = 36
assert ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1) == 0
home = Path(sys.argv[1])
first = launcher.start(home)
os.kill(first.pid, signal.SIGKILL)
second = launcher.start(home)
state = Path(f"/proc/{first.pid}/stat").read_text().rpartition(")")[2].split()[0]
print(second.started, second.pid != first.pid, state)
"""


def test_a_killed_server_that_nobody_has_reaped_yet_does_not_count_as_alive(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        assert output_of(command(home, python=("-c", ZOMBIE))).split() == ["True", "True", "Z"]


def test_a_busy_orphan_of_a_killed_server_is_ended_before_the_next_start(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        server = launcher.start(home)
        busy = threading.Thread(target=count_for_hours, args=(server.url,))
        busy.start()
        with connect(server.url, autocommit=True) as connection:
            wait_until(
                lambda: connection.execute("select from pg_stat_activity where query like '%hours%'").rowcount > 1
            )
        kill_server(server)
        assert launcher.start(home).started
        busy.join()


def count_for_hours(url: str) -> None:
    with suppress(psycopg.OperationalError), connect(url, autocommit=True) as connection:
        connection.execute("set max_parallel_workers_per_gather = 0")
        connection.execute("select count(*) as hours from generate_series(1, 1000000) a, generate_series(1, 1000000) b")


def test_a_killed_connection_leaves_the_server_up(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        server = launcher.start(home)
        with suppress(psycopg.OperationalError), connect(server.url) as connection:
            os.kill(connection.info.backend_pid, signal.SIGKILL)
            connection.execute("select 1")
        again = launcher.start(home)
        assert (again.pid, again.started) == (server.pid, False)
        with connect(again.url) as connection:
            assert connection.execute("select 1").fetchone() == (1,)


@pytest.mark.parametrize("delay", [0.0, 0.15, 0.3])
def test_a_starter_killed_on_the_way_leaves_nothing_that_the_next_one_trips_over(tmp_path: Path, delay: float) -> None:
    with new_home(tmp_path / "home") as home:
        starter = command("start", "--home", home)
        wait_until((home / "pg.start.lock").exists)
        time.sleep(delay)
        end(starter)
        with connect(launcher.start(home).app_url) as connection:
            assert connection.execute("select 1").fetchone() == (1,)


def test_a_starter_killed_while_it_makes_the_data_leaves_no_half_made_data(tmp_path: Path) -> None:
    with new_home(tmp_path / "home", made=False) as home:
        starter = command("start", "--home", home)
        wait_until((home / "pg.unfinished" / "PG_VERSION").exists)
        end(starter)
        assert not (home / "pg").exists()
        assert launcher.start(home).started
        assert not (home / "pg.unfinished").exists()


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_who_comes_while_the_server_is_not_ready_waits_no_longer_than_its_patience(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        server = launcher.start(home)
        pid_file = home / "pg" / "postmaster.pid"
        ready = pid_file.read_bytes()
        pid_file.write_bytes(ready.replace(b"ready   ", b"starting"))
        assert launcher.running(home) is None
        with pytest.raises(Conflict) as refusal:
            launcher.start(home, patience=0.2)
        assert refusal.value.code == "database.not_ready"
        waiting = command("start", "--home", home)
        time.sleep(0.2)
        pid_file.write_bytes(ready)
        assert "already running" in output_of(waiting)
        assert launcher.start(home).pid == server.pid


def test_a_server_in_the_middle_of_a_long_recovery_is_waited_for(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        server = launcher.start(home)
        with roles.superuser(server.socket, server.port) as connection:
            connection.execute("create table many as select n, repeat('x', 500) as x from generate_series(1, 100000) n")
        kill_server(server)
        assert launcher.start(home).started
        with roles.superuser(server.socket, server.port) as connection:
            assert connection.execute("select count(*) from many").fetchone() == (100_000,)


def test_stop_ends_everything_and_says_whether_anything_ran(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        assert launcher.stop(home) is False
        server = launcher.start(home)
        with connect(server.url) as connection:
            assert launcher.stop(home) is True
            with pytest.raises(psycopg.OperationalError):
                connection.execute("select 1")
        assert not postmaster.lives(Place.of(home))
        assert has_vanished(home)
        assert launcher.stop(home) is False


def test_a_server_started_by_hand_on_the_same_data_is_joined(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        server = launcher.start(home)
        line = (home / "pg" / "postmaster.opts").read_text()
        assert str(server.socket) in line
        assert sys.executable not in line
        (home / "pg.alive.lock").unlink()
        assert launcher.start(home).pid == server.pid


def test_a_server_whose_socket_was_cleared_away_is_started_again(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        found = launcher.start(home)
        (found.socket / f".s.PGSQL.{found.port}").unlink()
        again = launcher.start(home, patience=20)
        assert again.started
        assert again.pid != found.pid
