"""The first page of the counter: who came, what is here of them already, and what they came for, found by typing."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yici.cases.queries import Reader, wanted_person
from yici.catalogue import queries as catalogue_queries
from yici.domain.authority import Grants
from yici.domain.error import NotFound
from yici.intake.queries import DraftRow, drafts_of
from yici.intake.services import draft_begin, draft_fill
from yici.people.ids import new_id
from yici.people.queries import children
from yici.search.queries import Asked, find
from yici.web import dates, here
from yici.web.citizen.application.filling import Filling
from yici.web.citizen.hits import Line, results_of
from yici.web.desk.listing import RECEIVE, found_page
from yici.web.desk.who import Staff, staff_who_may
from yici.web.desk.window.person import Noted, Person, person_noted
from yici.web.words import Names

MOST_PLACES: Final = 60
MOST_MATTERS: Final = 9
LONGEST: Final = 100
UNFINISHED: Final = 8
ALONE: Final = "~"
"""Between a matter and the one item of it that somebody came for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One matter to begin: `has` says of which item it was found, where it was not found by its own name;
    `alone` begins that item without the others."""

    id: str
    name: str
    has: str
    items: int
    alone: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """One application that this clerk began and has not taken in."""

    id: UUID
    matter: str
    touched: str


@require_http_methods(["GET", "HEAD", "POST"])
@staff_who_may(RECEIVE)
def window(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will show the counter's first page, or begin what somebody came for and go on to it."""
    if request.method != "POST":
        return _page(request, staff)
    noted = person_noted(request.POST, whole="bundle" in request.POST)
    if "bundle" not in request.POST or noted.wrong:
        return _page(request, staff, noted=noted, status=422 if noted.wrong else 200)
    return redirect("desk_counter", _begin(request, staff, noted.person))


def _page(request: HttpRequest, staff: Staff, *, noted: Noted | None = None, status: int = 200) -> HttpResponse:
    typed = request.POST.get("q", "")[:LONGEST]
    context: dict[str, Any] = {
        "staff": staff, "typed": request.POST, "wrong": noted.wrong if noted else {}, "q": typed,
        "places": places_of(staff.grants), "place": _place(request, staff), **_found(noted, staff),
        "choices": choices(typed) if typed else [], "asked": bool(typed), "left": _left(staff),
    }  # fmt: skip
    return render(request, "yici/desk/window/start.html", context, status=status)


@require_POST
@staff_who_may(RECEIVE)
def window_person(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will check a number and show what is here of its holder; nothing of it ever stands in an address."""
    noted = person_noted(request.POST, whole=False)
    context = {**_found(noted, staff), "wrong": noted.wrong, "noted": noted.person}
    return render(request, "yici/desk/window/_person.html", context)


@require_safe
@staff_who_may(RECEIVE)
def window_matters(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will show the matters that what was typed so far finds, each to be begun by one press."""
    typed = request.GET.get("q", "").replace("\0", "")[:LONGEST]
    return render(request, "yici/desk/window/_matters.html", {"choices": choices(typed), "asked": bool(typed.strip())})


def choices(typed: str) -> list[Choice]:
    """This will find matters by what somebody says they want: by their names, and by the items in them."""
    catalogue = catalogue_queries.current()
    found = find(Asked(typed, ("bundle", "item"), grouped=True))
    lines = [line for group in results_of(catalogue, found).groups for line in group.lines]
    told: dict[str, Choice] = {}
    for line in lines:
        for matter in line.matters:
            if matter.items and matter.id not in told:
                has = _by(line, matter.id)
                alone = f"{matter.id}{ALONE}{line.id}" if has and matter.items > 1 else ""
                told[matter.id] = Choice(matter.id, matter.name, has, matter.items, alone)
    return list(told.values())[:MOST_MATTERS]


def _by(line: Line, matter: str) -> str:
    return "" if line.id == matter else "".join(piece.text for piece in line.name)


def _found(noted: Noted | None, staff: Staff) -> dict[str, Any]:
    """What this person has here already, as far as the clerk may see it: what is handed out first, what is over last.

    `found` is None where nobody was looked for; `further` leads to the rest of very many.
    """
    if noted is None or not noted.person.number or "number" in noted.wrong:
        return {"found": None, "further": ""}
    reader = Reader(staff.reader(), staff.now)
    page = found_page(staff.grants, wanted_person(noted.person.number), {}, reader)
    rows = sorted(page.rows, key=lambda row: (not row.hand_out, row.light is None))
    return {"found": rows, "further": page.following}


def places_of(grants: Grants) -> list[here.Here]:
    """This will list the places for which a clerk's window takes applications in: its own, and those right below."""
    own = sorted(grants.scope(RECEIVE).places)
    below = [row.code for code in own for row in _below(code)]
    known = here.described(list(dict.fromkeys((*own, *below)))[:MOST_PLACES])
    return [one for one in known.values() if one.served]


def _below(code: str) -> Any:
    try:
        return children(code, limit=MOST_PLACES)
    except NotFound:
        return []


def _place(request: HttpRequest, staff: Staff) -> str:
    """The place that stands chosen: as typed, else the one that this browser works for, else the window's own."""
    known = [one.code for one in places_of(staff.grants)]
    wanted = (request.POST.get("place"), here.code_of(request), settings.YICI_PLACE)
    return next((one for one in wanted if one in known), next(iter(known), ""))


def _left(staff: Staff) -> list[Left]:
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    return [_left_line(row, names) for row in drafts_of(staff.id, UNFINISHED)]


def _left_line(row: DraftRow, names: Names) -> Left:
    known = names.catalogue.bundles.get(row.bundle)
    if row.only:
        return Left(row.id, names.of("item", row.only), dates.moment_text(row.updated_at))
    return Left(row.id, names.name(known) if known else row.bundle, dates.moment_text(row.updated_at))


def _begin(request: HttpRequest, staff: Staff, person: Person) -> UUID:
    """Begin a draft of the clerk's own: what is typed at the counter is kept as whatever is typed at home."""
    bundle, _, only = request.POST["bundle"].partition(ALONE)
    place = _place(request, staff)
    if not place:
        raise NotFound("place.unknown", remedy="choose a place from the list")
    draft_id = new_id()
    draft_begin(
        draft_id=draft_id, subject_id=new_id(), owner=staff.id, bundle=bundle, place=place, now=staff.now, only=only
    )
    draft_fill(
        draft_id=draft_id, owner=staff.id, known=frozenset(), form=_first(person).as_data(), now=staff.now
    )  # fmt: skip
    return draft_id


def _first(person: Person) -> Filling:
    return Filling(person=person.as_data())
