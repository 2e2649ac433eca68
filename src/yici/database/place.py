"""Where the embedded database of one home keeps its files."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """The paths inside one home folder. Everything the launcher writes is in this list or in the socket folder."""

    home: Path

    @classmethod
    def of(cls, home: Path) -> "Place":
        """This will name the paths of a home, with links resolved so that every process means the same folder."""
        return cls(home.expanduser().resolve())

    @property
    def name(self) -> str:
        """This will be a short name of this home alone: of its socket folder, and in the titles of its processes."""
        return f"yici-{hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]}"

    @property
    def data(self) -> Path:
        """This will be the PostgreSQL data folder."""
        return self.home / "pg"

    @property
    def unfinished(self) -> Path:
        """This will be the data folder while it is being made; it is renamed to `data` when it is whole."""
        return self.home / "pg.unfinished"

    @property
    def start_lock(self) -> Path:
        """This will be the file that is locked while a server is being started or stopped."""
        return self.home / "pg.start.lock"

    @property
    def alive_lock(self) -> Path:
        """This will be the file that stays locked as long as any process of the server lives."""
        return self.home / "pg.alive.lock"

    @property
    def log(self) -> Path:
        """This will be the server's log."""
        return self.home / "pg.log"

    @property
    def tcp_port(self) -> Path:
        """This will be the file that remembers the TCP port, so that it stays the same after a crash."""
        return self.home / "pg.port"

    @property
    def passwords(self) -> Path:
        """This will be the file with the roles' passwords for TCP, one `role password` per line."""
        return self.home / "pg.passwords"

    @property
    def sockets(self) -> Path:
        """This will be the socket folder, where the home's path is short and plain enough."""
        return self.home / "run"
