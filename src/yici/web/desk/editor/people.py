"""Who changed something: the user name of an account."""

from collections.abc import Iterable
from uuid import UUID

from yici.people.queries import usernames


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """This will name accounts, all in one statement."""
    wanted = {UUID(one) for one in ids}
    found = usernames(wanted) if wanted else {}
    return {str(one): found.get(one, str(one)) for one in wanted}


def name_of(identity: str) -> str:
    """This will name one account."""
    return names_of([identity])[identity]
