"""What-if for who tests rules: choose another rule, let it run beside, look at what a model says of recorded cases."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from yici.cases.past import Wanted
from yici.catalogue import queries as catalogue_queries
from yici.domain.error import Conflict, Invalid, Refused
from yici.domain.event import Actor
from yici.oversight import queries, services
from yici.oversight.queries import RIGHT
from yici.oversight.whatif import Asked
from yici.people.actor import actor_for
from yici.people.ids import new_id
from yici.web import dates
from yici.web.citizen.plan_page.savings import LEVERS
from yici.web.desk.trial_words import result_of, trial_line
from yici.web.desk.who import CHANNEL, Staff, staff_who_may
from yici.web.error_words import words_of
from yici.web.here import described
from yici.web.paging import after_id
from yici.web.words import Names

PAGE: Final = 20
EVERY: Final = 2
"""Seconds until a page that waits looks again."""
LIMITS: Final = 3
"""Rows of the form for other promised limits."""


def _actor(staff: Staff) -> Actor:
    return actor_for(staff.user, role=staff.grants.role_for(RIGHT), channel=CHANNEL)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_who_may(RIGHT)
def desk_trials(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will show the form of a what-if and one's own, newest first, or ask for one."""
    if request.method == "POST":
        return _asked(request, staff)
    return _list(request, staff, status=200)


def _list(request: HttpRequest, staff: Staff, *, status: int, **told: Any) -> HttpResponse:
    rows = queries.trials(actor=_actor(staff), grants=staff.grants, before=after_id(request), limit=PAGE + 1)
    context = {
        "staff": staff,
        "trials": [trial_line(row) for row in rows[:PAGE]],
        "next": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "places": _places(staff),
        "levers": _levers(request),
        "matters": _matters(),
        "items": _items(),
        "limits": _limit_rows(request),
        "proposals": _proposals(),
        "most": services.MOST_CASES,
        "typed": request.POST or request.GET,
    }
    return render(request, "yici/desk/trials.html", {**context, **told}, status=status)


def _places(staff: Staff) -> list[tuple[str, str]]:
    codes = queries.places_of(staff.grants)
    named = described(codes)
    return [(code, named[code].path if code in named else code) for code in codes]


def _levers(request: HttpRequest) -> list[tuple[str, str, str, bool]]:
    off = set(request.POST.getlist("off"))
    return [(lever, gettext(name), gettext(what), lever in off) for lever, (name, what) in LEVERS.items()]


def _matters() -> list[tuple[str, str]]:
    known = catalogue_queries.current()
    names = Names(known, {}, {}, dates.english())
    return sorted(((one.id, names.name(one)) for one in known.bundles.values()), key=lambda one: one[1])


def _items() -> list[tuple[str, str]]:
    known = catalogue_queries.current()
    names = Names(known, {}, {}, dates.english())
    return sorted(((one, names.of("item", one)) for one in known.items), key=lambda one: one[1])


def _proposals() -> list[tuple[str, str]]:
    """The proposals that wait: each is another catalogue to count with."""
    return [
        (str(row.number), gettext("第 %(n)s 号提案") % {"n": row.number} + (f" · {row.note}" if row.note else ""))
        for row in catalogue_queries.proposals(state="open")
    ]


def _limit_rows(request: HttpRequest) -> list[tuple[int, str, str]]:
    """The rows for other limits: their number, and what was chosen and typed in each."""
    items, days = request.POST.getlist("item"), request.POST.getlist("days")
    pairs = [*zip(items, days, strict=False), *[("", "")] * LIMITS][:LIMITS]
    return [(number, item, told) for number, (item, told) in enumerate(pairs, 1)]


def _asked(request: HttpRequest, staff: Staff) -> HttpResponse:
    trial_id = new_id()
    try:
        trial_id = services.trial_ask(
            trial_id=trial_id, asked=_read(request), actor=_actor(staff), grants=staff.grants, now=staff.now,
            key=f"desk:{trial_id}", request_hash=b"",
        )  # fmt: skip
    except (Conflict, Invalid, Refused) as refusal:
        return _list(request, staff, status=422, fault=words_of(refusal))
    return redirect("desk_trial", trial_id)


def _read(request: HttpRequest) -> Asked:
    """What was typed. Raises Invalid for days and limits that cannot be read."""
    told = request.POST
    limits = {
        item: _whole(days, item)
        for item, days in zip(told.getlist("item")[:LIMITS], told.getlist("days"), strict=False)
        if item
    }
    cases = Wanted(told.get("bundle") or None, told.get("place"), _day(told.get("since")), _day(told.get("until")))
    off = set(told.getlist("off"))
    return Asked(
        {lever: False for lever in LEVERS if lever in off}, _release(told.get("proposal")), cases, None, limits
    )


def _release(number: str | None) -> str | None:
    """The catalogue of a proposal. Raises NotFound("proposal.unknown")."""
    return catalogue_queries.proposal(_whole(number, "")).digest if number else None


def _whole(text: str, item: str) -> int:
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) < 6):
        raise Invalid("whatif.limit", item=item, days=plain[:10], longest=services.LONGEST, remedy="give working days")
    return int(plain)


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("whatif.days", remedy="write days as 2026-03-02") from None


@require_safe
@staff_who_may(RIGHT)
def desk_trial(request: HttpRequest, staff: Staff, trial_id: UUID) -> HttpResponse:
    """This will show one what-if of this person's: how far it is, or what the model says."""
    actor = _actor(staff)
    trial = queries.trial(trial_id=trial_id, actor=actor, grants=staff.grants)
    found = trial.result
    known = queries.seen_among(found, actor=actor, grants=staff.grants) if found else frozenset()
    context = {
        "staff": staff,
        "line": trial_line(trial),
        "result": result_of(found, known) if found else None,
        "every": EVERY,
    }
    return render(request, "yici/desk/trial.html", context)
