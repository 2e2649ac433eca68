"""A case that is looked at meets the record up to date.

What fell due and no worker has recorded yet is recorded then, so that the page, its time line and its papers say the
same, for applicants and staff alike.
"""

import logging
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from yici.cases import queries as cases
from yici.cases.queries import View
from yici.cases.services import case_settle
from yici.domain.error import YiciError

LONGEST_WAIT = "250ms"
"""For a case that somebody else holds: they record what fell due themselves, and nobody waits for a page."""
_log = logging.getLogger(__name__)


def recorded(view: View, now: datetime) -> View:
    """This will give the case with everything on the record that fell due; as it was, when that cannot be done now."""
    return cases.case_again(view, now) if view.unrecorded and _record(UUID(view.case.id), now) else view


def _record(case_id: UUID, now: datetime) -> bool:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LONGEST_WAIT])
            case_settle(stream=case_id, now=now)
    except (DatabaseError, YiciError) as fault:
        _log.info("case %s is shown before what fell due is recorded: %s", case_id, type(fault).__name__)
        return False
    return True
