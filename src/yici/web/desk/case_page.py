"""Everything that the page of one case shows, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from yici.cases.messages import SIDES, messages_see, messages_seen_by, written_to
from yici.cases.queries import form_values
from yici.documents.queries import documents_of_case
from yici.domain.case.allowing import Offer
from yici.domain.case.events import Submitted
from yici.domain.case.states import EXAMINED
from yici.files.queries import FileRow, files_of
from yici.web import dates
from yici.web.case_words import PHASE_WORDS, worded
from yici.web.desk import contents
from yici.web.desk.contents import PaperLine, ValueGroup
from yici.web.desk.course import Step, course
from yici.web.desk.issued_lines import IssuedLine, issued_lines
from yici.web.desk.listing import RECEIVE
from yici.web.desk.opened import Opened
from yici.web.desk.panels import Panel, panels
from yici.web.desk.sentence import Sentence, sentence
from yici.web.desk.visits import VisitLine, ahead, deed_words, visits
from yici.web.licence_words import LicenceLine, licence_lines
from yici.web.masking import mask_name
from yici.web.message_lines import Message, attached, messages_of
from yici.web.papers import issued
from yici.web.watching_words import DEGREE_WORDS, card_about

MOST_NAMED = 3
SELDOM = frozenset(
    {
        "decline", "withdraw", "revoke", "move_inspection", "extend", "offer_hearing", "tell_interested", "recuse",
        "issue_card", "urge", "convene", "call_off_meeting",
    }
)  # fmt: skip
SEVERE = frozenset({"decline", "withdraw", "revoke"})


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: what, on what, where its form is; `look` tells the first and usual one, and a severe one."""

    name: str
    about: str
    href: str
    look: str


