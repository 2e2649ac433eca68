from pathlib import Path

import pytest

from tests.apps.database_homes import new_home
from yici.database import launcher
from yici.database.__main__ import FAILED, NOT_RUNNING, OK, main


def test_an_operator_starts_looks_and_stops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with new_home(tmp_path / "home") as home:
        where = ["--home", str(home)]
        assert main(["start", *where]) == OK
        server = launcher.start(home)
        assert capsys.readouterr().out.startswith(f"started: process {server.pid}, socket in {server.socket}")
        assert main(["start", *where]) == OK
        assert capsys.readouterr().out.startswith("already running: ")
        assert main(["status", *where]) == OK
        assert capsys.readouterr().out.startswith("running: ")
        assert main(["url", *where]) == OK
        assert capsys.readouterr().out == f"{server.app_url}\n"
        assert main(["url", "--owner", *where]) == OK
        assert capsys.readouterr().out == f"{server.url}\n"
        assert main(["stop", *where]) == OK
        assert capsys.readouterr().out == "stopped\n"


def test_without_a_server_every_command_says_so_and_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    codes = [main([command, "--home", str(home)]) for command in ("status", "url", "stop")]
    assert codes == [NOT_RUNNING, NOT_RUNNING, OK]
    told = capsys.readouterr()
    assert told.out == "no server runs\nno server runs\n"
    assert told.err == "no server runs: start it first\n"
    assert not home.exists()


def test_a_refusal_is_one_clean_message_without_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pg").mkdir()
    assert main(["start", "--home", str(tmp_path)]) == FAILED
    assert capsys.readouterr().err == (
        f"database.not_a_data_folder: Move {tmp_path / 'pg'} away, or name another home folder\n"
    )
