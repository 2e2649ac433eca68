"""Answers: one adapter per type writes its JSON in one go; the OpenAPI description shows the same type."""

import hashlib
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

from django.http import HttpResponse
from pydantic import TypeAdapter

T = TypeVar("T")
View = TypeVar("View", bound=Callable[..., HttpResponse])
MEDIA = "application/json"
FRESH: Final = "public, max-age=60"
"""How long anybody in between may keep what is published: a new release is seen a minute later at the latest."""


class Answer(Generic[T]):
    """What an operation answers when it succeeds: a status, a type, and the headers that come with it."""

    def __init__(self, kind: Any, status: int = 200, headers: tuple[str, ...] = (), description: str = "OK") -> None:
        self.adapter: TypeAdapter[T] = TypeAdapter(kind)
        self.status = status
        self.headers = headers
        self.description = description

    def __call__(self, value: T, **headers: str) -> HttpResponse:
        """This will write a value; `etag="…"` becomes the header ETag."""
        return answered(self.adapter.dump_json(value), self.status, headers)


def answered(content: bytes, status: int, headers: dict[str, str]) -> HttpResponse:
    """This will make an answer of JSON that is written already. Nothing of it may be kept by anybody in between."""
    answer = HttpResponse(content, status=status, content_type=MEDIA)
    answer.headers["Cache-Control"] = "no-store"
    for name, value in headers.items():
        answer.headers[name.replace("_", "-")] = value
    return answer


def published(content: bytes) -> HttpResponse:
    """This will make an answer of JSON that is the same for everybody: it may be kept, and is named by its content."""
    tag = hashlib.sha256(content).hexdigest()[:32]
    return answered(content, 200, {"ETag": f'"{tag}"', "Cache_Control": FRESH})


class Published(Answer[T]):
    """What an operation answers that everybody may read and keep for a while."""

    def __init__(self, kind: Any) -> None:
        super().__init__(kind, headers=("ETag",))

    def __call__(self, value: T, **headers: str) -> HttpResponse:
        """This will write a value, to be kept for a while."""
        return published(self.adapter.dump_json(value))


def says(answer: Answer[Any], *, needs: tuple[str, ...] = (), finds: bool = False) -> Callable[[View], View]:
    """This will tell the OpenAPI description what an operation answers, which headers it needs, and whether it looks
    something up that may not be there."""

    def told(view: View) -> View:
        view.says = answer  # type: ignore[attr-defined]
        view.needs = needs  # type: ignore[attr-defined]
        view.finds = finds  # type: ignore[attr-defined]
        return view

    return told
