"""The page of a case, taking it back, its files."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yici.cases import queries as cases
from yici.cases.licensing import shown
from yici.cases.messages import SIDES, messages_unread, written_to
from yici.cases.services import case_act
from yici.domain.case import Command, Withdraw
from yici.domain.error import Conflict, NotFound, Refused
from yici.domain.mandate import Act
from yici.people.firms import firm_ids, firms_of
from yici.people.present import now as present
from yici.projects.queries import Holding, project_of_case
from yici.web.case_number import spaced
from yici.web.citizen.application.access import Seen, seen_case
from yici.web.citizen.application.case_page import WITHDRAWABLE, Page, case_page
from yici.web.citizen.application.uploads import file_answer
from yici.web.error_words import words_of
from yici.web.here import described


@never_cache
@require_safe
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """This will show a case to whoever may see it."""
    seen = seen_case(request, case_id, present())
    page, talks = page_of(seen), seen.may("supply")
    context = {
        "page": page,
        "spaced": spaced(page.case.number),
        "project": _project(seen),
        "firm": _firm(seen),
        "unread": messages_unread("applicant", [page.case]).get(case_id, 0) if talks else 0,
        "written": sum(written_to(side, page.case) for side in SIDES) if talks else 0,
        "talks": talks,
    }
    return render(request, "yici/application/case.html", context)


def _firm(seen: Seen) -> str:
    """The firm that a case belongs to, for those who act for it; whoever acts under a mandate is told by the frame."""
    firm = seen.view.case.firm
    if firm is None or not seen.mine or seen.actor.mandate is not None:
        return ""
    return next((one.name for one in firms_of(UUID(seen.actor.id)) if str(one.firm) == firm), "")


def _project(seen: Seen) -> Holding | None:
    """The project of a case, for the builder whose account has both, or whoever acts for the firm that builds."""
    own = seen.mine and seen.actor.mandate is None
    found = project_of_case(UUID(seen.view.case.id)) if own else None
    if found is None or found.firm is None:
        return found if found and str(found.applicant) == seen.actor.id else None
    return found if str(found.firm) in firm_ids(UUID(seen.actor.id)) else None


def page_of(seen: Seen) -> Page:
    """This will put a case into words; what somebody wrote stands there for whose it is alone."""
    found = cases.own_history(UUID(seen.view.case.id))
    lines = found if seen.told else [replace(one, private=None) for one in found]
    here = described([seen.view.case.place]).get(seen.view.case.place)
    now = present()
    return case_page(seen, lines, here, now, shown(seen.view.case, now))


def mine_only(request: HttpRequest, case_id: UUID, act: Act | None) -> Seen:
    """This will give a case to whoever may do this as its applicant, or for them; None is the applicant's alone.

    Raises NotFound for anybody else.
    """
    seen = seen_case(request, case_id, present(), act or "read")
    if not seen.may(act):
        raise NotFound("case.unknown", remedy="sign in with the account that handed it in")
    return seen


def act(request: HttpRequest, seen: Seen, command: Command, done: str, back: str = "case") -> HttpResponse:
    """This will carry a command of the applicant out and go back to the case, or to the page `back`
    of it, saying what came of it.

    The version that the person saw goes along, so that nobody acts on a state that has changed since.
    """
    case_id = UUID(seen.view.case.id)
    try:
        case_act(
            case_id=case_id, command=command, actor=seen.actor, grants=seen.grants, now=present(),
            version=_version(request, seen),
        )  # fmt: skip
    except (Refused, Conflict) as refusal:
        messages.error(request, "。".join(words_of(refusal)), extra_tags="bad")
    else:
        messages.success(request, done, extra_tags="good")
    return redirect(back, case_id)


def _version(request: HttpRequest, seen: Seen) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else seen.view.seq


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case_withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """This will ask whether the application is really to be taken back, all of it or some items, and take it back."""
    seen = mine_only(request, case_id, "withdraw")
    open_items = [one.item for one in seen.view.case.approvals if one.status in WITHDRAWABLE]
    chosen = tuple(item for item in open_items if item in request.POST.getlist("item"))
    if request.method == "POST" and chosen:
        return act(request, seen, Withdraw(items=chosen), gettext("撤回了。以后想办，可以重新申请。"))
    page = page_of(seen)
    context = {
        "page": page,
        "spaced": spaced(page.case.number),
        "rows": [row for row in page.rows if row.item in open_items],
        "missed": request.method == "POST",
        "version": seen.view.seq,
    }
    return render(request, "yici/application/withdraw.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@require_safe
def case_file(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponse:
    """This will send a file of a case to its applicant, or to an agent who supplies for them; staff get it at a desk,
    which asks whether it is their business, and records it."""
    seen = mine_only(request, case_id, "supply")
    return file_answer(request, file_id, UUID(seen.view.case.id), own=True)
