"""Items that wait for each other, in words: who they are, and by what their waiting lawfully ends."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from yici.domain.plan import Dependency, PlannedCircle
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class Circle:
    """One circle: its sentence, the needs that are relaxed, and whether fewer could do."""

    sentence: str
    opened: str
    relaxed: tuple[str, ...]
    exact: bool


def circle_words(circle: PlannedCircle, names: Names) -> Circle:
    """This will tell a circle and what opens it."""
    items = names.listed(gettext("“%(item)s”") % {"item": names.of("item", item)} for item in circle.items)
    number = len(circle.relaxed)
    return Circle(
        sentence=gettext("%(items)s互相等对方的结果。") % {"items": items},
        opened=ngettext("放宽 %(n)s 项就解开：", "放宽 %(n)s 项就解开：", number) % {"n": number},
        relaxed=tuple(_relaxed(edge, names) for edge in circle.relaxed),
        exact=circle.exact,
    )


def _relaxed(edge: Dependency, names: Names) -> str:
    return gettext("“%(item)s”要的%(licence)s%(way)s（%(source)s）。") % {
        "item": names.of("item", edge.item),
        "licence": names.of("licence", edge.licence),
        "way": names.of("relaxation", edge.relaxed or ""),
        "source": names.of("source", edge.reason.params.get("source", "")),
    }
