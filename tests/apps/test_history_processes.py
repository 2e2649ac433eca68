"""Histories made by processes of their own: the same as by one, whole when they are cut off, told by the command."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connections

from tests import server as servers
from tests.apps.case_scenes import MONDAY, PLACE, faults, forget_everything_kept, forgetful, publish
from tests.apps.catalogue_files import definitions
from tests.apps.history_scenes import FEW, NOW, UNTIL, lines, table, told
from tests.apps.people_samples import load_county
from yici.cli.commands import yici
from yici.cli.filling import PROGRAM, WORKER
from yici.database.databases import on_database
from yici.demo.history.fill import history_fill
from yici.domain.error import Refused, YiciError

__all__ = ["forgetful"]
pytestmark = pytest.mark.django_db(transaction=True)
FILL = ("demo", "fill", "--months", "1", "--until", "2026-06-30")


@pytest.fixture(autouse=True)
def town(tmp_path: Path) -> None:
    begin(tmp_path)


def begin(folder: Path) -> None:
    publish(definitions(), MONDAY)
    load_county(folder)


def begin_anew(folder: Path) -> None:
    """Put the database back to what the migrations left, and publish again."""
    connections.close_all()
    servers.restore(on_database(servers.server(), servers.database_name()))
    forget_everything_kept()
    begin(folder)


def filled(jobs: int) -> dict[str, str]:
    history_fill(
        cases=40, seed=7, until=UNTIL, months=1, place=PLACE, now=NOW, jobs=jobs, command=WORKER, behaviour=FEW
    )  # fmt: skip
    return lines(told())


def test_the_same_seed_makes_the_same_history_however_many_processes_make_it(tmp_path: Path) -> None:
    alone = filled(1)
    begin_anew(tmp_path)
    together = filled(2)
    assert {name for name, text in together.items() if text != alone[name]} == set()
    assert faults() == []


def run(*arguments: str) -> Any:
    return CliRunner().invoke(yici, [*FILL, *arguments])


def test_the_command_fills_and_says_what_it_assumed() -> None:
    result = run("--cases", "12", "--jobs", "1", "--json")
    assert result.exit_code == 0, result.exception
    said = json.loads(result.stdout)
    assert (said["cases"], said["seed"], said["stopped"]) == (12, 1, {})
    made = "SELECT count(*) FROM ledger_event e JOIN ledger_head h USING (stream) WHERE h.kind IN ('case', 'licence')"
    assert said["events"] == table(made)[0][0]
    assert "assumptions" in said["behaviour"]["note"]
    again = run("--cases", "12", "--jobs", "1")
    assert isinstance(again.exception, YiciError)
    assert again.exception.code == "fill.before"
    assert run("--cases", "12", "--jobs", "1", "--seed", "2").exit_code == 0
    assert table("SELECT count(*) FROM cases_case") == [(24,)]


def test_what_stops_a_process_stops_the_fill_and_is_told() -> None:
    assert run("--cases", "12", "--jobs", "1").exit_code == 0
    refused = run("--cases", "12", "--jobs", "2").exception
    assert isinstance(refused, YiciError)
    assert (refused.code, refused.remedy != "") == ("fill.before", True)


def test_a_process_that_ends_without_a_word_is_told_with_a_remedy() -> None:
    with pytest.raises(Refused) as refused:
        history_fill(
            cases=40, seed=7, until=UNTIL, months=1, place=PLACE, now=NOW, jobs=2, behaviour=FEW,
            command=[sys.executable, "-c", "pass"],
        )  # fmt: skip
    assert (refused.value.code, refused.value.remedy != "") == ("fill.process_ended", True)


def attentive() -> None:
    """Listen to the keys also where these tests run in the background of a shell, which turns a deaf ear to them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.kill
def test_an_interrupted_fill_leaves_whole_cases_only() -> None:
    command = [sys.executable, "-c", PROGRAM, *FILL, "--cases", "1500", "--jobs", "2"]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=attentive,  # noqa: PLW1509
    )
    assert process.stderr is not None
    assert "/" in process.stderr.readline()
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    [(count,)] = table("SELECT count(*) FROM cases_case")
    assert 0 < count < 1500
    assert faults() == []
