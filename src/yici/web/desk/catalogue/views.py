"""The pages of 目录管理: what is proposed and published, one proposal with what it changes and does, two releases."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from yici.catalogue import queries
from yici.catalogue.proposals import proposal_decline, proposal_release, proposal_withdraw
from yici.catalogue.queries import ProposalRow
from yici.domain.clock import legal_day
from yici.domain.error import Invalid, Refused
from yici.people.queries import same_person
from yici.web.comparing.effect_words import effect_words, touched_text
from yici.web.comparing.words import groups_of, together
from yici.web.desk.catalogue.added import added_words
from yici.web.desk.catalogue.rows import proposed, released
from yici.web.desk.who import Staff, editors_only

SHOWN = 20
LONGEST_NUMBER = 9


@require_safe
@editors_only
def catalogue(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will list what waits for a second person, what was decided, and the releases, each page by page."""
    waiting = queries.proposals(state="open")
    closed = queries.proposals(before=_number(request, "before"), limit=SHOWN)
    known = queries.releases(before=_number(request, "release"), limit=SHOWN)
    context = {
        "staff": staff,
        "open": proposed(waiting),
        "closed": [one for one in proposed(closed) if not one.open],
        "older": closed[-1].number if len(closed) == SHOWN else None,
        "releases": released(known),
        "older_release": known[-1].number if len(known) == SHOWN else None,
    }
    return render(request, "yici/desk/catalogue/list.html", context)


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def proposal(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """This will show one proposal, or decide it: release or decline somebody else's, withdraw one's own."""
    if request.method == "POST":
        try:
            _decide(request, staff, number)
        except Invalid as fault:
            return _shown(request, staff, number, wrong=fault.code, status=fault.status)
        except Refused as refusal:
            # Closed, stale or one's own: the page says so by what it shows now.
            return _shown(request, staff, number, wrong=refusal.code, status=refusal.status)
        return redirect("desk_proposal", number)
    return _shown(request, staff, number)


def _decide(request: HttpRequest, staff: Staff, number: int) -> None:
    asked: dict[str, Any] = {
        "number": number, "actor": staff.editing(), "grants": staff.grants, "place": staff.place, "now": staff.now,
    }  # fmt: skip
    match request.POST.get("do"):
        case "release":
            done = proposal_release(**asked)
            messages.success(request, gettext("已公布为第 %(number)s 版。") % {"number": done.number})
        case "decline":
            proposal_decline(reason=request.POST.get("reason", ""), **asked)
            messages.success(request, gettext("已记下：未采纳，理由会给提出的人看。"))
        case "withdraw":
            proposal_withdraw(**asked)
            messages.success(request, gettext("已撤回。"))


TRY = "whatif.run"
WRONG = {
    "proposal.reason_missing": "reason",
    "proposal.note_length": "reason",
}


def _shown(request: HttpRequest, staff: Staff, number: int, *, wrong: str = "", status: int = 200) -> HttpResponse:
    row = queries.proposal(number)
    newest = queries.newest_release()
    context = {
        "staff": staff,
        "proposal": proposed([row])[0],
        "own": same_person(row.author, str(staff.id)),
        "mine": row.author == str(staff.id),
        "stale": row.state == "open" and (newest is None or newest[0] != row.base),
        "twins": _twins(row) if row.state == "open" else [],
        "newest": newest[0] if newest else 0,
        "may_try": TRY in staff.grants.actions(),
        "wrong": wrong,
        "wrong_reason": wrong in WRONG,
        "reason": request.POST.get("reason", "") if wrong in WRONG else "",
        **_change(row),
    }
    return render(request, "yici/desk/catalogue/proposal.html", context, status=status)


def _twins(row: ProposalRow) -> list[int]:
    """Name the open proposals that say exactly the same."""
    waiting = queries.proposals(state="open")
    return [one.number for one in waiting if one.digest == row.digest and one.number != row.number]


def _change(row: ProposalRow) -> dict[str, object]:
    """What a proposal changes against the release that it is based on, and what that does to plans."""
    base, known = queries.release_row(row.base).digest, queries.current()
    found, effects = queries.compared(base, row.digest), queries.effects(base, row.digest)
    whole = together(known, found.old, found.new)
    return {
        "added": added_words(found.differences, whole, legal_day(row.proposed_at)),
        "groups": groups_of(found.differences, found.old, found.new, known),
        "count": len(found.differences),
        "touched": touched_text(effects) if effects else "",
        "effects": effect_words(effects, known, found.new) if effects else (),
    }


@require_safe
@editors_only
def comparison(request: HttpRequest, staff: Staff, old: int, new: int) -> HttpResponse:
    """This will show what differs between two releases."""
    before, after = queries.release_row(old), queries.release_row(new)
    found = queries.compared(before.digest, after.digest)
    context = {
        "staff": staff,
        "old": released([before])[0],
        "new": released([after])[0],
        "groups": groups_of(found.differences, found.old, found.new, queries.current()),
        "count": len(found.differences),
    }
    return render(request, "yici/desk/catalogue/compare.html", context)
