"""What was found, as the pages show it: in groups, what was looked for marked, each line leading somewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, ngettext

from yici.domain.catalogue import Catalogue
from yici.search.entry import Kind
from yici.search.marking import Piece
from yici.search.queries import RANKS, After, Found, Group, Hit
from yici.web import dates
from yici.web.words import Names

HEADINGS: dict[Kind, str] = {
    "bundle": gettext_noop("一件事"),
    "item": gettext_noop("单个事项"),
    "place": gettext_noop("地方"),
    "listed": gettext_noop("地方目录事项"),
}
BEGINNING = frozenset(RANKS[: RANKS.index("part")])


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter to choose."""

    id: str
    name: str
    intro: str
    items: int


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was found: its name, another name if it was found by that one, and where it leads.

    `known` says that it is in the catalogue of this process, so that an item has a page of its own; `own` is the
    address of the page of an item of a place's list.
    """

    kind: Kind
    id: str
    name: tuple[Piece, ...]
    alias: tuple[Piece, ...]
    detail: str
    matters: tuple[Matter, ...]
    known: bool
    own: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """One group of lines; `more` is the query of the page behind, `back` that of the page in front."""

    kind: Kind
    heading: str
    lines: tuple[Line, ...]
    more: str
    back: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """All that was found. `count` says how much, for those who do not see it; `place` is to be named by every link."""

    groups: tuple[Lines, ...]
    likely: bool
    count: str
    place: str


def results_of(catalogue: Catalogue, found: Found, query: Iterable[tuple[str, str]] = ()) -> Results:
    """This will word what was found; `query` is what was asked, for the links to what is behind."""
    asked = [pair for pair in query if pair[0] not in ("kind", "after", "before")]
    full = [group for group in found.groups if group.hits]
    leading = sorted(full, key=lambda group: group.hits[0].rank not in BEGINNING)
    groups = tuple(_lines(catalogue, group, asked) for group in leading)
    return Results(groups, found.likely, _count(full), found.place)


def matter_of(catalogue: Catalogue, bundle: str) -> Matter:
    """This will describe one matter in the language of the page."""
    found, english = catalogue.bundles[bundle], dates.english()
    intro = (english and found.intro_en) or found.intro or ""
    return Matter(found.id, (english and found.name_en) or found.name, intro, len(found.items))


def _lines(catalogue: Catalogue, group: Group, asked: Sequence[tuple[str, str]]) -> Lines:
    kind = group.hits[0].kind
    more, back = (
        urlencode([*asked, ("kind", kind), (name, written(place))]) if place else ""
        for name, place in (("after", group.after), ("before", group.before))
    )
    lines = tuple(_line(catalogue, hit) for hit in group.hits)
    return Lines(kind, gettext(HEADINGS[kind]), lines, more, back)


def _line(catalogue: Catalogue, hit: Hit) -> Line:
    name = (dates.english() and hit.title_en) or hit.title
    detail = hit.detail if hit.detail != hit.title else ""
    if hit.kind == "listed" and hit.place in catalogue.places:
        detail = f"{Names(catalogue, {}, {}, dates.english()).name(catalogue.places[hit.place])} {detail}"
    if hit.kind == "place" and dates.english() and not hit.title_en:
        detail = f"{_latin(hit)} {detail}".strip()
    shown = hit.names[hit.shown.at] == name
    marked = any(piece.found for piece in hit.shown.pieces)
    return Line(
        hit.kind, hit.id, hit.shown.pieces if shown else (Piece(name, False),),
        hit.shown.pieces if marked and not shown and hit.kind != "place" else (),
        detail, tuple(_matters(catalogue, hit)), hit.id in catalogue.items, _own(catalogue, hit),
    )  # fmt: skip


def _own(catalogue: Catalogue, hit: Hit) -> str:
    place, _, code = hit.id.partition("/")
    return reverse("local_item", args=[place, code]) if hit.kind == "listed" and place in catalogue.lists else ""


def _latin(hit: Hit) -> str:
    """A place without an English name is written as it is read, without what its name ends in if that is known."""
    short = min((name for name in hit.names if hit.title.startswith(name)), key=len)
    return "".join(hit.readings[hit.names.index(short)].split()).capitalize()


def _matters(catalogue: Catalogue, hit: Hit) -> Iterable[Matter]:
    """A process may know a catalogue that is a moment older than what is indexed: then there is nowhere to lead yet."""
    if hit.kind == "bundle" and hit.id in catalogue.bundles:
        yield matter_of(catalogue, hit.id)
    if hit.kind == "item":
        for bundle in catalogue.bundles.values():
            if any(member.item == hit.id for member in bundle.items):
                yield matter_of(catalogue, bundle.id)


def _count(groups: Sequence[Group]) -> str:
    told = [_counted(group.hits[0].kind, len(group.hits), group.after is not None) for group in groups]
    return gettext("、").join(told)


def _counted(kind: Kind, n: int, more: bool) -> str:
    match kind:
        case "bundle":
            told = ngettext("%(n)s 件事", "%(n)s 件事", n)
        case "item":
            told = ngettext("%(n)s 个事项", "%(n)s 个事项", n)
        case "listed":
            told = ngettext("%(n)s 个地方目录事项", "%(n)s 个地方目录事项", n)
        case "place":
            told = ngettext("%(n)s 个地方", "%(n)s 个地方", n)
    return told % {"n": gettext("不止 %(n)s") % {"n": n} if more else n}


def written(after: After) -> str:
    """This will write where a page begins, for an address."""
    return f"{after.tier}.{after.weight}.{after.size}.{after.key}"


def read_after(text: str) -> After:
    """This will read it back; what cannot be read is the first page."""
    tier, weight, size, key = (*text.split(".", 3), "", "", "", "")[:4]
    numbers = [tier, weight, size]
    if not key or "\0" in key or not all(one.isascii() and one.isdigit() and len(one) <= 4 for one in numbers):
        return After()
    return After(int(tier), int(weight), int(size), key)
