"""The certificate of a licence: what whoever holds it shows to others."""

from dataclasses import dataclass
from datetime import date

from yici.documents.parts import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The electronic certificate of a licence that was granted (电子证照): its `number`, its `holder`, what it allows
    (`item`), by whom and when it was given, and from when to when it holds. Licensing Law Art. 39, 44.

    `title` is the name of the licence. Without `valid_until` it has no end that is known, with `long_term` none at all.
    """

    title: str
    number: str
    holder: str
    item: str
    office: Office
    made_on: date
    case_number: str
    status_url: str
    matter: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    long_term: bool = False
    basis: tuple[str, ...] = ()
