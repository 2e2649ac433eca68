"""The stream of an account in the record, which begins with the first thing that is told of it."""

from uuid import UUID

from yici.domain.error import NotFound
from yici.ledger.services import Head, lock, new_head
from yici.people import account_record


def account_stream(user_id: UUID) -> Head:
    """This will lock the stream of an account. The account's row is locked before: a stream that is not there cannot
    be."""
    try:
        return lock([user_id])[user_id]
    except NotFound:
        return new_head(user_id, account_record.KIND)
