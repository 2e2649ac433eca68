"""The people of a command, not their accounts: who goes to look has a right to, and is nobody who goes twice or was
taken off the item under another account."""

from collections.abc import Collection, Mapping
from datetime import datetime

from yici.cases.own import check_none_own
from yici.domain.authority import Grants
from yici.domain.case import ACTIONS, Approval, Case, Command, RecordInspection, Recuse
from yici.domain.case.codes import ID
from yici.domain.case.rights import concerned
from yici.domain.error import Invalid, Refused
from yici.people.queries import grants_of_staff, persons_of


def check_people(case: Case, command: Command, actor: str, now: datetime) -> None:
    """This will pass where those who go are members of staff of the bodies concerned, each another person, and nobody
    who acts or goes was taken off an item. At most two statements, none where nobody goes and nobody was taken off.

    Raises Invalid("inspection.no_right" | "inspection.nobody_of" | "inspection.same_person" |
    "recusal.unknown_officer") and Refused("authority.recused" | "authority.own_matter").
    """
    _check_recused(command)
    officers = frozenset(getattr(command, "officers", ()))
    away = {one: approval.item for approval in concerned(case, command) for one in approval.recused}
    known = persons_of({actor, *officers, *away}) if officers or away else {}
    _check_not_away(away, {actor, *officers}, known)
    if len({known[one] for one in officers}) < len(officers):
        raise Invalid("inspection.same_person", remedy="name another person, not another account of the same one")
    held = grants_of_staff(officers, now) if officers else {}
    check_none_own(case, held)
    if without := _strangers(case, command, officers, held):
        remedy = "name members of staff who may do this for one of the bodies whose items are looked at"
        raise Invalid("inspection.no_right", officers=without, remedy=remedy)
    if alone := _unattended(case, command, held):
        remedy = "let each department record what its own people saw, or name one who went for each"
        raise Invalid("inspection.nobody_of", agencies=alone, remedy=remedy)


def check_confirmed(command: Command, confirmed: Collection[str]) -> None:
    """This will pass unless a visit would be recorded in the name of somebody who did not confirm it with their own
    account: nobody signs for another (Licensing Law Art. 34). Raises Refused("inspection.unconfirmed")."""
    if isinstance(command, RecordInspection) and (missing := sorted(set(command.officers) - {*confirmed})):
        remedy = "send the record, and let everybody who was there confirm it with their own account"
        raise Refused("inspection.unconfirmed", missing=len(missing), remedy=remedy)


def _check_recused(command: Command) -> None:
    """Who is taken off an item is named by the id of an account: no name stands in the open part of the record."""
    if isinstance(command, Recuse) and not ID.fullmatch(command.officer):
        remedy = "name whoever it is by the id of their account"
        raise Invalid("recusal.unknown_officer", item=command.item, remedy=remedy)


def _check_not_away(away: dict[str, str], people: set[str], known: dict[str, str]) -> None:
    gone = {known[one]: item for one, item in away.items()}
    for one in sorted(people):
        if known.get(one) in gone:
            remedy = "let somebody else do it: who was recused has no part in this item"
            raise Refused("authority.recused", item=gone[known[one]], officers=[one], remedy=remedy)


def _strangers(case: Case, command: Command, officers: Collection[str], held: Mapping[str, Grants]) -> list[str]:
    """Those of some officers who may not do this for any item of the visit: no account of staff, or one without the
    right."""
    action, looked_at = ACTIONS[type(command)], _looked_at(case, command)
    return [one for one in sorted(officers) if not _may(action, held.get(one, Grants()), case, looked_at)]


def _unattended(case: Case, command: Command, held: Mapping[str, Grants]) -> list[str]:
    """The departments on whose items a visit is recorded though nobody of theirs went, nor anybody whom they authorised
    (Licensing Law Art. 34: the body sends people of its own). That each sends two is not read out of it."""
    if not isinstance(command, RecordInspection):
        return []
    action, went = ACTIONS[type(command)], held.values()
    recorded = concerned(case, command)
    return sorted({a.agency for a in recorded if not any(_may(action, one, case, (a,)) for one in went)})


def _may(action: str, grants: Grants, case: Case, approvals: Collection[Approval]) -> bool:
    return any(grants.may(action, a.agency, case.place_of(a), a.item) for a in approvals)


def _looked_at(case: Case, command: Command) -> tuple[Approval, ...]:
    """A department that records its own part of a joint visit names everybody who was there."""
    if isinstance(command, RecordInspection):
        visited = {item for visit in case.visits if visit.id == command.visit for item in visit.items}
        return tuple(a for a in case.approvals if a.item in visited) or case.approvals
    return concerned(case, command)
