"""The operator's keys: four small files in one folder, readable by the operator alone.

`master` wraps the keys of data subjects, `signing` signs receipts and checkpoints, `index` hashes what is looked up by
equality, `code` makes query, pick-up and link codes. A file lists keys, the one in use first; older ones stay for what
they wrapped or signed.
"""

import base64
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yici.domain.error import Refused
from yici.ledger import ciphers

SUITES = {
    "international": {
        "master": "AES-256-GCM",
        "signing": "Ed25519",
        "index": "HMAC-SHA-256",
        "code": "HMAC-SHA-256",
    },
    "commercial": {"master": "SM4-GCM", "signing": "Ed25519", "index": "HMAC-SM3", "code": "HMAC-SM3"},
}
"""Which algorithm new keys get: "commercial" takes China's own (SM3, SM4) where a provider is at hand."""
MAC_KEY_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """One secret with its id and the algorithm that it is for."""

    id: str
    algorithm: str
    secret: bytes


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature with the algorithm and the fingerprint of the public key that checks it."""

    algorithm: str
    key: str
    value: bytes


class Keyring:
    """Holds the operator's keys and does what needs them; another provider (a hardware module) offers the same."""

    def __init__(self, keys: Mapping[str, list[Key]]) -> None:
        self._keys = keys

    def wrap(self, secret: bytes, bound: bytes) -> bytes:
        """Encrypt a subject's key under the master key in use."""
        master = self._keys["master"][0]
        return ciphers.encrypt(master.algorithm, master.secret, secret, bound, master.id)

    def unwrap(self, token: bytes, bound: bytes) -> tuple[str, bytes]:
        """Give a subject's cipher and key. Raises `Refused` ("keys.unknown") when its master key is not here."""
        algorithm, key_id, _ = ciphers.split(token)
        for master in self._keys["master"]:
            if master.id == key_id:
                return algorithm, ciphers.decrypt(master.secret, token, bound)
        raise Refused("keys.unknown", key=key_id, remedy="put the keys folder that belongs to this database in place")

    def knows(self, key_id: str) -> bool:
        """Tell whether a master or signing key, present or past, is here."""
        return any(key.id == key_id for purpose in ("master", "signing") for key in self._keys[purpose])

    def new_secret(self) -> bytes:
        """Make a random key for a new data subject."""
        return os.urandom(ciphers.cipher(self._keys["master"][0].algorithm).key_bytes)

    def sign(self, message: bytes) -> Signature:
        """Sign with the operator's signing key in use."""
        key = self._keys["signing"][0]
        return Signature(key.algorithm, key.id, ciphers.signer(key.algorithm).sign(key.secret, message))

    def public_keys(self) -> dict[str, bytes]:
        """Give every public key, present and past, by its fingerprint."""
        return {key.id: ciphers.signer(key.algorithm).public(key.secret) for key in self._keys["signing"]}

    def mac(self, purpose: str, *parts: bytes) -> bytes:
        """Compute a keyed hash with the "index" or the "code" key."""
        key = self._keys[purpose][0]
        return ciphers.mac(key.algorithm, key.secret, *parts)


def fingerprint(public: bytes) -> str:
    """Name a public key by the SHA-256 of its raw bytes."""
    return hashlib.sha256(public).hexdigest()


def keys_folder() -> Path:
    """Find the folder: `YICI_KEYS`, else `keys` in `YICI_HOME`."""
    named = os.environ.get("YICI_KEYS")
    return Path(named or Path(os.environ.get("YICI_HOME", ".yici")) / "keys").resolve()


def has_keys() -> bool:
    """Tell whether any of the operator's keys are in their folder."""
    return any(_file(keys_folder(), purpose).exists() for purpose in _MAKERS)


def ensure_keys(suite: str = "international") -> Path:
    """Create what is missing of the operator's keys (folder 0700, files 0600) and give the folder.

    Two processes that start at once end up with the same keys. Raises `Refused` for an unknown suite.
    """
    if suite not in SUITES:
        raise Refused("keys.unknown_suite", suite=suite, remedy=f"name one of {', '.join(SUITES)}")
    folder = keys_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for purpose, algorithm in SUITES[suite].items():
        if not _file(folder, purpose).exists():
            _publish(folder, purpose, [_MAKERS[purpose](algorithm)], replace=False)
    return folder


def rotate(purpose: str) -> str:
    """Put a new "master" or "signing" key into use, keep the old ones for what they protect, and give its id.

    Raises `Refused` for the index and code keys: a new one would orphan every look-up and every code given out.
    """
    if purpose not in ("master", "signing"):
        raise Refused("keys.cannot_rotate", purpose=purpose, remedy="only the master and signing keys can be changed")
    folder = keys_folder()
    old = _read(folder, purpose)
    new = _MAKERS[purpose](old[0].algorithm)
    _publish(folder, purpose, [new, *old], replace=True)
    _load.cache_clear()
    return new.id


def keyring(*, fresh: bool = False) -> Keyring:
    """Load the operator's keys once per process. Raises `Refused` ("keys.missing") when the folder is not there.

    It never creates keys: an empty folder beside a full database means that the keys are lost or elsewhere.
    """
    if fresh:
        _load.cache_clear()
    return _load(os.environ.get("YICI_KEYS"), os.environ.get("YICI_HOME"))


@cache
def _load(*_: str | None) -> Keyring:
    # Called for every key: finding the folder anew each time would ask the file system each time.
    folder = keys_folder()
    return Keyring({purpose: _read(folder, purpose) for purpose in _MAKERS})


def _file(folder: Path, purpose: str) -> Path:
    return folder / f"{purpose}.json"


def _read(folder: Path, purpose: str) -> list[Key]:
    try:
        found = json.loads(_file(folder, purpose).read_text("utf-8"))
    except FileNotFoundError as error:
        raise Refused(
            "keys.missing", purpose=purpose, remedy="name the keys folder in YICI_KEYS, or run `yici migrate`"
        ) from error
    return [Key(key["id"], key["algorithm"], base64.b64decode(key["secret"])) for key in found["keys"]]


def _publish(folder: Path, purpose: str, keys: list[Key], *, replace: bool) -> None:
    listed = [{"id": k.id, "algorithm": k.algorithm, "secret": base64.b64encode(k.secret).decode()} for k in keys]
    text = json.dumps({"format": 1, "purpose": purpose, "keys": listed}, indent=1)
    handle, name = tempfile.mkstemp(dir=folder, prefix=f".{purpose}-")  # mkstemp makes the file 0600
    draft = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    if replace:
        draft.replace(_file(folder, purpose))
        return
    try:
        _file(folder, purpose).hardlink_to(draft)
    except FileExistsError:
        pass  # Another process was first: its keys hold.
    finally:
        draft.unlink()


def _new_master(algorithm: str) -> Key:
    return Key(os.urandom(8).hex(), algorithm, os.urandom(ciphers.cipher(algorithm).key_bytes))


def _new_signing(algorithm: str) -> Key:
    signer = ciphers.signer(algorithm)
    secret = signer.generate()
    return Key(fingerprint(signer.public(secret)), algorithm, secret)


def _new_mac(algorithm: str) -> Key:
    return Key(os.urandom(8).hex(), algorithm, os.urandom(MAC_KEY_BYTES))


_MAKERS: dict[str, Callable[[str], Key]] = {
    "master": _new_master,
    "signing": _new_signing,
    "index": _new_mac,
    "code": _new_mac,
}
