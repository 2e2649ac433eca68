"""Opening a number of the figures by department: what its address says, and the same in words."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext

from yici.cases.figures import DueFilter
from yici.catalogue import queries as catalogue_queries
from yici.domain.due_by import BUCKETS, marks_at
from yici.web import dates
from yici.web.desk.due_words import column_words
from yici.web.here import described, is_code
from yici.web.words import Names


def read_due(query: Mapping[str, str], now: datetime) -> DueFilter | None:
    """This will read what an address wants of what is due; None where it names no column."""
    bucket = next((one for one in BUCKETS if one == query.get("due")), None)
    if bucket is None:
        return None
    named, place = query.get("agency", ""), query.get("place", "")
    agency = named if named in catalogue_queries.current().agencies else None
    known = place if is_code(place) else None
    return DueFilter(
        bucket, marks_at(now, catalogue_queries.calendar_for(known or str(settings.YICI_PLACE))), agency, known
    )


def address(due: DueFilter) -> list[tuple[str, str]]:
    """This will be the part of an address that asks for this."""
    told = (("due", due.bucket), ("agency", due.agency), ("place", due.place))
    return [(name, value) for name, value in told if value]


def words(due: DueFilter) -> str:
    """This will say what is shown."""
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    places = described([due.place]) if due.place else {}
    told = [
        *([places[due.place].name] if due.place in places else []),
        *([names.of("agency", due.agency)] if due.agency else []),
        *([column_words(due.marks)[due.bucket]] if due.bucket else []),
    ]
    return gettext("只看：%(what)s。") % {"what": " · ".join(told)}
