"""What is done with a project from its page: by its builder, and by a window for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop

from yici.domain.authority import Grants
from yici.domain.error import Conflict, Invalid, NotFound, YiciError
from yici.domain.event import Actor
from yici.projects import services
from yici.web.error_words import words_of

LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, when, and how the case is found that was chosen or typed; None when there is none such."""

    actor: Actor
    grants: Grants
    now: datetime
    case: Callable[[HttpRequest], UUID | None]


DONE: Final[dict[str, tuple[Callable[..., object], str]]] = {
    "attach": (services.project_attach, gettext_noop("放进项目了。")),
    "detach": (services.project_detach, gettext_noop("从项目里拿出来了，它照常办。拿错了可以再放进来。")),
    "surveyor": (services.project_name_surveyor, gettext_noop("记下了。它测好以后直接交来，不用您送。")),
    "close": (services.project_close, gettext_noop("项目结束了。")),
}


def carry_out(request: HttpRequest, project_id: UUID, name: str, acting: Acting) -> None:
    """This will do what was sent on the version that was seen, and leave a message that says what came of it.

    Raises NotFound for a project that is not theirs to see, and for what cannot be done with one.
    """
    if name not in DONE:
        raise NotFound("desk.no_command", remedy="choose one from the project")
    service, done = DONE[name]
    told = _told(request, name, acting)
    if told is None:
        messages.error(request, gettext("没有找到这件事。看看编号写得对不对。"), extra_tags="bad")
        return
    try:
        service(
            project_id=project_id, actor=acting.actor, grants=acting.grants, now=acting.now, version=_version(request),
            **told,
        )  # fmt: skip
    except NotFound as refusal:
        if refusal.code == "project.unknown":
            raise
        _refused(request, refusal)
    except (Conflict, Invalid) as refusal:
        _refused(request, refusal)
    else:
        messages.success(request, gettext(done), extra_tags="good")


def _told(request: HttpRequest, name: str, acting: Acting) -> dict[str, Any] | None:
    """What was typed or chosen; None when a case was meant that is not there."""
    if name in ("attach", "detach"):
        case = acting.case(request) if name == "attach" else chosen_case(request)
        return {"case_id": case} if case else None
    if name == "surveyor":
        return {
            "organisation": request.POST.get("organisation", "").strip()[:LONGEST],
            "measurements": tuple(request.POST.getlist("measurement")),
        }
    return {}


def chosen_case(request: HttpRequest) -> UUID | None:
    """This will read the case that was chosen on the page."""
    try:
        return UUID(request.POST.get("case", ""))
    except ValueError:
        return None


def _refused(request: HttpRequest, refusal: YiciError) -> None:
    messages.error(request, "。".join(words_of(refusal)), extra_tags="bad")


def _version(request: HttpRequest) -> int:
    """The version that the form was shown with; without one, none that ever holds."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
