"""Who has no part in an item: whom one may take off, and who it is, in words."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext

from yici.domain.case import Approval, Recuse
from yici.domain.case.allowing import Desk
from yici.people.queries.accounts import names_at_work

SOMEBODY = "somebody"
"""Stands for whoever else a lead may take off."""


def others_too(desk: Desk, item: str) -> bool:
    """This will say whether anybody else may be taken off, too."""
    return desk.may(Recuse(item=item, officer=SOMEBODY, reason=""))


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """This will name members of staff by the name that they go by at work; one that is unknown is shown as its id."""
    known = {one: UUID(one) for one in ids if _is_id(one)}
    names = names_at_work(known.values()) if known else {}
    return {one: names.get(known[one], one) if one in known else one for one in ids}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def recused_text(approval: Approval) -> str:
    """This will say who has no part in an item; empty when nobody was taken off."""
    if not approval.recused:
        return ""
    names = names_of(approval.recused)
    return gettext("已回避，不参与这一项：%(who)s") % {"who": gettext("、").join(names.values())}
