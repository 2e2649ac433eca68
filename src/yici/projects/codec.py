"""Between projects and their JSON text."""

from typing import Final

from yici.domain.project import EVENTS, Project, ProjectEvent
from yici.ledger.codec import Codec

CODEC: Final = Codec[ProjectEvent, Project](EVENTS, Project)
