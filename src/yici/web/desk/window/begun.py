"""What was begun at a counter, for as long as it is not handed in."""

from uuid import UUID

from django.http import HttpRequest

from yici.domain.error import Conflict
from yici.web.citizen.application.opened import Opened, open_draft

__all__ = ["begun"]


def begun(request: HttpRequest, draft_id: UUID) -> Opened | None:
    """This will open what was begun at the counter; None once it was handed in, so that a second press of a key leads
    to what the first one did. Raises what `open_draft` raises else."""
    try:
        return open_draft(request, draft_id)
    except Conflict as conflict:
        if conflict.code != "draft.submitted":
            raise
        return None
