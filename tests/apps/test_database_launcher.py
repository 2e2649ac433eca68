import os
import re
import shutil
import stat
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.apps.database_homes import ALL_BINARIES, command, new_home, output_of
from yici.database import identity, launcher, roles
from yici.database.binaries import Binaries
from yici.database.databases import create_database, drop_database
from yici.database.place import Place
from yici.database.sockets import socket_folder
from yici.database.url import connect, parse
from yici.domain.error import Conflict, Invalid, NotFound, Refused


@pytest.fixture
def server(tmp_path: Path) -> Iterator[launcher.Running]:
    with new_home(tmp_path / "home") as home:
        yield launcher.start(home)


def test_six_processes_that_start_at_once_get_one_safe_server(tmp_path: Path) -> None:
    with new_home(tmp_path / "home", made=False) as home:
        said = [output_of(process) for process in [command("start", "--home", home) for _ in range(6)]]
        pids = {re.findall(r"process (\d+)", line)[0] for line in said}
        assert len(pids) == 1
        assert sorted(line.split(":")[0] for line in said) == ["already running"] * 5 + ["started"]
        assert launcher.start(home).pid == int(pids.pop())
        assert settings(launcher.start(home)) == ["on", "on", "on", "UTF8", "", "UTC"]


def settings(server: launcher.Running) -> list[str]:
    names = ["fsync", "full_page_writes", "data_checksums", "server_encoding", "listen_addresses", "TimeZone"]
    with connect(server.url) as connection:
        return [str((connection.execute("select current_setting(%s)", [name]).fetchone() or ())[0]) for name in names]


