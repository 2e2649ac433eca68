"""As whom the server runs. PostgreSQL refuses root, so root needs another identity; everybody else is himself."""

import os
import pwd
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from yici.database.place import Place
from yici.database.spawn import CANNOT_BECOME
from yici.domain.error import Invalid, Refused

_SPAWN = str(Path(__file__).with_name("spawn.py"))
_SERVICE_USERS = ("postgres", "nobody")
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZ", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who owns the server's files (`uid`, `gid`) and how spawn.py becomes that one (`word`)."""

    word: str
    uid: int
    gid: int

    @property
    def steps_down(self) -> bool:
        """This will be true for a real other user, who must own the folders made for him."""
        return self.word not in ("self", "namespace")


def choose(place: Place, environ: Mapping[str, str]) -> Identity:
    """This will choose whom the server runs as: an ordinary user himself, root as the owner of the data.

    For new data root takes the user named in `YICI_PG_USER`; else the owner of the home folder, if that is not root;
    else a user namespace; else a service user (postgres, nobody). Raises Refused or Invalid.
    """
    uid = os.geteuid()
    owner = _owner(place.data)
    if uid != 0:
        if owner is not None and owner.uid != uid:
            remedy = f"Start as the user who owns {place.data} ({_user_name(owner.uid)}), or use another home folder"
            raise Refused("database.not_owner", remedy=remedy)
        return Identity("self", uid, os.getegid())
    if owner is not None:
        return owner if owner.uid else Identity("namespace", 0, os.getegid())
    return _for_new_data(place, environ)


def run(
    identity: Identity, folder: Path, command: Sequence[str], *, pass_fds: Sequence[int] = ()
) -> subprocess.CompletedProcess[str]:
    """This will run a program to its end under the identity and collect what it says."""
    return subprocess.run(  # noqa: S603 - a fixed script and programs that the launcher found
        _line(identity, "wait", folder, command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=_environment(),
        pass_fds=pass_fds,
        check=False,
    )


def detach(identity: Identity, folder: Path, command: Sequence[str], *, log: int, pass_fds: Sequence[int]) -> None:
    """This will start a program that outlives this process, its output appended to the descriptor `log`.

    Raises Refused where root may not become the identity.
    """
    ended = subprocess.run(  # noqa: S603 - as above
        _line(identity, "detach", folder, command),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        env=_environment(),
        pass_fds=pass_fds,
        start_new_session=True,
        check=False,
    )
    if ended.returncode == CANNOT_BECOME:
        remedy = (
            f"PostgreSQL must not run as root and this system does not let root step down: give {folder} to an "
            f"ordinary user with chown -R and start as that user, or set DATABASE_URL"
        )
        raise Refused("database.cannot_step_down", remedy=remedy)


def give(identity: Identity, path: Path) -> None:
    """This will hand a file or folder that the launcher has just made to a service user."""
    if identity.steps_down:
        os.chown(path, identity.uid, identity.gid, follow_symlinks=False)


def _for_new_data(place: Place, environ: Mapping[str, str]) -> Identity:
    if named := environ.get("YICI_PG_USER"):
        return _named(named)
    home_owner = _owner(place.home)
    if home_owner is not None and home_owner.uid:
        return home_owner
    namespace = Identity("namespace", 0, os.getegid())
    if run(namespace, Path("/"), ["/bin/sh", "-c", ":"]).returncode == 0:
        return namespace
    return _service_user()


def _named(name: str) -> Identity:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        remedy = "Set YICI_PG_USER to an existing user of this machine, or leave it unset"
        raise Invalid("database.unknown_user", remedy=remedy, user=name) from None
    if entry.pw_uid == 0:
        raise Invalid("database.root_user", remedy="PostgreSQL refuses root: set YICI_PG_USER to another user")
    return Identity(f"{entry.pw_uid}:{entry.pw_gid}", entry.pw_uid, entry.pw_gid)


def _service_user() -> Identity:
    names = {entry.pw_name for entry in pwd.getpwall()}
    for name in _SERVICE_USERS:
        if name in names:
            return _named(name)
    remedy = "Start Yici as an ordinary user, set YICI_PG_USER to one, or set DATABASE_URL"
    raise Refused("database.no_service_user", remedy=remedy)


def _owner(path: Path) -> Identity | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return Identity(f"{status.st_uid}:{status.st_gid}", status.st_uid, status.st_gid)


def _user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _line(identity: Identity, mode: str, folder: Path, command: Sequence[str]) -> list[str]:
    return [sys.executable, "-I", "-S", _SPAWN, identity.word, mode, str(folder), *command]


def _environment() -> dict[str, str]:
    # PGDATA, PGOPTIONS and the like of the caller must not reach the server
    return {key: os.environ[key] for key in _KEPT if key in os.environ} | {"LC_ALL": "C"}
