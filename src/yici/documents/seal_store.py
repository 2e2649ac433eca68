"""The seals of a site's bodies: key and certificate of each in one small file, encrypted under the operator's key.

A demonstration has an authority of its own that makes a seal for whichever body needs one; what it makes says so, in
the certificate and in the drawing. A real seal comes from a licensed authority, as PKCS#12 (`seal_import`).
"""

import json
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from yici.domain.error import Conflict, Invalid, NotFound
from yici.ledger.keyring import keyring

AUTHORITY: Final = "_authority"
SUFFIX: Final = ".seal"
DEMONSTRATION: Final = "演示"
_CODE: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_FROM, _UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2049, 12, 31, tzinfo=UTC)
"""Of what a demonstration makes: its clock may stand anywhere."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is told of a seal without opening it: `certificate` is the SHA-256 of it, hexadecimal; `until` a day."""

    body: str
    name: str
    certificate: str
    until: str
    demonstration: bool


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A seal with its key: PKCS#12 and the passphrase that opens it."""

    held: Held
    data: bytes
    passphrase: str


def seals_held(folder: Path) -> list[Held]:
    """This will list the seals of a site by body; the authority that makes them is none."""
    return [_read(path)[0] for path in sorted(folder.glob(f"*{SUFFIX}")) if path.stem != AUTHORITY]


def bodies_sealing(folder: Path) -> list[str] | None:
    """This will name the bodies that have a seal; None where an authority makes one for any."""
    if (folder / f"{AUTHORITY}{SUFFIX}").exists():
        return None
    return [path.stem for path in sorted(folder.glob(f"*{SUFFIX}"))]


def seal_open(folder: Path, body: str, name: str) -> Opened:
    """This will open the seal of a body, made for it on the spot where there is an authority for demonstrations.

    Raises NotFound("seal.missing"), Refused("keys.unknown") when the operator's key is not the one it was kept under.
    """
    path = _path(folder, body)
    if not path.exists():
        if not (folder / f"{AUTHORITY}{SUFFIX}").exists():
            raise NotFound("seal.missing", body=body, remedy="import its seal: yici seals import FILE --body CODE")
        seal_make(folder, body, name)
    held, wrapped = _read(path)
    told = json.loads(keyring().unwrap(bytes.fromhex(wrapped), _bound(body))[1])
    return Opened(held, bytes.fromhex(told["pkcs12"]), told["passphrase"])


def authority_make(folder: Path) -> Held:
    """This will make the authority of a demonstration, or give the one that is there."""
    path = folder / f"{AUTHORITY}{SUFFIX}"
    if path.exists():
        return _read(path)[0]
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("一次演示签章机构（没有法律效力）")
    certificate = _certificate(name, name, key, key, authority=True)
    return _keep(folder, AUTHORITY, "演示签章机构", key, certificate, (), demonstration=True)


def seal_make(folder: Path, body: str, name: str) -> Held:
    """This will make a body's seal for demonstrations. Raises NotFound("seal.no_authority"), Conflict("seal.there")."""
    if _path(folder, body).exists():
        raise Conflict("seal.there", body=body, remedy="take its file away first if it is to be made anew")
    if not (folder / f"{AUTHORITY}{SUFFIX}").exists():
        raise NotFound("seal.no_authority", remedy="make it: yici seals make --authority")
    _, wrapped = _read(folder / f"{AUTHORITY}{SUFFIX}")
    told = json.loads(keyring().unwrap(bytes.fromhex(wrapped), _bound(AUTHORITY))[1])
    signer, above, _ = pkcs12.load_key_and_certificates(bytes.fromhex(told["pkcs12"]), told["passphrase"].encode())
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    assert above is not None
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(_name(f"{name}（{DEMONSTRATION}）"), above.subject, key, signer, authority=False)
    return _keep(folder, body, name, key, certificate, (above,), demonstration=True)


def seal_import(folder: Path, body: str, name: str, data: bytes, passphrase: str) -> Held:
    """This will keep a body's seal from PKCS#12. Raises Invalid("seal.unreadable" | "seal.key"), Conflict."""
    if _path(folder, body).exists():
        raise Conflict("seal.there", body=body, remedy="take its file away first if it is to be made anew")
    try:
        key, certificate, more = pkcs12.load_key_and_certificates(data, passphrase.encode() or None)
    except ValueError:
        raise Invalid("seal.unreadable", remedy="check the file (PKCS#12) and its passphrase") from None
    if key is None or certificate is None:
        raise Invalid("seal.key", remedy="the file must hold the key and its certificate")
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise Invalid("seal.key", remedy="the key must be RSA or of an elliptic curve")
    return _keep(folder, body, name, key, certificate, more, demonstration=False)


def _keep(
    folder: Path, body: str, name: str, key: pkcs12.PKCS12PrivateKeyTypes, certificate: x509.Certificate,
    more: "list[x509.Certificate] | tuple[x509.Certificate, ...]", *, demonstration: bool,
) -> Held:  # fmt: skip
    passphrase = secrets.token_urlsafe(24)
    closed = serialization.BestAvailableEncryption(passphrase.encode())
    data = pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, list(more), closed)
    print_of = sha256(certificate.public_bytes(serialization.Encoding.DER)).hexdigest()
    held = Held(body, name, print_of, certificate.not_valid_after_utc.date().isoformat(), demonstration)
    secret = json.dumps({"pkcs12": data.hex(), "passphrase": passphrase}).encode()
    told = {**asdict(held), "sealed": keyring().wrap(secret, _bound(body)).hex()}
    _write(_path(folder, body), json.dumps(told, ensure_ascii=False, indent=1))
    return held


def _write(path: Path, text: str) -> None:
    """Whole or not at all, and readable by the operator alone; of two that make one at once the first stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    beside.touch(mode=0o600)
    beside.write_text(text, encoding="utf-8")
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def _read(path: Path) -> tuple[Held, str]:
    told = json.loads(path.read_text(encoding="utf-8"))
    sealed = told.pop("sealed")
    return Held(**told), sealed


def _path(folder: Path, body: str) -> Path:
    if body != AUTHORITY and not _CODE.fullmatch(body):
        raise Invalid("seal.body", body=body, remedy="write the body's code: small letters, digits, hyphens")
    return folder / f"{body}{SUFFIX}"


def _bound(body: str) -> bytes:
    return f"seal\n{body}".encode()


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey, *,
    authority: bool,
) -> x509.Certificate:  # fmt: skip
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(_FROM).not_valid_after(_UNTIL)
    )  # fmt: skip
    for extension, critical in _extensions(key, signer, authority=authority):
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(signer, hashes.SHA256())


def _extensions(
    key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey, *, authority: bool
) -> Iterator[tuple[x509.ExtensionType, bool]]:
    yield x509.BasicConstraints(ca=authority, path_length=0 if authority else None), True
    used = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    signs = {"digital_signature": not authority, "content_commitment": not authority}
    yield x509.KeyUsage(**used, **signs, key_cert_sign=authority, crl_sign=authority), True
    yield x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False
    yield x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False
    if not authority:
        yield x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False
