"""Between documents and their JSON text."""

from typing import Final

from yici.domain.document import EVENTS, Document, DocumentEvent
from yici.ledger.codec import Codec

CODEC: Final = Codec[DocumentEvent, Document](EVENTS, Document)
