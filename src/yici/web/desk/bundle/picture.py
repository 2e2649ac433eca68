"""Everything that the page of a bundle shows: the sentence, both drawings, the same as a table, results, meetings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from yici.domain.case import REMIND_AFTER, Approval, Counting, Deadline, Meeting
from yici.domain.case.outlook import Outlook, if_done_today, outlook
from yici.domain.case.states import FINAL
from yici.domain.clock import legal_day
from yici.domain.lights import light_of
from yici.domain.plan import PlannedApproval
from yici.web import dates
from yici.web.case_words import DEADLINE_WORDS, STATUS_WORDS, worded
from yici.web.counting import end_text
from yici.web.desk.bundle import sentences, words
from yici.web.desk.bundle.geometry import Drawing, Edge, Span, tall, wide
from yici.web.desk.bundle.waits import changed_at, waits
from yici.web.desk.light_words import LightWords, light_words
from yici.web.desk.opened import Opened
from yici.web.watching_words import ATTENDANCE_WORDS, MEETING_WORDS, RESULT_WORDS, URGING, card_about

SHOWN_ENDS = ("promised", "legal", "correction", "reply", "delivery", "verification")


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One approval in the table that says what the picture shows."""

    number: int
    item: str
    name: str
    body: str
    light: LightWords | None
    state: str
    since: str
    waits: tuple[str, ...]
    deadlines: tuple[str, ...]
    expected: str
    critical: bool
    urgings: tuple[str, ...]
    urge: str
    href: str


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting: what for, when, where and what was said of it, who comes, what came out of it, when that can be put
    down, and what can be done."""

    about: str
    when: str
    said: tuple[str, ...]
    answers: tuple[str, ...]
    result: str
    hint: str
    deeds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BundlePicture:
    """The whole page. `ready` and `coming` are results for the one outlet."""

    matter: str
    number: str
    href: str
    late: bool
    wide: Drawing
    tall: Drawing
    title: str
    lines: tuple[ItemLine, ...]
    meetings: tuple[MeetingLine, ...]
    convene: str
    ready: tuple[str, ...]
    coming: tuple[str, ...]
    handed: tuple[str, ...]
    outlet: str
    waiting: bool
    waited: bool


def bundle_picture(opened: Opened, matter: str) -> BundlePicture:
    """This will put a bundle into a picture and the words that go with it."""
    case, plan, now = opened.case, opened.plan, opened.staff.now
    counting = {
        a.item: Counting(opened.calendar_of(a.item), REMIND_AFTER, office=opened.office_of(a.item))
        for a in case.approvals
    }
    ahead = outlook(case, plan, counting, now)
    after = if_done_today(case, plan, counting, now, items=ahead.late) if ahead.late else None
    since = changed_at(opened, case)
    spans, edges = list(_spans(opened, ahead, since)), list(_edges(opened))
    first, today = legal_day(case.submitted_at), legal_day(now)
    told = sentences.whole(opened, ahead, after)
    return BundlePicture(
        matter=matter, number=case.number, href=reverse("desk_case", args=[case.id]),
        late=bool(ahead.late), wide=wide(spans, edges, first, today, dates.short_day),
        tall=tall(spans, edges, first, today, dates.short_day), title=dates.joined(told),
        lines=tuple(_line(opened, a, n, ahead, since) for n, a in enumerate(case.approvals, 1)),
        meetings=tuple(_meetings(opened)), convene=_deed(opened, "convene", ""),
        ready=_named(opened, "decided"), coming=tuple(_coming(opened, ahead)), handed=_named(opened, "delivered"),
        outlet=_deed(opened, "deliver_together", "") or _single(opened), waiting=any(still for _, _, still in edges),
        waited=not all(still for _, _, still in edges),
    )  # fmt: skip


def _planned(opened: Opened, item: str) -> PlannedApproval:
    return next(one for one in opened.plan.schedule.approvals if one.item == item)


def _spans(opened: Opened, ahead: Outlook, since: dict[str, date]) -> Iterator[Span]:
    case, today = opened.case, legal_day(opened.staff.now)
    for approval in case.approvals:
        one, over = ahead.of(approval.item), approval.status in FINAL or approval.status == "decided"
        begun = legal_day(approval.accepted_at or approval.received_at)
        first = one.starts if approval.status == "waiting" else begun
        last = since[approval.item] if over else one.ends or one.not_before
        yield Span(
            approval.item, opened.names.of("item", approval.item), _note(opened, approval, ahead), first,
            max(first, last), not over and one.ends is None, "over" if over else "approval",
            _colour(opened, approval), one.critical,
        )  # fmt: skip
    names = opened.names
    for visit in case.visits:
        if items := case.pending(visit):
            listed = names.listed(names.of("item", item) for item in items)
            yield Span(f"visit {visit.id}", gettext("现场核查"), f"{dates.day_text(visit.on)} · {listed}", visit.on,
                       visit.on, False, "visit")  # fmt: skip
    for meeting in case.meetings:
        if meeting.open and legal_day(meeting.at) >= today:
            day = legal_day(meeting.at)
            yield Span(meeting.id, gettext("会商"), dates.moment_text(meeting.at), day, day, False, "meeting")


def _note(opened: Opened, approval: Approval, ahead: Outlook) -> str:
    state = worded(STATUS_WORDS, approval.status)
    if approval.status in FINAL or approval.status == "decided":
        return state
    return f"{state} · {sentences.expected(ahead.of(approval.item))}"


def _colour(opened: Opened, approval: Approval) -> str:
    # A card that waits for its answer is no delay of what is handed over.
    if not approval.running:
        return ""
    return light_of(approval, now=opened.staff.now, calendar=opened.calendar_of(approval.item)).colour


def _edges(opened: Opened) -> Iterator[Edge]:
    known = {a.item: a for a in opened.case.approvals}
    for edge in opened.plan.graph:
        if edge.relaxed is None and edge.needs in known and edge.item in known:
            yield edge.needs, edge.item, edge.needs in known[edge.item].needs


def _line(opened: Opened, approval: Approval, number: int, ahead: Outlook, since: dict[str, date]) -> ItemLine:
    names, planned, one = opened.names, _planned(opened, approval.item), ahead.of(approval.item)
    over = approval.status in FINAL or approval.status == "decided"
    lamp = light_of(approval, now=opened.staff.now, calendar=opened.calendar_of(approval.item))
    return ItemLine(
        number=number, item=approval.item, name=names.of("item", approval.item),
        body=planned.body or names.of("agency", approval.agency), light=light_words(lamp) if approval.running else None,
        state=worded(STATUS_WORDS, approval.status),
        since=gettext("%(day)s起") % {"day": dates.day_text(since[approval.item])},
        waits=waits(opened, approval, planned, ahead), deadlines=tuple(_ends(opened, approval)),
        expected="" if over else sentences.expected(one), critical=one.critical and not over,
        urgings=tuple(_urgings(opened, approval)), urge=_deed(opened, "urge", approval.item),
        href=f"{reverse('desk_case', args=[opened.id])}?{urlencode({'item': approval.item})}",
    )  # fmt: skip


def _ends(opened: Opened, approval: Approval) -> Iterator[str]:
    if approval.open:
        for one in approval.ends:
            if one.name in SHOWN_ENDS:
                yield _end(one, legal_day(opened.staff.now))


def _end(end: Deadline, today: date) -> str:
    return f"{worded(DEADLINE_WORDS, end.name)}{gettext('：')}{end_text(end, today)}"


def _urgings(opened: Opened, approval: Approval) -> Iterator[str]:
    for card in approval.cards:
        if card.colour == URGING:
            told = {
                "day": dates.day_text(legal_day(card.issued_at)), "unit": opened.names.of("agency", card.agency),
                "about": card_about(card.about),
            }  # fmt: skip
            if card.answered_at is None:
                yield gettext("%(day)s催过%(unit)s（%(about)s），还没有答复") % told
            else:
                by = dates.day_text(card.expected) if card.expected else ""
                yield gettext("%(day)s催过%(unit)s（%(about)s），答复打算 %(by)s前办好") % {**told, "by": by}
                yield from words.of_answer(opened, approval.item, card.id)


def _deed(opened: Opened, command: str, on: str) -> str:
    """The address of a form, where it is offered to this person now."""
    if opened.offer(command, on) is None:
        return ""
    href = reverse("desk_do", args=[opened.id, command])
    return f"{href}?{urlencode({'on': on})}" if on else href


def _single(opened: Opened) -> str:
    offer = next((one for one in opened.offers if one.command == "deliver"), None)
    return _deed(opened, "deliver", offer.on) if offer else ""


def _named(opened: Opened, status: str) -> tuple[str, ...]:
    return tuple(opened.names.of("item", a.item) for a in opened.case.approvals if a.status == status)


def _coming(opened: Opened, ahead: Outlook) -> Iterator[str]:
    for approval in opened.case.approvals:
        if approval.status not in FINAL and approval.status != "decided":
            name = opened.names.of("item", approval.item)
            yield f"{name} · {sentences.expected(ahead.of(approval.item))}"


def _meetings(opened: Opened) -> Iterator[MeetingLine]:
    names = opened.names
    for meeting in reversed(opened.case.meetings):
        answers = tuple(
            f"{names.of('agency', one.agency)}{gettext('：')}{worded(ATTENDANCE_WORDS, one.answer)}"
            + (gettext("，到会") if one.came else gettext("，没有到会") if one.came is False else "")
            for one in meeting.invited
        )
        afar = gettext("，远程") if meeting.remote else ""
        result = gettext("取消了") if meeting.called_off else ""
        result = worded(RESULT_WORDS, meeting.result) if meeting.result else result
        yield MeetingLine(
            worded(MEETING_WORDS, meeting.about), dates.moment_text(meeting.at) + afar,
            words.of_meeting(opened, meeting.id), answers, result, _hint(opened, meeting),
            tuple(_meeting_deeds(opened, meeting.id)),
        )  # fmt: skip


def _hint(opened: Opened, meeting: Meeting) -> str:
    """Where minutes are written, to whoever will write them."""
    calls = opened.offer("call_off_meeting", meeting.id) is not None
    if not calls or legal_day(meeting.at) <= legal_day(opened.staff.now):
        return ""
    return gettext("开会那天（%(day)s）起，在这里记录会商结果。") % {"day": dates.day_text(legal_day(meeting.at))}


def _meeting_deeds(opened: Opened, meeting: str) -> Iterator[tuple[str, str]]:
    from_offers = [one for one in opened.offers if one.on.partition("/")[0] == meeting]
    words = {
        "record_meeting": gettext("记录"),
        "answer_invitation": gettext("答复"),
        "call_off_meeting": gettext("取消"),
    }
    for offer in from_offers:
        if offer.command in words:
            unit = offer.on.partition("/")[2]
            about = f"{gettext('：')}{opened.names.of('agency', unit)}" if unit else ""
            yield words[offer.command] + about, _deed(opened, offer.command, offer.on)
