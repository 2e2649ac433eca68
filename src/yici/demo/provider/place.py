"""Where the demonstration's provider lives: a folder of the home, with its port, its database, its keys and the secret
that the instance shows it. Nothing here needs Django: the environment is made before it is there."""

import os
import secrets
import socket
import zlib
from collections.abc import MutableMapping
from pathlib import Path
from typing import Final

FOLDER: Final = "demo-provider"
CLIENT: Final = "yici-demo"
FIRST_PORT: Final = 8400
PORTS: Final = 200
HOST: Final = "127.0.0.1"
OURS: Final = "YICI_DEMO_PROVIDER"
"""Set where the demonstration brings its own provider: nobody named another."""


def announce(home: Path, environment: MutableMapping[str, str]) -> None:
    """This will name the demonstration's provider in the environment, unless somebody named another one there."""
    if environment.get("YICI_OIDC_ISSUER"):
        return
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    issuer = f"http://{HOST}:{_port(folder)}"
    environment[OURS] = "1"
    environment["YICI_OIDC_ISSUER"] = issuer
    environment["YICI_OIDC_CLIENT"] = CLIENT
    environment["YICI_OIDC_SECRET_FILE"] = str(_secret(folder))
    environment.setdefault("YICI_OIDC_NAME", "演示实名认证")
    environment.setdefault("YICI_OIDC_NAME_EN", "Demonstration identity provider")
    environment.setdefault("YICI_FACE_URL", f"{issuer}/face/")


def _port(folder: Path) -> int:
    """The port of before, if nobody took it meanwhile: it is part of the provider's name."""
    kept = folder / "port"
    known = kept.read_text().strip() if kept.exists() else ""
    tried = [int(known)] if known.isdigit() else []
    # Two demonstrations that begin at once look at the same moment: from their own place each, they do not meet.
    first = zlib.crc32(str(folder.resolve()).encode()) % PORTS
    own = (FIRST_PORT + (first + step) % PORTS for step in range(PORTS))
    port: int = next(port for port in (*tried, *own, 0) if _free(port))
    kept.write_text(str(port))
    return port


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _secret(folder: Path) -> Path:
    """The client's secret, made once: readable by this user alone."""
    path = folder / "client-secret"
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        draft.replace(path)
    return path
