"""What every page knows beside its own: whether the text is large, and where the person is."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from yici.web import here
from yici.web.display import LARGE


def face(request: HttpRequest) -> dict[str, Any]:
    """This will give the variables that the frame of the pages uses; the place is looked up when a page names it."""
    return {
        "large_text": request.COOKIES.get(LARGE) == "1",
        "here": SimpleLazyObject(lambda: here.here(request)),
    }
