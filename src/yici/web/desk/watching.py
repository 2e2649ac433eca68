"""The supervisor's pages: cards that were sent with their answers, and bad ratings. A unit sees its own cards."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from yici.cases.cards import STATES, CardRow, CardState, cards, cards_sent
from yici.cases.queries import Reader
from yici.cases.ratings import RatingRow, bad_ratings
from yici.catalogue import queries as catalogue_queries
from yici.web import dates
from yici.web.case_words import worded
from yici.web.desk.who import Staff, staff_only
from yici.web.watching_words import DEGREE_WORDS, RATING_WORDS, URGING, card_about
from yici.web.words import Names

PAGE = 40
ISSUE, URGE, ANSWER = "card.issue", "approval.urge", "card.answer"
SENT = "sent"
SIDES: dict[str, str] = {
    ISSUE: gettext_noop("本地区的"),
    ANSWER: gettext_noop("发给本单位的"),
    URGE: gettext_noop("本大厅的催办"),
}
"""Whose cards stand there first, by what somebody may do."""
MINE = gettext_noop("我发的")
FILTERS: dict[str, str] = {
    "": gettext_noop("全部"),
    "open": gettext_noop("等答复"),
    "answered": gettext_noop("答复过"),
}


@dataclass(frozen=True, slots=True)
class CardLine:
    """One card in words; `late` when it should have been answered."""

    href: str
    number: str
    matter: str
    item: str
    unit: str
    colour: str
    tone: str
    about: str
    rule: str
    issued: str
    answer: str
    late: bool


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One bad rating in words."""

    href: str
    number: str
    matter: str
    bodies: str
    level: str
    when: str
    name: str


@require_safe
@staff_only
def desk_cards(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will list the cards of a supervisor's place, those of a unit, or those that one sent oneself, the newest
    first."""
    action = _action(staff)
    side = SENT if request.GET.get("side") == SENT and sends(staff) else ""
    state = request.GET.get("state", "")
    chosen: CardState | None = next((one for one in STATES if one == state), None)
    rows = _rows(staff, action, side, chosen, _card_key(request.GET.get("after", "")))
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    shown, last = rows[:PAGE], rows[PAGE - 1] if len(rows) > PAGE else None
    context = {
        "staff": staff,
        "watches": action == ISSUE,
        "lines": [_card_line(row, names, staff.now) for row in shown],
        "sides": [(gettext(words), _href("desk_cards", side=one), one == side) for one, words in
                  (("", SIDES[action]), (SENT, MINE))] if sends(staff) else [],
        "filters": [(gettext(words), _href("desk_cards", side=side, state=one), one == (chosen or "")) for one, words in
                    FILTERS.items()],
        "following": last and _href(
            "desk_cards", side=side, state=chosen or "", after=f"{last.issued_at.isoformat()}|{last.id}"
        ),
    }  # fmt: skip
    return render(request, "yici/desk/cards.html", context)


def _rows(
    staff: Staff, action: str, side: str, state: CardState | None, after: tuple[datetime, str] | None
) -> list[CardRow]:  # fmt: skip
    reader = Reader(staff.reader(), staff.now)
    if side == SENT:
        return cards_sent(sender=str(staff.id), state=state, after=after, limit=PAGE + 1, reader=reader)
    return cards(
        grants=staff.grants, action=action, state=state, after=after, limit=PAGE + 1, reader=reader,
        colour=URGING if action == URGE else None,
    )  # fmt: skip


def sends(staff: Staff) -> bool:
    """This will say whether somebody may send cards, or urge."""
    return bool({ISSUE, URGE} & staff.grants.actions())


def _action(staff: Staff) -> str:
    """A supervisor's right before a unit's, before that of who only urges; for who has none the page is not there."""
    for action in (ISSUE, ANSWER, URGE):
        if action in staff.grants.actions():
            return action
    raise Http404


def _href(name: str, **query: str) -> str:
    told = {key: value for key, value in query.items() if value}
    return reverse(name) + (f"?{urlencode(told)}" if told else "")


def _card_line(row: CardRow, names: Names, now: datetime) -> CardLine:
    href = reverse("desk_case", args=[row.case]) + "?" + urlencode({"item": row.item})
    late = row.answered_at is None and row.until is not None and row.until <= now
    bundle = names.catalogue.bundles.get(row.bundle)
    by_rule = gettext("平台第 %(rule)s 号规则（第 %(version)s 版）") % {"rule": row.rule, "version": row.version}
    return CardLine(
        href=href,
        number=row.case_number,
        matter=names.name(bundle) if bundle else row.bundle,
        item=names.of("item", row.item),
        unit=names.of("agency", row.agency),
        colour=worded(DEGREE_WORDS, row.colour),
        tone=row.colour,
        about=card_about(row.about),
        rule=by_rule if row.rule else _by_hand(row),
        issued=dates.moment_text(row.issued_at),
        answer=_answer(row, late=late),
        late=late,
    )


def _by_hand(row: CardRow) -> str:
    return gettext("催办的人发的") if row.colour == URGING else gettext("督查人员发的")


def _answer(row: CardRow, *, late: bool) -> str:
    if row.answered_at is not None:
        told = gettext("%(at)s 答复") % {"at": dates.moment_text(row.answered_at)}
        by = dates.day_text(row.expected, year=True) if row.expected else ""
        return told + (gettext("，打算 %(by)s前办好") % {"by": by} if by else "")
    if row.until is None:
        return gettext("等答复")
    day = {"day": dates.day_text(dates.last_day(row.until), year=True)}
    return (gettext("应当在 %(day)s前答复，还没有") if late else gettext("%(day)s前答复")) % day


@require_safe
@staff_only
def desk_ratings(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will list bad ratings with the bodies that handled the matter, the newest first."""
    if ISSUE not in staff.grants.actions():
        raise Http404
    after = _rating_key(request.GET.get("after", ""))
    rows = bad_ratings(
        grants=staff.grants, after=after, limit=PAGE + 1, reader=Reader(staff.reader(), staff.now)
    )  # fmt: skip
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    context = {
        "staff": staff,
        "lines": [_rating_line(row, names) for row in rows[:PAGE]],
        "following": last and _href("desk_ratings", after=f"{last.rated_at.isoformat()}|{last.case}"),
    }
    return render(request, "yici/desk/ratings.html", context)


def _rating_line(row: RatingRow, names: Names) -> RatingLine:
    bundle = names.catalogue.bundles.get(row.bundle)
    return RatingLine(
        href=reverse("desk_case", args=[row.case]),
        number=row.number,
        matter=names.name(bundle) if bundle else row.bundle,
        bodies=names.listed(names.of("agency", one) for one in row.agencies),
        level=gettext(RATING_WORDS[row.level]),
        when=dates.moment_text(row.rated_at),
        name=row.name or (gettext("（个人信息已清除）") if row.by_name else gettext("没有留名")),
    )


def _card_key(text: str) -> tuple[datetime, str] | None:
    at, _, rest = text.partition("|")
    moment = _moment(at)
    return (moment, rest) if moment and rest and "\0" not in rest else None


def _rating_key(text: str) -> tuple[datetime, UUID] | None:
    at, _, rest = text.partition("|")
    moment = _moment(at)
    try:
        return (moment, UUID(rest)) if moment else None
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
