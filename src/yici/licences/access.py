"""Who may see and do what with a licence: the one place where a licence meets people's grants."""

from yici.domain.authority import Grants
from yici.domain.event import Actor
from yici.domain.licence import CancelLicence, Licence, RevokeLicence, unknown_licence

CLOCK = Actor(kind="system", id="clock", role="clock", channel="timer")
"""Who acts when a period ends: nobody but the law."""
ACTIONS: dict[type, str] = {RevokeLicence: "licence.revoke", CancelLicence: "licence.cancel"}
"""The action of `yici.domain.authority` that each command takes."""


def check_readable(licence: Licence, actor: Actor, grants: Grants) -> None:
    """This will pass for the holder and for staff with a right to read it.

    Raises NotFound for anybody else: that a licence exists is nobody's business either.
    """
    if licence.holder is not None and actor.id == licence.holder:
        return
    if not grants.may("licence.read", licence.agency, licence.place, licence.item):
        raise unknown_licence()


def authorise(licence: Licence, command: RevokeLicence | CancelLicence, actor: Actor, grants: Grants) -> None:
    """This will let staff do what their grants permit. Raises NotFound, Forbidden("authority.missing")."""
    check_readable(licence, actor, grants)
    grants.check(ACTIONS[type(command)], licence.agency, licence.place, licence.item)
