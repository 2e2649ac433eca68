"""The command as a process: what it answers with to a shell, and that a worker outlives the database."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.apps.database_homes import new_home, wait_until
from yici.cli import environment as environment_of_commands
from yici.cli.commands import yici
from yici.database import launcher, roles
from yici.domain.error import Invalid, YiciError

SOURCES = Path(__file__).resolve().parents[2] / "src"
PROGRAM = "import sys; from yici.cli import main; sys.exit(main())"
DEEP = "[" * 100_000


def environment(home: Path) -> dict[str, str]:
    ours = ("YICI_", "DATABASE_", "DJANGO_")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**plain, "PYTHONPATH": str(SOURCES), "YICI_HOME": str(home)}


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.run(command, env=environment(home), capture_output=True, text=True, timeout=60, check=False)


def test_a_shell_learns_from_the_exit_code_whether_it_went_well(tmp_path: Path) -> None:
    assert run(tmp_path, "deadline", "--from", "2026-02-12", "--days", "5").returncode == 0
    done = run(tmp_path, "deadline", "--from", "2026-12-20", "--days", "20")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["deadline", "--from", "2026-12-20", "--days", "20"],
        ["deadline", "--from", "2026-02-12", "--days", "5", "--place", "999999999999"],
        ["check", "bad.yaml"],
    ],
)
def test_what_does_not_go_well_ends_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    (tmp_path / "bad.yaml").write_text("format: 1\nkind: nothing\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["yici", *arguments])
    assert environment_of_commands.run(yici) == 1
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("content", [DEEP, "{}", "[]", '{"statement": 5}', "not json", "\x00"])
def test_a_receipt_that_is_none_is_told_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "receipt.json").write_text(content)
    (tmp_path / "keys.json").write_text('{"a": "00"}')
    told = CliRunner().invoke(
        yici, ["receipt", "verify", str(tmp_path / "receipt.json"), "--keys", str(tmp_path / "keys.json")]
    )
    assert told.exit_code == 1
    assert told.exception is None or isinstance(told.exception, YiciError | SystemExit)


@pytest.mark.parametrize("content", ['{"a": 5}', '{"a": "zz"}', DEEP])
def test_keys_that_are_none_are_told_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "receipt.json").write_text("{}")
    (tmp_path / "keys.json").write_text(content)
    told = CliRunner().invoke(
        yici, ["receipt", "verify", str(tmp_path / "receipt.json"), "--keys", str(tmp_path / "keys.json")]
    )
    assert isinstance(told.exception, Invalid)
    assert told.exception.code == "file.json"


@pytest.mark.kill
def test_a_worker_starts_the_database_again_that_was_killed_under_it(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        found = launcher.start(home)
        worker = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "worker"], env=environment(home), stderr=subprocess.PIPE, text=True
        )
        try:
            wait_until(lambda: launcher.running(home) is not None)
            os.kill(found.pid, signal.SIGKILL)
            wait_until(lambda: (now := launcher.running(home)) is not None and now.pid != found.pid, seconds=40)
            assert worker.poll() is None
        finally:
            worker.terminate()
            worker.wait(timeout=30)
            assert worker.stderr is not None
            worker.stderr.close()


@pytest.mark.kill
def test_the_database_of_a_home_is_stopped_once_nobody_uses_it(tmp_path: Path) -> None:
    with new_home(tmp_path / "home") as home:
        found = launcher.start(home)
        with roles.superuser(found.socket, found.port):
            used = run(home, "stop")
            assert used.returncode == 1
            assert "还有 1 个连接" in used.stderr
            assert "--even-if-used" in used.stderr
        assert "数据库已停止" in run(home, "stop").stdout
        assert launcher.running(home) is None
        again = run(home, "stop")
        assert (again.returncode, "没有在运行" in again.stdout) == (0, True)
