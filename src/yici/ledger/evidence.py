"""Checking receipts, proofs and checkpoints with public keys alone: no database, no operator, no network.

A receipt says that the operator recorded an event with this hash. A proof says that a signed checkpoint contains it, so
that it can no longer be taken away. Together with the event's own line anybody can check all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yici.domain import chain, event
from yici.domain.error import Invalid, YiciError
from yici.ledger import ciphers
from yici.ledger.keyring import fingerprint

RECEIPT = "yici.receipt"
CHECKPOINT = "yici.checkpoint"
FORMAT = 1
MISSHAPEN = (YiciError, KeyError, IndexError, TypeError, ValueError, AttributeError)
"""What reading a document of another shape can raise."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: `genuine`, the operator signed it; `included`, a checkpoint holds it (None: no proof given).

    `faults` are codes, empty when all that was given holds.
    """

    genuine: bool
    included: bool | None
    faults: tuple[str, ...]

    @property
    def valid(self) -> bool:
        """Tell whether everything that was given holds."""
        return self.genuine and not self.faults


def verify_receipt(document: Mapping[str, Any], public_keys: Mapping[str, bytes]) -> Verdict:
    """Check a receipt, with its proof and its event's line where they are given, against the operator's public keys.

    `public_keys` gives raw public keys by fingerprint, from a source that the holder of the receipt trusts. Nothing in
    a document can raise: whatever is misshapen is a fault.
    """
    try:
        return _verdict(document, public_keys)
    except MISSHAPEN:
        return Verdict(False, None, ("receipt.malformed",))


def _verdict(document: Mapping[str, Any], public_keys: Mapping[str, bytes]) -> Verdict:
    statement, proof, content = document["statement"], document.get("proof"), document.get("content")
    faults = [*signed_faults(RECEIPT, statement, document["signature"], public_keys)]
    genuine = not faults
    if content is not None:
        faults += _content_faults(statement, content)
    if proof is None:
        return Verdict(genuine, None, tuple(faults))
    try:
        missing = _proof_faults(statement, proof, public_keys)
    except MISSHAPEN:
        missing = ["receipt.malformed_proof"]
    return Verdict(genuine, not missing, (*faults, *missing))


def signed_faults(
    what: str, statement: Mapping[str, Any], signature: Mapping[str, Any], public_keys: Mapping[str, bytes]
) -> list[str]:
    """List what is wrong with a signed statement of the kind `what`; empty when it holds."""
    if statement["type"] != what or statement["format"] != FORMAT:
        return [f"{what}.unknown_type"]
    public = public_keys.get(signature["key"])
    if public is None or fingerprint(public) != signature["key"]:
        return [f"{what}.unknown_key"]
    message, value = event.canonical(statement).encode(), bytes.fromhex(signature["value"])
    return [] if ciphers.signer(signature["algorithm"]).verify(public, value, message) else [f"{what}.forged"]


def _content_faults(statement: Mapping[str, Any], content: str) -> list[str]:
    if chain.content_hash(statement["algorithm"], content).hex() != statement["hash"]:
        return ["receipt.other_content"]
    found = event.fields(content)
    same = all(found[name] == statement[name] for name in ("stream", "seq", "kind", "at", "recorded_at", "algorithm"))
    return [] if same else ["receipt.other_event"]


def _proof_faults(
    statement: Mapping[str, Any], proof: Mapping[str, Any], public_keys: Mapping[str, bytes]
) -> list[str]:
    checkpoint = proof["checkpoint"]
    faults = signed_faults(CHECKPOINT, checkpoint["statement"], checkpoint["signature"], public_keys)
    said = checkpoint["statement"]
    name = said["algorithm"]
    start = chain.leaf(name, bytes.fromhex(statement["hash"]))
    steps = [bytes.fromhex(step) for step in proof["path"]]
    tree = chain.climb(name, start, _whole(proof["index"]), _whole(said["count"]), steps)
    if tree is None or tree.hex() != said["tree"]:
        faults.append("receipt.not_in_checkpoint")
    return faults + root_faults(said)


def root_faults(said: Mapping[str, Any]) -> list[str]:
    """List what is wrong with a checkpoint's root, given the tree and the root before that it names itself."""
    root = chain.top(said["algorithm"], bytes.fromhex(said["previous"]), bytes.fromhex(said["tree"]))
    return [] if root.hex() == said["root"] else [f"{CHECKPOINT}.wrong_root"]


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Invalid("receipt.malformed", remedy="give whole numbers")
    return value