def test_threads_that_start_at_once_get_one_server(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        found: list[launcher.Running] = []
        threads = [threading.Thread(target=lambda: found.append(launcher.start(home))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(one.started for one in found) == [False, False, False, True]
        assert len({one.pid for one in found}) == 1


def test_the_server_outlives_its_starter_in_a_session_of_its_own(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        output_of(command("start", "--home", home))
        found = launcher.running(home)
        assert found is not None
        assert os.getsid(found.pid) == found.pid
        with connect(found.app_url) as connection:
            assert connection.execute("select 1").fetchone() == (1,)


def test_a_long_home_with_spaces_and_chinese_letters_works(tmp_path: Path) -> None:
    with new_home(tmp_path / ("永州 市 " * 12).strip() / "家, 'home' \"%20") as home:
        found = launcher.start(home)
        assert len(str(found.socket)) < 90
        assert stat.S_IMODE(found.socket.stat().st_mode) == 0o700
        with connect(found.url) as connection:
            assert connection.execute("select current_database()").fetchone() == ("yici",)
        assert launcher.stop(home)
        assert not found.socket.exists()


def test_two_homes_never_disturb_each_other(tmp_path: Path) -> None:
    with new_home(tmp_path / "a") as first, new_home(tmp_path / "b") as second:
        one, other = launcher.start(first), launcher.start(second)
        assert one.pid != other.pid
        assert one.socket != other.socket
        assert launcher.stop(first)
        assert launcher.running(first) is None
        assert launcher.start(second) == launcher.start(second)
        assert launcher.start(second).pid == other.pid


def test_a_socket_folder_that_somebody_else_made_first_is_not_used(tmp_path: Path) -> None:
    place = Place.of(tmp_path / ("long" * 30))
    place.home.mkdir()
    chosen = identity.choose(place, {})
    folder = socket_folder(place, chosen)
    open_to_all = folder.with_name(folder.name + "-1")
    try:
        folder.chmod(0o777)
        assert folder.parent == Path(tempfile.gettempdir())
        assert socket_folder(place, chosen) == open_to_all
        assert stat.S_IMODE(folder.stat().st_mode) == 0o777
    finally:
        folder.rmdir()
        open_to_all.rmdir()


@pytest.mark.parametrize("programs", ALL_BINARIES, ids=lambda programs: f"PostgreSQL {programs.major}")
def test_every_version_found_keeps_its_data_and_understands_chinese(tmp_path: Path, programs: Binaries) -> None:
    environ = {"YICI_PG_BIN": str(programs.path)}
    with new_home(tmp_path / "home", programs=programs) as home:
        found = launcher.start(home, environ=environ)
        with connect(found.url) as connection:
            connection.execute("create extension if not exists pg_trgm")
            connection.execute("create table words as select '餐饮许可' as word")
        launcher.stop(home)
        with connect(launcher.start(home, environ=environ).url) as connection:
            shown = "select word, show_trgm(word) <> '{}', upper('é'), current_setting('server_version_num') from words"
            word, has_trigrams, upper, version = connection.execute(shown).fetchone() or ()
        assert (word, has_trigrams, upper, int(version) // 10000) == ("餐饮许可", True, "É", programs.major)


def test_more_than_one_version_is_tried_where_the_system_has_one() -> None:
    installed = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if (folder / "initdb").exists()]
    assert len(ALL_BINARIES) >= 1 + len(installed) - sum("postgresql" not in str(one.path) for one in ALL_BINARIES[1:])
    assert ALL_BINARIES[0].major == 18


def test_data_of_another_version_is_opened_with_that_version_or_refused(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        version = (home / "pg" / "PG_VERSION").read_text()
        (home / "pg" / "PG_VERSION").write_text("14\n")
        with pytest.raises(Refused) as refusal:
            launcher.start(home)
        (home / "pg" / "PG_VERSION").write_text(version)
        assert refusal.value.code == "database.wrong_version"
        assert "Install PostgreSQL 14 or set YICI_PG_BIN" in refusal.value.remedy
    for programs in ALL_BINARIES[1:]:
        with new_home(tmp_path / "other", programs=programs) as home:
            assert launcher.start(home).started
            launcher.stop(home)
            with pytest.raises(Refused, match=f"Install PostgreSQL {programs.major}"):
                launcher.start(home, environ={"YICI_PG_BIN": str(ALL_BINARIES[0].path)})


def test_a_data_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg" / "letter.txt").touch()
    with pytest.raises(Refused) as refusal:
        launcher.start(tmp_path)
    assert refusal.value.code == "database.not_a_data_folder"
    assert [path.name for path in (tmp_path / "pg").iterdir()] == ["letter.txt"]


def test_a_folder_without_programs_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="YICI_PG_BIN") as refusal:
        launcher.start(tmp_path / "home", environ={"YICI_PG_BIN": str(tmp_path)})
    assert refusal.value.code == "database.no_binaries"


def test_a_home_that_cannot_be_made_is_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refused) as refusal:
        launcher.start(tmp_path / "file" / "home")
    assert refusal.value.code == "database.home_not_usable"


def test_a_wrong_setting_is_told_in_the_servers_own_words(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        settings = home / "pg" / "yici.conf"
        usual = settings.read_text()
        settings.write_text(usual + "colour = red\n")
        with pytest.raises(Refused) as refusal:
            launcher.start(home)
        settings.write_text(usual)
        assert "colour" in str(refusal.value.params["said"])


def test_root_runs_the_server_as_a_service_user_where_it_must(monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid():
        assert identity.choose(Place.of(Path("/nowhere")), {"YICI_PG_USER": "nobody"}).word == "self"
        return
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    try:
        with new_home(folder / "home", made=False) as home:
            found = launcher.start(home, environ={**os.environ, "YICI_PG_USER": "nobody"})
            user = Path(f"/proc/{found.pid}").stat().st_uid
            assert user == (home / "pg").stat().st_uid == found.socket.stat().st_uid != 0
            assert {path.stat().st_uid for path in (folder, home)} == {0}
            assert stat.S_IMODE(folder.stat().st_mode) == 0o755
            assert stat.S_IMODE(home.stat().st_mode) == 0o711
            launcher.stop(home)
            assert launcher.start(home).started
            assert Path(f"/proc/{launcher.start(home).pid}").stat().st_uid == user
    finally:
        shutil.rmtree(folder)


def test_a_service_user_who_cannot_enter_the_home_is_told_so(tmp_path: Path) -> None:
    if os.geteuid():
        assert identity.choose(Place.of(tmp_path), {"YICI_PG_USER": "nobody"}).uid == os.geteuid()
        return
    tmp_path.chmod(0o700)
    with pytest.raises(Refused) as refusal:
        launcher.start(tmp_path / "home", environ={"YICI_PG_USER": "nobody"})
    assert refusal.value.code == "database.unreachable_for_service_user"
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["no-such-user", "root"])
def test_a_wrong_service_user_is_refused(tmp_path: Path, name: str) -> None:
    environ = {"YICI_PG_USER": name}
    if os.geteuid():
        assert identity.choose(Place.of(tmp_path / "home"), environ).word == "self"
        return
    with pytest.raises(Invalid, match="YICI_PG_USER"):
        launcher.start(tmp_path / "home", environ=environ)


def test_tcp_needs_passwords_and_keeps_its_port(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        found = launcher.start(home, tcp=True)
        where = parse(found.app_url).parameters
        assert where["host"] == "127.0.0.1"
        with connect(found.app_url) as connection:
            assert connection.execute("select current_user").fetchone() == ("yici_app",)
        for wrong in ({"password": "guessed"}, {"user": "postgres"}):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(**{**where, **wrong})
        assert stat.S_IMODE((home / "pg.passwords").stat().st_mode) == 0o600
        assert parse(launcher.start(home).url).parameters["host"] == str(found.socket)
        launcher.stop(home)
        assert launcher.start(home, tcp=True).url == found.url


def test_a_server_without_a_port_cannot_be_joined_by_tcp(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        launcher.start(home)
        with pytest.raises(Conflict) as refusal:
            launcher.start(home, tcp=True)
        assert refusal.value.code == "database.runs_without_tcp"


def test_neither_role_is_a_superuser_and_the_application_has_no_rights(server: launcher.Running) -> None:
    asked = "select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user"
    with connect(server.url) as connection:
        assert connection.execute(asked).fetchone() == (False, True, False)
    with connect(server.app_url, autocommit=True) as connection:
        assert connection.execute(asked).fetchone() == (False, False, False)
        for forbidden in ("create table t ()", "create schema s", "create database d", "create role r"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(forbidden)


def test_personal_data_in_a_failing_statement_does_not_reach_the_log(server: launcher.Running) -> None:
    with connect(server.url, autocommit=True) as connection:
        connection.execute("create table person (phone text primary key)")
        for _ in range(2):
            try:
                connection.execute("insert into person values ('13912345678')")
            except psycopg.errors.UniqueViolation as error:
                assert "13912345678" in str(error)
    assert "13912345678" not in server.log.read_text()


def test_a_database_is_copied_from_a_template_and_dropped(server: launcher.Running) -> None:
    template = create_database(server, "template_a")
    with connect(template.url) as connection:
        connection.execute("create table t as select 7 as n")
        with pytest.raises(Conflict) as refusal:
            create_database(server, "copy_a", "template_a")
        assert refusal.value.code == "database.template_in_use"
    copy = create_database(server, "copy_a", "template_a")
    with pytest.raises(Conflict):
        create_database(server, "copy_a")
    with pytest.raises(NotFound):
        create_database(server, "copy_b", "no_such_template")
    with pytest.raises(psycopg.errors.AdminShutdown), connect(copy.url) as connection:
        assert connection.execute("select n, current_user from t").fetchone() == (7, "yici")
        drop_database(server, "copy_a")
        connection.execute("select 1")
    drop_database(server, "copy_a")
    with pytest.raises(psycopg.OperationalError):
        connect(copy.app_url)


def test_a_lost_role_or_database_is_made_again_at_the_next_start(tmp_path: Path) -> None:
    # Data of its own: a database that another test left there would hold on to the role.
    with new_home(tmp_path / "home", made=False) as home:
        found = launcher.start(home)
        with roles.superuser(found.socket, found.port) as connection:
            connection.execute("drop database yici")
            connection.execute("drop role yici_app")
        with connect(launcher.start(home).app_url) as app:
            assert app.execute("select current_database()").fetchone() == ("yici",)
