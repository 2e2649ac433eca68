"""Whatever stands in a command's way is a sentence in two languages with a way out, and never a traceback."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests import server as servers
from tests.apps.kill_tools import connected
from yici.cli import environment
from yici.cli.commands import yici
from yici.database.databases import create_database, drop_database, on_database
from yici.database.launcher import Running

DEFINITIONS = Path(__file__).parents[2] / "definitions"
PLACE, NOBODY = "330800000000", "01890000-0000-7000-8000-000000000000"
NEEDING_A_DATABASE = [
    ("publish", str(DEFINITIONS)),
    ("plan", "open-restaurant", "--place", PLACE),
    ("verify",),
    ("rebuild",),
    ("erase", NOBODY, "--ground", "x", "--yes"),
    ("erase", "--account", "a", "--ground", "x", "--yes"),
    ("erase", "--case", "a", "--ground", "x", "--yes"),
    ("load-places", "--levels", "1"),
    ("load-calendar", str(DEFINITIONS / "calendars" / "cn-2026.yaml")),
    ("people", "list"),
    ("people", "add-body", "a", "b", "--agency", "service_centre", "--place", PLACE),
    ("people", "add-account", "a", "--staff"),
    ("people", "grant", "a", "officer", "--body", "a", "--place", PLACE),
    ("people", "revoke", NOBODY),
    ("token", "issue", "a", "--scope", "case:read"),
    ("token", "list", "a"),
    ("token", "revoke", NOBODY),
    ("worker", "--once"),
]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> object:
    """Runs a command as the shell would and gives its exit code and what it said."""

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["yici", *arguments])
        code = environment.run(yici)
        return code, capsys.readouterr().err

    return run


@pytest.fixture(scope="module")
def empty_database(django_db_setup: None) -> Iterator[Running]:
    """A database without a single table."""
    name = f"{servers.database_name()}_empty"
    drop_database(servers.server(), name)
    create_database(servers.server(), name)
    yield on_database(servers.server(), name)
    drop_database(servers.server(), name)


@pytest.mark.parametrize("command", NEEDING_A_DATABASE, ids=" ".join)
def test_a_database_that_is_not_migrated(command, typed, empty_database, django_db_blocker):
    with django_db_blocker.unblock(), connected(empty_database):
        code, said = typed(*command)
    assert code == 1
    assert "数据库还没有更新到这一版。 The database is not migrated." in said
    assert "yici migrate" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("command", NEEDING_A_DATABASE, ids=" ".join)
def test_a_database_that_does_not_answer(command, typed, django_db_blocker, monkeypatch):
    with django_db_blocker.unblock():
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        monkeypatch.setitem(connection.settings_dict, "PORT", "9")
        code, said = typed(*command)
        connection.close()
    assert code == 1
    assert "数据库没有回应。 The database does not answer." in said
    assert "DATABASE_URL" in said
    assert "127.0.0.1" not in said


DEEP = '{"a":' * 100_000
FILES = {
    "empty": b"", "digits": b'{"premises_area": ' + b"9" * 10_000 + b"}", "deep": DEEP.encode(),
    "nested": b'{"a": [[1]]}', "object": b'{"cold_dishes": {"a": {}}}', "gbk": '{"名": 1}'.encode("gbk"),
    "list": b"[1]", "null": b'{"cold_dishes": null}', "number": b"5",
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("option", ["--answers", "--holdings"])
@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_a_file_that_cannot_be_what_is_asked_for(content, option, typed, tmp_path):
    (tmp_path / "given.json").write_bytes(content)
    code, said = typed("plan", "open-restaurant", "--place", PLACE, option, str(tmp_path / "given.json"))
    assert code == 1
    assert "→" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "command",
    [
        ("receipt", "verify", "FILE"),
        ("plan", "x", "--place", PLACE, "--answers", "FILE"),
        ("load-calendar", "FILE"),
        ("erase", "not-an-id", "--ground", "x"),
        ("token", "revoke", "x"),
        ("deadline", "--from", "x", "--days", "1"),
        ("deadline", "--from", "2026-01-01", "--days", "1", "--calendars", "nowhere"),
        ("check", "nowhere"),
        ("nothing",),
    ],
    ids=" ".join,
)
def test_a_folder_for_a_file_and_wrong_arguments(command, typed, tmp_path):
    code, said = typed(*(str(tmp_path) if word == "FILE" else word for word in command))
    assert code == 2
    assert "Usage" in said


WRONG = [
    ({"YICI_PROXIES": "two"}, "YICI_PROXIES"),
    ({"YICI_SECOND_FACTOR": "perhaps"}, "YICI_SECOND_FACTOR"),
    ({"YICI_LOG": "loud"}, "YICI_LOG"),
    ({"DATABASE_URL": "mysql://here/it"}, "postgresql://"),
    ({"YICI_HOME": os.devnull, "YICI_SECRET_KEY": None}, os.devnull),
    ({"YICI_SECRET_KEY": ""}, "YICI_SECRET_KEY"),
]


@pytest.mark.parametrize(("settings", "named"), WRONG, ids=lambda one: "")
def test_settings_that_are_wrong(settings, named):
    given = {**servers.environment(servers.PLACEHOLDER, servers.PLACEHOLDER), **settings}
    given = {name: value for name, value in given.items() if value is not None}
    program = "import sys; from yici.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "verify"], env=given, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_who_stops_reading_gets_no_traceback():
    given = servers.environment(servers.PLACEHOLDER, servers.PLACEHOLDER)
    program = "import sys; from yici.cli import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", program, "check", "definitions"],
        env=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
        assert "Exception" not in process.stderr.read()
    assert process.returncode == 1
