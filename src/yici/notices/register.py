"""What messages tell the ledger: who reads its feed. What happens to cases is told by cases themselves."""

from yici.ledger.register import REGISTER
from yici.ledger.values import Stored
from yici.notices.standing_in import KINDS, mandates_told
from yici.notices.webhooks import calls_queue
from yici.people.present import now


def recorded(events: list[Stored]) -> None:
    """This will let the calls wait that some events lead to."""
    calls_queue(events, now=now())


REGISTER.on_event("webhooks", recorded, replay=False)
REGISTER.on_event("mandates", mandates_told, kinds=KINDS, replay=False)
