"""What the record tells of an account beside its roles: second factors set up, taken away, reset; requests about its
data; how its owner's identity was checked, by whom, and that an identity of the provider was joined to it.

One stream per account, named by the account's id. No row of ours is folded from it: the factors themselves are the
login library's rows, and their secrets belong in no record.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from yici.ledger.register import Snapshot
from yici.ledger.values import Stored

KIND: Final = "account"
FACTOR_SET: Final = "account.factor_set"
FACTOR_REMOVED: Final = "account.factor_removed"
FACTOR_RESET: Final = "account.factor_reset"
ERASURE_ASKED: Final = "account.erasure_asked"
ERASURE_ANSWERED: Final = "account.erasure_answered"
ASSURED: Final = "account.assured"
PASSWORD_RENEWED: Final = "account.password_renewed"  # noqa: S105 - the name of an event
JOINED: Final = "account.identity_joined"
LOOKED: Final = "account.looked_up"


def fold(events: list[Stored]) -> Snapshot | None:
    """This will give no row: there is none."""
    return None


def rows(streams: Sequence[UUID]) -> Mapping[UUID, Snapshot]:
    """This will read no row: there is none."""
    return {}


def write(stream: UUID, snapshot: Snapshot | None) -> None:
    """This will write nothing."""
