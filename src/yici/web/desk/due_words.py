"""Figures of what is due, in words and as one bar: what a mayor reads in ten seconds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext, gettext_noop, ngettext

from yici.domain.clock import ending_day
from yici.domain.due_by import BUCKETS, RULE, VERSION, Bucket, Marks
from yici.web import dates

BUCKET_WORDS: Final[dict[Bucket, str]] = {
    "late": gettext_noop("超过期限"),
    "today": gettext_noop("今天到期"),
    "next_day": gettext_noop("下个工作日到期"),
    "week": gettext_noop("本周其余几天到期"),
    "later": gettext_noop("以后到期"),
    "applicant": gettext_noop("等申请人"),
    "no_date": gettext_noop("没有日期"),
}
WIDTH: Final = 960
LEAST: Final = 6
LABEL_ROOM: Final = 34


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the bar, in units of the viewBox; `label` is its number where there is room for it."""

    kind: Bucket
    x: float
    width: float
    label: str
    middle: float


@dataclass(frozen=True, slots=True)
class Key:
    """One entry below the bar."""

    kind: Bucket
    words: str
    count: int


def column_words(marks: Marks) -> dict[Bucket, str]:
    """This will name the columns; the next working day with its date, which need not be tomorrow."""
    words = {one: gettext(text) for one, text in BUCKET_WORDS.items()}
    day = dates.day_text(ending_day(marks.next_day))
    return words | {"next_day": gettext("下个工作日，%(day)s") % {"day": day}}


def lead(total: Mapping[Bucket, int], place: str) -> str:
    """This will say in one sentence how things stand."""
    told = {"place": place, "late": total["late"], "today": total["today"], "all": sum(total.values())}
    if not told["all"]:
        return gettext("%(place)s现在没有在办的。") % told
    if total["late"]:
        return gettext("%(place)s在办 %(all)s 件，超过期限 %(late)s 件，今天到期 %(today)s 件。") % told
    if total["today"]:
        return gettext("%(place)s在办 %(all)s 件，没有超过期限的，今天到期 %(today)s 件。") % told
    return gettext("%(place)s在办 %(all)s 件，没有超过期限的，今天也没有到期的。") % told


def bar(total: Mapping[Bucket, int]) -> tuple[Piece, ...]:
    """This will cut the bar by figures; whatever is there is seen, however small its share."""
    shown = [(kind, total[kind]) for kind in BUCKETS if total[kind]]
    widths = _widths([count for _, count in shown])
    return tuple(_pieces(shown, widths))


def _widths(counts: Sequence[int]) -> list[float]:
    whole, room = sum(counts), WIDTH - LEAST * len(counts)
    return [LEAST + room * count / whole for count in counts]


def _pieces(shown: Sequence[tuple[Bucket, int]], widths: Sequence[float]) -> Iterator[Piece]:
    x = 0.0
    for (kind, count), width in zip(shown, widths, strict=True):
        room = width >= LABEL_ROOM + 9 * len(str(count))
        yield Piece(kind, round(x, 1), round(max(width - 2, 1), 1), str(count) if room else "", round(x + width / 2, 1))
        x += width


def keys(total: Mapping[Bucket, int], marks: Marks) -> tuple[Key, ...]:
    """This will give what stands below the bar: every column that is not empty, and always what is late."""
    words = column_words(marks)
    return tuple(Key(kind, words[kind], total[kind]) for kind in BUCKETS if total[kind] or kind == "late")


def rule_words() -> str:
    """This will say by which rule the columns are counted."""
    return gettext(
        "按平台第 %(rule)s 号规则（第 %(version)s 版）统计：每个在办事项、每份征求意见数一次，按它最早的期限归栏；"
        "只等申请人的单列，等前一项的、日期算不出的归“没有日期”。这是平台规则，不是法律规定。"
    ) % {"rule": RULE, "version": VERSION}


def changed_words(total: Mapping[Bucket, int]) -> str:
    """This will say what is heard when figures changed while the page stood open."""
    late, today = total["late"], total["today"]
    first = ngettext("数字变了：超过期限 %(n)s 件。", "数字变了：超过期限 %(n)s 件。", late) % {"n": late}
    second = ngettext("今天到期 %(n)s 件。", "今天到期 %(n)s 件。", today) % {"n": today}
    return dates.joined([first, second])
