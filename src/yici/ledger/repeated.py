"""Requests that come again: carried out once, answered as the first time under the key that they came with."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from yici.ledger import receipts
from yici.ledger.values import Answer, Recorded


@lru_cache(maxsize=4)
def receipt(recorded: Recorded) -> dict[str, Any]:
    """This will sign one event once: the answer kept under a key and what its caller is told hold the same receipt."""
    return receipts.receipt(recorded)


@dataclass(frozen=True, slots=True)
class Key:
    """An idempotency key of a face: whose it is, and the hash of the request that came with it."""

    scope: str
    key: str
    request_hash: bytes

    def answer(self, seq: int, **ids: object) -> Answer:
        """This will make what the same request is answered with when it comes again: ids, version, and the receipt."""

        def told(recorded: list[Recorded]) -> dict[str, Any]:
            return {**ids, "seq": seq, "receipt": receipt(recorded[-1])}

        return Answer(self.scope, self.key, self.request_hash, told)
