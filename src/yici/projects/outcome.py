"""What a command on a project led to, and how the same request is answered when it comes again."""

from dataclasses import dataclass
from typing import Any

from yici.domain.project import Project
from yici.ledger import receipts
from yici.ledger.values import Answer, Recorded


@dataclass(frozen=True, slots=True)
class Outcome:
    """The project as it is now, its version, and the signed receipt of the last event."""

    project: Project
    seq: int
    receipt: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Key:
    """An idempotency key of a face: whose it is, and the hash of the request that came with it."""

    scope: str
    key: str
    request_hash: bytes

    def answer(self, project: Project, seq: int) -> Answer:
        """This will make what the same request is answered with when it comes again: ids, and the receipt."""

        def told(recorded: list[Recorded]) -> dict[str, Any]:
            return {
                "project": project.id, "code": project.code, "seq": seq, "receipt": receipts.receipt(recorded[-1]),
            }  # fmt: skip

        return Answer(self.scope, self.key, self.request_hash, told)
