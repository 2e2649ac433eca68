"""What may end a command besides a refusal of ours: the database, a file, the settings. Each becomes a refusal, too."""

import logging
from typing import Final

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import Error as DjangoDatabaseError

from yici.database.outage import is_outage, state_of
from yici.domain.error import Refused, YiciError

_log = logging.getLogger(__name__)
FAILURES: Final = (
    YiciError,
    DjangoDatabaseError,
    psycopg.Error,
    OSError,
    UnicodeError,
    RecursionError,
    ImproperlyConfigured,
)
NOT_MIGRATED: Final = ("42P01", "42703", "3F000")
"""A table, a column or the schema is missing."""
NO_RIGHT: Final = "42501"
LOGIN: Final = "28"
UNUSABLE: Final = "check that it is there, that you may use it, and that the disk has room"
START: Final = "start the database, or name the right one in DATABASE_URL; `yici migrate` prepares a new one"


def refused(error: BaseException) -> YiciError:
    """This will give the refusal that says what happened, without anything that the database or a file held."""
    # Whoever mends Yici sees the rest with YICI_LOG=DEBUG.
    _log.debug("A command failed", exc_info=error)
    match error:
        case YiciError():
            return error
        case DjangoDatabaseError() | psycopg.Error():
            return _of_database(error)
        case OSError():
            return Refused(
                "file.unusable",
                file=error.filename or "",
                problem=error.strerror or type(error).__name__,
                remedy=UNUSABLE,
            )
        case UnicodeError():
            return Refused("text.not_utf8", remedy="save or send it as UTF-8")
        case RecursionError():
            return Refused("input.too_deep", remedy="write it flatter")
    return Refused("settings.wrong", problem=str(error), remedy="mend this setting, then again")


def _of_database(error: BaseException) -> Refused:
    if is_outage(error):
        return Refused("database.silent", remedy=START)
    state = state_of(error)
    if state in NOT_MIGRATED:
        return Refused("database.not_migrated", remedy="run `yici migrate`, then again")
    if state == NO_RIGHT:
        return Refused("database.no_right", remedy="run `yici migrate` with the owner in DATABASE_OWNER_URL")
    if state.startswith(LOGIN):
        return Refused("database.login", remedy="mend user and password in DATABASE_URL")
    return Refused("database.failed", problem=f"{type(error).__name__} {state}", remedy="see the database's log")
