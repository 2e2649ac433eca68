"""Between mandates and their JSON text."""

from typing import Final

from yici.domain.mandate import EVENTS, Mandate, MandateEvent
from yici.ledger.codec import Codec

CODEC: Final = Codec[MandateEvent, Mandate](EVENTS, Mandate)
