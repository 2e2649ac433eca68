"""Lists that go on: by the id of the last line that was shown."""

from uuid import UUID

from django.http import HttpRequest

__all__ = ["after_id"]


def after_id(request: HttpRequest) -> UUID | None:
    """This will give the id behind which the next page of a list begins (`?before=`); None for the first page, and for
    what is no id."""
    try:
        return UUID(request.GET.get("before", ""))
    except ValueError:
        return None
