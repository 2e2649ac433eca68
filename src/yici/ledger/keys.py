"""Keys of data subjects, blind indexes and codes: what keeps persons out of the record and lets them be forgotten.

A subject's key is read from its row whenever it is used and kept nowhere: unwrapping takes microseconds, and a key
that another process destroys is gone for this one too.
"""

import hmac
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from yici.domain.error import Conflict, Invalid, NotFound, Refused, YiciError
from yici.ledger import ciphers
from yici.ledger.keyring import Keyring, ensure_keys, fingerprint, has_keys, keyring, rotate
from yici.ledger.store import checkpoints, subjects
from yici.ledger.values import ERASED, Erased, Subject

__all__ = [
    "blind",
    "check_code",
    "code",
    "ensure_keys",
    "find_subject",
    "find_subjects",
    "fingerprint",
    "load_subjects",
    "new_subject",
    "open_many",
    "open_with",
    "prepare_keys",
    "public_keys",
    "rotate",
    "seal",
    "subject_for",
    "subject_with_key",
    "usable",
]

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L, U/V pairs to mistake for one another over the phone or on paper."""
CODE_LENGTHS = range(4, 33)
_BLIND_BYTES = 32


def prepare_keys(suite: str = "international") -> None:
    """Create the operator's keys for a new record, and make sure that they are those of an old one.

    Raises `Refused`: "keys.lost" when the record has been sealed or signed and no keys are here (creating others would
    hide that), "keys.foreign" when those here are not the ones that it was sealed and signed with.
    """
    used = {ciphers.split(wrapped)[1] for wrapped in subjects.samples()} | checkpoints.newest_signers()
    remedy = "put the keys folder that belongs to this database in place, or name it in YICI_KEYS"
    if used and not has_keys():
        raise Refused("keys.lost", remedy=remedy)
    ensure_keys(suite)
    ring = keyring(fresh=True)
    if unknown := sorted(key_id for key_id in used if not ring.knows(key_id)):
        raise Refused("keys.foreign", key=unknown[0], remedy=remedy)


def subject_for(identity: str | None, *, subject_id: UUID, now: datetime) -> UUID:
    """Find the data subject with this identity number, else create one under `subject_id`, in one statement.

    Without an identity number it always creates. A person who comes back after erasure is a new subject.
    """
    return subject_with_key(identity, subject_id=subject_id, now=now).id


def subject_with_key(identity: str | None, *, subject_id: UUID, now: datetime) -> Subject:
    """Do as `subject_for` and give the wrapped key as well, which spares `append` reading it."""
    made, index = new_subject(subject_id, identity)
    found = subjects.get_or_create(made, blind=index, now=now)
    if found is None:
        raise Conflict("keys.subject_contended", remedy="try again")
    return found


def new_subject(subject_id: UUID, identity: str | None) -> tuple[Subject, bytes | None]:
    """Make a key for a new data subject, and the blind index of its identity number; nothing is stored."""
    ring = keyring()
    index = None if identity is None else blind("identity", identity)
    return Subject(subject_id, ring.wrap(ring.new_secret(), subject_id.bytes)), index


def find_subject(identity: str) -> UUID | None:
    """Find the data subject with this identity number, if there is one."""
    return subjects.find(blind("identity", identity))


def find_subjects(identities: Iterable[str]) -> dict[str, Subject]:
    """Find the data subjects that there are with these identity numbers, with their wrapped keys, in one query."""
    blinds = {blind("identity", one): one for one in identities}
    return {blinds[index]: subject for index, subject in subjects.find_many(blinds).items()}


def load_subjects(wanted: Iterable[UUID]) -> dict[UUID, Subject]:
    """Read the wrapped keys of many subjects in one query. Raises `NotFound` when one has no row."""
    ids = set(wanted)
    found = subjects.load(ids) if ids else {}
    if len(found) < len(ids):
        missing = min(ids - set(found))
        raise NotFound("keys.no_subject", subject=str(missing), remedy="restore the table of subjects' keys")
    return found


def seal(subject: UUID | Subject, data: dict[str, Any] | bytes) -> bytes:
    """Encrypt an object or bytes under the subject's key. Raises `Refused` ("keys.erased") once it is destroyed."""
    held = subject if isinstance(subject, Subject) else load_subjects([subject])[subject]
    if held.wrapped is None:
        raise Refused("keys.erased", subject=str(held.id), remedy="this person's data was erased: open a new subject")
    algorithm, secret = _unwrap(held.wrapped, held.id)
    return ciphers.encrypt(algorithm, secret, ciphers.pack(data), held.id.bytes)


