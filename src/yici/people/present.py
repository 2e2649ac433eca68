"""The present, read once at the face. A demonstration may be set in another time: it then starts there and runs on."""

import os
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from yici.domain.error import Invalid


def now() -> datetime:
    """This will give the present moment in UTC, moved by the demonstration's offset if there is one."""
    return datetime.now(UTC) + _offset(os.environ.get("YICI_OFFSET_SECONDS", "0"))  # noqa: TID251


@lru_cache(maxsize=4)
def _offset(seconds: str) -> timedelta:
    try:
        return timedelta(seconds=float(seconds))
    except (ValueError, OverflowError) as error:
        raise Invalid(
            "present.offset", given=seconds, remedy="set YICI_OFFSET_SECONDS to a number, or unset it"
        ) from error
