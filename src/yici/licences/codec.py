"""Between licences and their JSON text."""

from typing import Final

from yici.domain.licence import EVENTS, Licence, LicenceEvent
from yici.ledger.codec import Codec

CODEC: Final = Codec[LicenceEvent, Licence](EVENTS, Licence)
