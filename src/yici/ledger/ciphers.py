"""Ciphers, signatures and keyed hashes by name. Each result names its algorithm, so that one can follow another.

A token is `name NUL key-id NUL nonce ciphertext`: readable without knowing today's choice.
"""

import hmac
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

from yici.domain.error import Invalid, Refused

Named = TypeVar("Named")
NONCE_BYTES = 12
TAG_BYTES = 16


@dataclass(frozen=True, slots=True)
class Cipher:
    """An authenticated cipher: `encrypt` and `decrypt` take key, nonce, data and the data that is bound to it."""

    key_bytes: int
    encrypt: Callable[[bytes, bytes, bytes, bytes], bytes]
    decrypt: Callable[[bytes, bytes, bytes, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Signer:
    """A signature: `public` takes the secret, `sign` secret and message, `verify` public key, signature, message."""

    generate: Callable[[], bytes]
    public: Callable[[bytes], bytes]
    sign: Callable[[bytes, bytes], bytes]
    verify: Callable[[bytes, bytes, bytes], bool]


def _aes_encrypt(key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
    return AESGCM(key).encrypt(nonce, data, bound)


def _aes_decrypt(key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
    return AESGCM(key).decrypt(nonce, data, bound)


def _sm4_encrypt(key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
    machine = BlockCipher(SM4(key), GCM(nonce)).encryptor()
    machine.authenticate_additional_data(bound)
    return machine.update(data) + machine.finalize() + machine.tag


def _sm4_decrypt(key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
    machine = BlockCipher(SM4(key), GCM(nonce, data[-TAG_BYTES:])).decryptor()
    machine.authenticate_additional_data(bound)
    return machine.update(data[:-TAG_BYTES]) + machine.finalize()


def _ed25519_public(secret: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


@lru_cache(maxsize=4)
def _ed25519_private(secret: bytes) -> Ed25519PrivateKey:
    # Only the operator's own keys sign, which each process holds anyway; computing the public half takes as long as
    # signing itself.
    return Ed25519PrivateKey.from_private_bytes(secret)


def _ed25519_sign(secret: bytes, message: bytes) -> bytes:
    return _ed25519_private(secret).sign(message)


def _ed25519_verify(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


CIPHERS = {
    "AES-256-GCM": Cipher(32, _aes_encrypt, _aes_decrypt),
    "SM4-GCM": Cipher(16, _sm4_encrypt, _sm4_decrypt),
}
SIGNERS = {
    "Ed25519": Signer(
        lambda: Ed25519PrivateKey.generate().private_bytes_raw(), _ed25519_public, _ed25519_sign, _ed25519_verify
    ),
}
MACS = {"HMAC-SHA-256": "sha256", "HMAC-SM3": "sm3"}


def cipher(algorithm: str) -> Cipher:
    """Find a cipher by name. Raises `Invalid` ("keys.unknown_algorithm")."""
    return _named(CIPHERS, algorithm)


def signer(algorithm: str) -> Signer:
    """Find a signature algorithm by name. Raises `Invalid` ("keys.unknown_algorithm")."""
    return _named(SIGNERS, algorithm)


def mac(algorithm: str, key: bytes, *parts: bytes) -> bytes:
    """Compute a keyed hash (32 bytes) over parts, each with its length, so that no two lists of parts look alike."""
    message = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return hmac.digest(key, message, _named(MACS, algorithm))


def _named(table: dict[str, Named], algorithm: str) -> Named:
    if algorithm not in table:
        raise Invalid("keys.unknown_algorithm", algorithm=algorithm, remedy=f"use one of {', '.join(table)}")
    return table[algorithm]


def encrypt(algorithm: str, key: bytes, data: bytes, bound: bytes, key_id: str = "") -> bytes:
    """Make a token that only `key` opens, and only together with `bound`."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = cipher(algorithm).encrypt(key, nonce, data, bound)
    return b"%b\0%b\0%b%b" % (algorithm.encode(), key_id.encode(), nonce, sealed)


def split(token: bytes) -> tuple[str, str, bytes]:
    """Read a token's algorithm and key id; the rest is nonce and ciphertext. Raises `Refused` ("keys.damaged")."""
    try:
        algorithm, key_id, rest = token.split(b"\0", 2)
        return algorithm.decode("ascii"), key_id.decode("ascii"), rest
    except ValueError as error:
        raise _damaged() from error


def decrypt(key: bytes, token: bytes, bound: bytes) -> bytes:
    """Open a token. Raises `Refused` ("keys.damaged") when token, key or `bound` do not belong together."""
    algorithm, _, rest = split(token)
    try:
        return cipher(algorithm).decrypt(key, rest[:NONCE_BYTES], rest[NONCE_BYTES:], bound)
    except (InvalidTag, ValueError) as error:
        raise _damaged() from error


def _damaged() -> Refused:
    return Refused("keys.damaged", remedy="restore the ciphertext or its key from a backup, then run `yici verify`")


def pack(data: dict[str, Any] | bytes) -> bytes:
    """Write an object or bytes so that `unpack` knows which of the two it was."""
    if isinstance(data, bytes):
        return b"b" + data
    return b"j" + json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def unpack(data: bytes) -> Any:
    """Read what `pack` wrote."""
    return data[1:] if data[:1] == b"b" else json.loads(data[1:])
