"""Documents of restaurants, and seals made for the test: what tests of issued documents share."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import at
from yici.cases.documenting import documents_settle
from yici.documents.seal_store import authority_make
from yici.domain.document import Document

LATER = at("2026-03-12")


@pytest.fixture
def seals(settings: Any, tmp_path: Path) -> Path:
    """A folder of seals with an authority that makes one for whichever body needs it."""
    settings.YICI_SEALS = tmp_path / "seals"
    authority_make(settings.YICI_SEALS)
    return settings.YICI_SEALS  # type: ignore[no-any-return]


def issued(case_id: str) -> list[Document]:
    """This will issue what a case led to, and give its documents."""
    return documents_settle(UUID(case_id), now=LATER)


def of_kind(case_id: str, kind: str) -> list[Document]:
    """This will give the documents of a kind that a case has."""
    return [one for one in issued(case_id) if one.kind == kind]
