"""Who changed something: the name at work of an account."""

from collections.abc import Iterable
from uuid import UUID

from yici.people.queries.accounts import names_at_work


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """This will name accounts, all in one statement."""
    wanted = {UUID(one) for one in ids}
    found = names_at_work(wanted) if wanted else {}
    return {str(one): found.get(one, str(one)) for one in wanted}


def name_of(identity: str) -> str:
    """This will name one account."""
    return names_of([identity])[identity]
