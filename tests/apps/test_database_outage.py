"""A database that does not answer is one line in the log, not a traceback for each request; other faults stay whole."""

import logging
from collections.abc import Callable

import psycopg
import pytest
from django.db.utils import InterfaceError, OperationalError, ProgrammingError

from yici.database.outage import QUIET, OneLine, is_outage

SOCKET = "connection to server on socket /home/li/run failed"


def because(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


FAULTS = [
    (OperationalError(SOCKET), True),
    (InterfaceError("the connection is closed"), True),
    (psycopg.OperationalError(SOCKET), True),
    (because(OperationalError(), psycopg.errors.AdminShutdown()), True),
    (because(OperationalError(), psycopg.errors.CannotConnectNow()), True),
    (because(OperationalError(), psycopg.errors.DeadlockDetected()), False),
    (because(OperationalError(), psycopg.errors.QueryCanceled()), False),
    (because(ProgrammingError(), psycopg.errors.UndefinedTable()), False),
    (ValueError(SOCKET), False),
    (None, False),
]


@pytest.mark.parametrize(("fault", "outage"), FAULTS)
def test_an_outage_is_told_from_a_database_that_refuses(fault: Exception | None, outage: bool) -> None:
    assert is_outage(fault) is outage


@pytest.fixture
def write() -> Callable[..., list[str]]:
    """Logs faults at moments and gives the lines that a log has then."""

    def write(*faults: tuple[float, Exception], level: int = logging.ERROR) -> list[str]:
        moment = [0.0]
        only = OneLine(clock=lambda: moment[0])
        lines = []
        for when, fault in faults:
            moment[0] = when
            told = (type(fault), fault, None)
            record = logging.LogRecord("yici", level, "", 0, "Internal Server Error: %s", ("/me/",), told)
            if only.filter(record):
                lines.append(logging.Formatter().format(record))
        return lines

    return write


def test_many_requests_meet_one_outage_and_it_is_one_line_without_an_address(write: Callable[..., list[str]]) -> None:
    [line] = write(*((float(second), OperationalError(SOCKET)) for second in range(200)))
    assert "does not answer" in line
    assert "\n" not in line
    assert "/me/" not in line
    assert "socket" not in line


def test_the_next_outage_is_the_next_line(write: Callable[..., list[str]]) -> None:
    assert len(write((0, OperationalError()), (QUIET - 1, OperationalError()), (2 * QUIET, OperationalError()))) == 2


def test_other_faults_are_written_whole(write: Callable[..., list[str]]) -> None:
    [first, second] = write((0, ValueError("one")), (1, ValueError("two")))
    assert "ValueError: one" in first
    assert "/me/" in second


def test_whoever_asks_for_more_than_errors_gets_all(write: Callable[..., list[str]]) -> None:
    assert len(write((0, OperationalError("a")), (1, OperationalError("b")), level=logging.DEBUG)) == 2
