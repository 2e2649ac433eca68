"""What every page knows beside its own: whether the text is large, where the person is, and whether
they have a desk."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from yici.people.present import now
from yici.people.queries import grants_of
from yici.web import here
from yici.web.desk.who import edits
from yici.web.display import LARGE
from yici.web.no_desk import has_desk


def face(request: HttpRequest) -> dict[str, Any]:
    """This will give the variables that the frame of the pages uses; place and desk are looked up when named."""
    return {
        "large_text": request.COOKIES.get(LARGE) == "1",
        "here": SimpleLazyObject(lambda: here.here(request)),
        "edits": SimpleLazyObject(lambda: _edits(request)),
        "has_desk": SimpleLazyObject(lambda: _has_desk(request)),
    }


def _edits(request: HttpRequest) -> bool:
    user: Any = request.user
    return user.is_authenticated and user.kind == "staff" and edits(grants_of(user.id, now()))


def _has_desk(request: HttpRequest) -> bool:
    user: Any = request.user
    return user.is_authenticated and user.kind == "staff" and has_desk(grants_of(user.id, now()))