@dataclass(frozen=True, slots=True)
class Actions:
    """What can be done: with the item at hand, with others, and what is seldom done."""

    here: tuple[Action, ...]
    others: tuple[Action, ...]
    seldom: tuple[Action, ...]

    def __bool__(self) -> bool:
        return bool(self.here or self.others or self.seldom)

    @property
    def named(self) -> str:
        """The usual ones in words, each once."""
        return gettext("、").join(dict.fromkeys(one.name for one in (*self.here, *self.others)))


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands on top: what case it is, who has it and until when, what can be done."""

    id: str
    number: str
    matter: str
    applicant: str
    phase: str
    submitted: str
    sentence: Sentence
    actions: Actions
    can: str
    chosen: Panel
    ahead: tuple[str, ...]
    points: tuple[str, ...]
    href: str
    pictured: bool
    window: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """The whole page."""

    head: Heading
    panels: tuple[Panel, ...]
    papers: tuple[PaperLine, ...]
    groups: tuple[ValueGroup, ...]
    erased: bool
    knows: bool
    owed: tuple[tuple[str, str], ...]
    visits: tuple[VisitLine, ...]
    licences: tuple[LicenceLine, ...]
    documents: tuple[IssuedLine, ...]
    messages: tuple[Message, ...]
    course: tuple[Step, ...]

    @property
    def opens(self) -> bool:
        """Whether something that the account told is masked that this person may have shown."""
        return any(line.opens for group in self.groups for line in group.lines)


def heading(opened: Opened, item: str | None = None) -> Heading:
    """This will put the top of a case into words; `item` is the one that somebody came for, else the next one due."""
    case, names = opened.case, opened.names
    known = panels(case, opened.around)
    chosen = next((panel for panel in known if panel.item == item), None) or _next(opened, known)
    deeds, gap = actions(opened, chosen.item), " " if names.english else ""
    return Heading(
        id=case.id,
        number=case.number,
        matter=_matter(opened),
        applicant=applicant_text(opened),
        phase=worded(PHASE_WORDS, case.phase),
        submitted=dates.moment_text(case.submitted_at),
        sentence=sentence(
            case, chosen.item, calendar=opened.calendar_of(chosen.item), names=names, now=opened.staff.now
        ),
        actions=deeds,
        can=gap + _can(opened, deeds) if deeds.named or opened.own else "",
        chosen=chosen,
        ahead=tuple(_ahead(opened, chosen.item)),
        points=tuple(dict.fromkeys(_points(opened, chosen.item))),
        href=case_href(opened, chosen.item),
        pictured=len(known) > 1,
        window=RECEIVE in opened.staff.grants.actions(),
    )


def _matter(opened: Opened) -> str:
    """What came alone is called by its own name, as its plan has it."""
    names, plan = opened.names, opened.plan
    bundle = names.catalogue.bundles.get(opened.case.bundle)
    planned = plan.schedule.approvals
    if bundle is None or (len(planned) == 1 and plan.name == planned[0].name):
        return (names.english and plan.name_en) or plan.name
    return names.name(bundle)


def _can(opened: Opened, deeds: Actions) -> str:
    if opened.own:
        return gettext("这是您自己的事，由别的同事办理；轮到您承办的，先登记回避。")
    return gettext("您现在可以：%(what)s。") % {"what": deeds.named}


def _ahead(opened: Opened, item: str) -> Iterator[str]:
    """The visits still to be made; the history is only read when there is one."""
    if any(item in opened.case.pending(visit) for visit in opened.case.visits):
        yield from ahead(opened.case, item, opened.lines, opened.names)


def _points(opened: Opened, item: str) -> Iterator[str]:
    """What to look at now: on paper while papers are checked, on the spot once the item is handled."""
    status = opened.case.approval(item).status
    if status in ("received", "correcting"):
        papers = (paper for paper in opened.plan.materials if item in paper.items)
        mine = opened.names.of("item", item)
        yield from (p.text for paper in papers for p in contents.review_points(paper, opened.names) if p.item == mine)
    if status in EXAMINED:
        planned = next(one for one in opened.plan.schedule.approvals if one.item == item)
        yield from (point.text for point in contents.points_of(item, opened.names, planned.inspections))


def case_href(opened: Opened, item: str) -> str:
    """This will give the address of a case at an item."""
    return reverse("desk_case", args=[opened.id]) + "?" + urlencode({"item": item})


def _next(opened: Opened, known: tuple[Panel, ...]) -> Panel:
    mine = {item for offer in opened.offers for item in offer.items}
    return next((panel for panel in known if panel.item in mine), known[0])


def applicant_text(opened: Opened) -> str:
    """This will name the applicant: in clear to those whose business it is, masked to others, or as erased."""
    name = opened.view.name
    if name is None:
        return gettext("（个人信息已清除）")
    return name if opened.knows else mask_name(name)


def actions(opened: Opened, item: str) -> Actions:
    """This will list what can be done, that with one item first."""
    usual = [offer for offer in opened.offers if not _is_seldom(opened, offer)]
    here = [offer for offer in usual if item in offer.items]
    first = next((offer for offer in here if not offer.hindered), None)
    return Actions(
        here=tuple(_action(opened, offer, "first" if offer is first else "") for offer in here),
        others=tuple(_action(opened, offer, "") for offer in usual if item not in offer.items),
        seldom=tuple(_seldom(opened, item)),
    )


def _seldom(opened: Opened, item: str) -> Iterator[Action]:
    offers = [offer for offer in opened.offers if _is_seldom(opened, offer)]
    for offer in sorted(offers, key=lambda one: item not in one.items):
        yield _action(opened, offer, "severe" if offer.command in SEVERE else "")


def _is_seldom(opened: Opened, offer: Offer) -> bool:
    """Writing to the applicant is usual where they asked something."""
    unasked = offer.command == "reply" and not opened.case.approval(offer.on).asked
    return unasked or offer.command in SELDOM


def _action(opened: Opened, offer: Offer, look: str) -> Action:
    names = opened.names
    about = names.listed(names.of("item", one) for one in offer.items[:MOST_NAMED])
    more = gettext("等 %(n)s 项") % {"n": len(offer.items)} if len(offer.items) > MOST_NAMED else ""
    href = reverse("desk_do", args=[opened.id, offer.command])
    return Action(
        name=deed_words(offer.command, offer.on, offer.items, opened.case),
        about=f"{about}{more}{_of_card(opened, offer)}",
        href=f"{href}?{urlencode({'on': offer.on})}" if offer.on else href,
        look=look,
    )


def _of_card(opened: Opened, offer: Offer) -> str:
    """Which card is to be answered: an item may have several."""
    if offer.command != "answer_card":
        return ""
    wanted = offer.on.partition("/")[2]
    card = next(one for one in opened.case.approval(offer.items[0]).cards if one.id == wanted)
    told = {"colour": worded(DEGREE_WORDS, card.colour), "about": card_about(card.about)}
    return gettext(" · %(colour)s：%(about)s") % told


def _signed(opened: Opened) -> dict[str, str]:
    """The digests of the commitments as they were signed with the application."""
    first = opened.lines[0].event if opened.lines else None
    return dict(first.commitments) if isinstance(first, Submitted) else {}


def _messages(opened: Opened, files: Sequence[FileRow]) -> tuple[Message, ...]:
    """What was written about the case, to those whose business it is; whoever may answer has seen it then."""
    case = opened.case
    if not opened.knows or not any(written_to(side, case) for side in SIDES):
        return ()
    seen, heard = messages_seen_by("office", case), messages_seen_by("applicant", case)
    along = attached(files, lambda one: reverse("desk_file", args=[opened.id, one.id]))
    if any(offer.command == "reply" for offer in opened.offers):
        messages_see(side="office", case=case, now=opened.staff.now)
    return messages_of(opened.lines, opened.names, office=True, seen=seen, heard=heard, files=along)


def case_page(opened: Opened, item: str | None = None) -> CasePage:
    """This will put a whole case into words."""
    case, names, lines = opened.case, opened.names, opened.lines
    head = heading(opened, item)
    form: dict[str, Any] = form_values(lines)
    files = files_of(opened.id)
    return CasePage(
        head=head,
        panels=panels(case, opened.around, head.chosen.item, _signed(opened)),
        papers=contents.papers(case, opened.plan, lines, files, names),
        groups=contents.values(case, opened.plan, form, names, clear=opened.clear, person=opened.person),
        erased=any(line.erased for line in lines),
        knows=opened.knows,
        owed=contents.owed(case, names, opened.staff.now),
        visits=visits(case, lines, names, files),
        licences=licence_lines(opened.licences, names),
        documents=issued_lines(issued(lines, names, opened.licences), documents_of_case(opened.id)),
        messages=_messages(opened, files),
        course=course(lines, names, clear=opened.knows, plan=opened.plan),
    )
