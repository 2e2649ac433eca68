"""Scanning what came in: beside the requests, some files at a time, each leased for as long as it may take."""

import logging
from datetime import datetime, timedelta
from typing import Final

from yici.domain.error import Refused
from yici.files import queries, scanner, store

LEASE: Final = timedelta(minutes=2)
"""How long others leave a file alone that is being scanned; after a failure it is tried again then."""
BATCH: Final = 5
_log = logging.getLogger(__name__)


def files_waiting(*, now: datetime) -> bool:
    """This will say whether a file is due to be scanned, where there is a scanner."""
    return scanner.configured() and store.to_scan(now)


def files_scan(*, now: datetime) -> int:
    """This will scan a few files that wait and say how many were looked at.

    What is harmful loses its content at once; a scanner that fails leaves the file waiting, and unseen.
    """
    if not scanner.configured():
        return 0
    done = 0
    for file_id, holder in store.claim_scans(now=now, until=now + LEASE, limit=BATCH):
        try:
            _, data = queries.file_data(file_id, holder=holder, own=True)
            harm = scanner.harm_in(data)
        except Refused as refusal:
            _log.warning("a file could not be scanned: %s", refusal)
            if refusal.code == "scanner.failed":
                return done
            continue
        if harm is not None:
            _log.warning("an uploaded file was found to be harmful (%s) and its content was deleted", harm)
        store.scanned(file_id, harmful=harm is not None)
        done += 1
    return done