def open_with(held: Mapping[UUID, Subject], subject: UUID, token: bytes) -> Any | Literal[Erased.ERASED]:
    """Open one token with keys already read. Raises `Refused` when the ciphertext is damaged."""
    wrapped = held[subject].wrapped
    if wrapped is None:
        return ERASED
    return ciphers.unpack(ciphers.decrypt(_unwrap(wrapped, subject)[1], token, subject.bytes))


def open_many(pairs: Sequence[tuple[UUID, bytes]]) -> list[Any | Literal[Erased.ERASED]]:
    """Open many tokens with one query; `ERASED` stands for each whose subject's key was destroyed."""
    held = load_subjects(subject for subject, _ in pairs)
    return [open_with(held, subject, token) for subject, token in pairs]


def usable(subject: UUID | None, wrapped: bytes | None) -> bool:
    """Tell whether a subject's wrapped key can be unwrapped with the operator's keys."""
    if subject is None or wrapped is None:
        return False
    try:
        _unwrap(wrapped, subject)
    except YiciError:
        return False
    return True


def _unwrap(wrapped: bytes, subject: UUID) -> tuple[str, bytes]:
    try:
        return keyring().unwrap(wrapped, subject.bytes)
    except Refused as error:
        if error.code != "keys.unknown":
            raise
    return keyring(fresh=True).unwrap(wrapped, subject.bytes)


def blind(kind: str, value: str) -> bytes:
    """Hash a value under the index key, so that equality can be looked up and nothing else be learnt.

    `kind` is "identity", "phone", "name" …; full-width forms, case and outer spaces make no difference.
    """
    plain = unicodedata.normalize("NFKC", value).strip().casefold()
    return keyring().mac("index", kind.encode(), plain.encode())[:_BLIND_BYTES]


def code(purpose: str, *parts: str | bytes | UUID, length: int = 8) -> str:
    """Make a code that only this operator can make for these parts. Raises `Invalid` for a length outside 4 to 32."""
    if length not in CODE_LENGTHS:
        raise Invalid("keys.code_length", length=length, remedy="ask for 4 to 32 characters")
    return _spell(keyring(), purpose, parts, length)


def check_code(given: str, purpose: str, *parts: str | bytes | UUID, length: int = 8) -> bool:
    """Tell in constant time whether a code is the one made for these parts; case, spaces and hyphens do not matter."""
    cleaned = given.upper().replace(" ", "").replace("-", "")
    return hmac.compare_digest(cleaned.encode(), code(purpose, *parts, length=length).encode())


def _spell(ring: Keyring, purpose: str, parts: Iterable[str | bytes | UUID], length: int) -> str:
    number = int.from_bytes(ring.mac("code", purpose.encode(), *map(_as_bytes, parts)), "big")
    letters = []
    for _ in range(length):
        number, place = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[place])
    return "".join(letters)


def _as_bytes(part: str | bytes | UUID) -> bytes:
    if isinstance(part, UUID):
        return part.bytes
    return part.encode() if isinstance(part, str) else part


def public_keys() -> dict[str, bytes]:
    """Give the operator's public signing keys, present and past, by fingerprint: publish them."""
    return keyring().public_keys()
