"""What every page knows beside its own: whether the text is large, whose device it is, where the person is, and what
of staff's pages they have."""

import time
from functools import cached_property
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from yici.domain.authority import Grants
from yici.people.present import now
from yici.people.queries import grants_of
from yici.people.queries.mandates import helps_for
from yici.web import here
from yici.web.by_code.sending import kinds
from yici.web.desk.who import edits
from yici.web.device import whose
from yici.web.display import size
from yici.web.no_desk import has_desk

OPERATE: Final = "people.manage"


class Held:
    """What the person of a request holds as a member of staff, looked up when it is first asked for, and once."""

    def __init__(self, request: HttpRequest) -> None:
        self.user: Any = request.user

    @cached_property
    def grants(self) -> Grants | None:
        """None for everybody who is not staff."""
        staff = self.user.is_authenticated and self.user.kind == "staff"
        return grants_of(self.user.id, now()) if staff else None


def face(request: HttpRequest) -> dict[str, Any]:
    """This will give the variables that the frame of the pages uses; place and desk are looked up when named."""
    held = Held(request)
    return {
        "real_name": settings.REAL_NAME_PROVIDER,
        "code_ways": SimpleLazyObject(kinds),
        "large_text": size(request) == "large",
        "elder": size(request) == "elder",
        "phone": settings.YICI_PHONE,
        "device": SimpleLazyObject(lambda: _device(request)),
        "here": SimpleLazyObject(lambda: here.here(request)),
        "edits": SimpleLazyObject(lambda: held.grants is not None and edits(held.grants)),
        "has_desk": SimpleLazyObject(lambda: held.grants is not None and has_desk(held.grants)),
        "operates": SimpleLazyObject(lambda: held.grants is not None and OPERATE in held.grants.actions()),
        "helps": SimpleLazyObject(lambda: held.grants is not None and bool(helps_for(held.grants))),
        "represented": SimpleLazyObject(lambda: getattr(request, "represented", None)),
    }


def _device(request: HttpRequest) -> dict[str, Any]:
    """Whose device this is, whose drafts may stay on it, and when a session on a public one ends."""
    said, ends = whose.device_of(request), whose.ends_at(request)
    return {
        "said": said,
        "owners": whose.owners(request),
        "public": said == whose.PUBLIC,
        "expected": said or whose.expected(request),
        "ends": ends,
        "now": int(time.time()) if ends else 0,
        "idle": int(whose.IDLE.total_seconds() // 60),
        "before": int(whose.WARNED.total_seconds()),
    }
