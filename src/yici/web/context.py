"""What every page knows beside its own: whether the text is large, where the person is, and what of staff's pages
they have."""

from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from yici.domain.authority import Grants
from yici.people.present import now
from yici.people.queries import grants_of
from yici.web import here
from yici.web.desk.who import edits
from yici.web.display import LARGE
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
        "large_text": request.COOKIES.get(LARGE) == "1",
        "here": SimpleLazyObject(lambda: here.here(request)),
        "edits": SimpleLazyObject(lambda: held.grants is not None and edits(held.grants)),
        "has_desk": SimpleLazyObject(lambda: held.grants is not None and has_desk(held.grants)),
        "operates": SimpleLazyObject(lambda: held.grants is not None and OPERATE in held.grants.actions()),
    }
