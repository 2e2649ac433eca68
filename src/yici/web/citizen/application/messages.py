"""Writing to whoever handles a matter, and reading what they wrote: the applicant's alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yici.cases import queries as cases
from yici.cases.messages import messages_see, messages_seen_by
from yici.cases.queries import Line
from yici.catalogue import queries as catalogue_queries
from yici.domain.case import Approval, Ask, Case
from yici.domain.case.talking import LONGEST, askable, talk_of
from yici.files.queries import files_of
from yici.people.present import now as present
from yici.web.case_number import spaced
from yici.web.citizen.application.access import Seen
from yici.web.citizen.application.along import along, digests, keep_along, next_message
from yici.web.citizen.application.case_page import matter_of
from yici.web.citizen.application.case_view import act, mine_only
from yici.web.citizen.application.explained import by_text
from yici.web.citizen.application.waiting import resumes
from yici.web.citizen.plan_page import names_for
from yici.web.message_lines import Along, attached, messages_of, with_files
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class About:
    """One item that may be written about, with who handles it; `until` while an answer is owed."""

    item: str
    name: str
    body: str
    until: str
    chosen: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@resumes
def case_messages(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """This will show what was written about a case, or send what its applicant, or their agent, wrote."""
    seen = mine_only(request, case_id, "supply")
    items = [one.item for one in seen.view.case.approvals if askable(one)]
    note, item = request.POST.get("note", "").strip(), request.POST.get("item", "")
    refused = keep_along(request, seen.view.case, present()) if request.method == "POST" and items else ()
    sends = request.POST.get("go") == "send"
    if sends and not refused and item in items and 0 < len(note) <= LONGEST:
        command = Ask(item=item, note=note, files=digests(seen.view.case))
        return act(request, seen, command, gettext("发出去了。回了会在这里看到。"), "case_messages")
    page = _page(request, seen, note, item, refused)
    return render(request, "yici/application/messages.html", page, status=422 if sends or refused else 200)


def _page(
    request: HttpRequest, seen: Seen, note: str, item: str, refused: tuple[str, ...]
) -> dict[str, object]:  # fmt: skip
    view, now = seen.view, present()
    names = names_for(catalogue_queries.current(), view.plan)
    open_ = [one for one in view.case.approvals if askable(one)]
    lines = cases.own_history(UUID(view.case.id))
    before, heard = messages_seen_by("applicant", view.case), messages_seen_by("office", view.case)
    # What an agent has looked at is still new to whom they act for.
    if request.method == "GET" and seen.acts is None:
        messages_see(side="applicant", case=view.case, now=now)
    return {
        "case": view.case,
        "spaced": spaced(view.case.number),
        "matter": matter_of(view.plan, names),
        "thread": messages_of(lines, names, office=False, seen=before, heard=heard, files=_files(view.case, lines)),
        "about": [_about(one, names, seen, item) for one in open_],
        "along": along(view.case, refused) if open_ else None,
        "key": next_message(view.case),
        "uploads": reverse("case_uploads", args=[view.case.id]),
        "note": note,
        "wrong": _wrong(request, note),
        "longest": LONGEST,
        "version": view.seq,
    }


def _files(case: Case, lines: Sequence[Line]) -> Along:
    if not with_files(lines):
        return {}
    return attached(files_of(UUID(case.id)), lambda one: reverse("case_file", args=[case.id, one.id]))


def _about(approval: Approval, names: Names, seen: Seen, chosen: str) -> About:
    planned = next((one for one in seen.view.plan.schedule.approvals if one.item == approval.item), None)
    body = (planned.body if planned else None) or names.of("agency", approval.agency)
    owed = talk_of(approval).open
    until = by_text(owed, present()) if owed else ""
    return About(approval.item, names.of("item", approval.item), body, until, approval.item == chosen)


def _wrong(request: HttpRequest, note: str) -> str:
    if request.method != "POST" or request.POST.get("go") != "send":
        return ""
    if not note:
        return gettext("写好要说的再发。")
    if not request.POST.get("item"):
        return gettext("选一下是问哪一项。")
    if len(note) > LONGEST:
        return gettext("太长了：写到 %(most)s 个字以内，或者分两次写。") % {"most": LONGEST}
    return gettext("选一下是问哪一项。")
