"""Comparing a file that somebody holds with the sealed document of the archive: by its digest, then by its signature.

Light on purpose: it reads the signature as it stands and knows the certificate from the record, so it needs neither a
trust store nor the library that seals. RFC 5652 (CMS), ISO 32000-1, 12.8.1 (ByteRange).
"""

import hashlib
import re
from typing import Any, Final, Literal

from asn1crypto import cms
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from yici.domain.document import Seal

Verdict = Literal["same", "appended", "altered", "other"]
"""`same`: byte for byte the archived file. `appended`: that file, with something added after it was sealed. `altered`:
it carries the seal, but what is sealed was changed. `other`: it does not carry this document's seal."""
LARGEST: Final = 5 * 1024 * 1024
_RANGE: Final = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_HASHES: Final[dict[str, Any]] = {"sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512}


def compared(data: bytes, seal: Seal) -> Verdict:
    """This will say how a file stands to the sealed one. Nothing in the file can raise."""
    if digest_of(data) == seal.digest:
        return "same"
    if digest_of(data[: seal.size]) == seal.digest:
        return "appended"
    try:
        found = [_signed(data, [int(one) for one in match.groups()], seal) for match in _RANGE.finditer(data)]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        return "altered"
    if "altered" in found:
        return "altered"
    return "appended" if "appended" in found else "other"


def digest_of(data: bytes) -> str:
    """This will give the digest of a file as the archive writes it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _signed(data: bytes, covers: list[int], seal: Seal) -> Verdict:
    """How one signature in the file stands: the seal of this document over other content, broken, or another's."""
    start, first, second, last = covers
    told = bytes.fromhex(data[start + first : second].strip(b"<>").decode("ascii"))
    info = cms.ContentInfo.load(told)["content"]
    known = [one.chosen for one in info["certificates"]]
    certificate = next((one for one in known if hashlib.sha256(one.dump()).hexdigest() == seal.certificate), None)
    if certificate is None:
        return "other"
    covered = data[start : start + first] + data[second : second + last]
    if not _holds(info["signer_infos"][0], certificate, covered):
        return "altered"
    # The body's own seal and sound, but the file is not this document's: another one, or this with more behind it.
    return "other"


def _holds(signer: Any, certificate: Any, covered: bytes) -> bool:
    name = signer["digest_algorithm"]["algorithm"].native
    attributes = signer["signed_attrs"]
    told = next(one["values"][0].native for one in attributes if one["type"].native == "message_digest")
    if hashlib.new(name, covered).digest() != told:
        return False
    # Signed is the set itself, not the tag under which it stands in the message (RFC 5652, 5.4).
    return _verified(certificate, signer["signature"].native, attributes.untag().dump(force=True), _HASHES[name]())


def _verified(certificate: Any, signature: bytes, message: bytes, algorithm: hashes.HashAlgorithm) -> bool:
    key = serialization.load_der_public_key(certificate.public_key.dump())
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, message, ec.ECDSA(algorithm))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, message, padding.PKCS1v15(), algorithm)
        else:
            return False
    except InvalidSignature:
        return False
    return True
