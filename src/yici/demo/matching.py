"""The demonstration's reading of a real list: the same codes and names are confirmed, the rest is left to see."""

from datetime import datetime

from yici.demo.accounts import Accounts
from yici.demo.people import LISTED_PLACE, MATCHER
from yici.domain.event import Actor
from yici.lists.queries import RIGHT, decisions, exact_proposals
from yici.lists.services import Pair, matches_confirm, matches_search
from yici.people.ids import new_id
from yici.people.queries import grants_of


def confirm_plain(accounts: Accounts, *, now: datetime) -> int:
    """This will confirm what is plain, as the made-up supervisor; where anything was decided before it does nothing."""
    matches_search(now=now)
    user = accounts.users[MATCHER]
    grants = grants_of(user, now)
    if not grants.may(RIGHT, None, LISTED_PLACE, None) or decisions(LISTED_PLACE, grants, limit=1):
        return 0
    pairs = [Pair(row.code, row.item) for row in exact_proposals(LISTED_PLACE, grants)]
    actor = Actor(kind="staff", id=str(user), role="supervisor", channel="demo")
    return matches_confirm(
        place=LISTED_PLACE, pairs=pairs, batch=new_id(), ids=new_id, actor=actor, grants=grants, now=now
    )
