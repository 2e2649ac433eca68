"""The site's clock, for journeys that take days."""

from datetime import UTC, datetime

import pytest

from yici.domain.clock import LEGAL

OFFSET = "YICI_OFFSET_SECONDS"


class Clock:
    """It is set to a moment and runs on from there."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch

    def set(self, moment: str) -> None:
        """This will move the site to a moment, given as legal time without a zone."""
        wanted = datetime.fromisoformat(moment).replace(tzinfo=LEGAL)
        self.patch.setenv(OFFSET, str((wanted - datetime.now(UTC)).total_seconds()))
