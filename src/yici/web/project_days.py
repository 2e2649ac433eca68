"""The days of a whole project in words."""

from dataclasses import dataclass

from django.utils.translation import gettext

from yici.domain.clock import legal_day
from yici.domain.project import Whole
from yici.projects.queries import ProjectView
from yici.web import dates
from yici.web.amounts import limit_text
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class DaysLine:
    """The days of the whole: `sentence` first, then how it goes on; `share` is the used part in a hundred."""

    sentence: str
    running: str
    source: str
    share: int | None
    late: bool


def days_line(view: ProjectView, names: Names) -> DaysLine | None:
    """This will put the days of the whole into words; None where no source limits it."""
    whole = view.project.whole
    if whole is None:
        return None
    share = None if view.used is None else min(100, round(100 * view.used / max(whole.limit.amount, 1)))
    return DaysLine(
        _used(view.used, whole), _running(whole, closed=view.project.phase == "closed"),
        names.of("source", whole.source), share, whole.missed,
    )  # fmt: skip


def _used(used: int | None, whole: Whole) -> str:
    limit = limit_text(whole.limit)
    if used is None:
        return gettext("一共%(limit)s；有一年的放假安排还没有装入，算不出用了几天") % {"limit": limit}
    return gettext("用了 %(used)s 个工作日，一共%(limit)s") % {"used": used, "limit": limit}


def _running(whole: Whole, *, closed: bool) -> str:
    if closed:
        return ""
    if whole.since is None:
        return gettext("现在没有在政府这边办的，不计时。")
    since = {"since": dates.day_text(whole.since, year=True)}
    if whole.due is None:
        return _bounded(whole, since)
    told = since | {"due": dates.day_text(dates.last_day(whole.due), year=True)}
    return gettext("从%(since)s的第二天起在计时，一直办下去，到%(due)s用完。") % told


def _bounded(whole: Whole, since: dict[str, str]) -> str:
    told = gettext("从%(since)s的第二天起在计时。") % since
    if whole.not_before is None:
        return told
    year = legal_day(whole.not_before).year
    words = gettext("%(year)s年的放假安排还没有装入，到哪天用完要等装入了才算得出来。") % {"year": year}
    return f"{told} {words}" if dates.english() else told + words
