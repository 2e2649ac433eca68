"""Why an end cannot be said yet, in words."""

from django.utils.translation import gettext

from yici.domain.case import Deadline
from yici.domain.clock import legal_day


def open_because(deadline: Deadline) -> str:
    """This will say what an open end waits for; empty for one that is known, or of which nothing is."""
    if deadline.due is not None or deadline.not_before is None:
        return ""
    if deadline.lacks == "office_hours":
        return gettext("本地的办公时间没有登记")
    return gettext("%(year)s 年的放假安排还没有装入") % {"year": legal_day(deadline.not_before).year}


def open_note(deadline: Deadline) -> str:
    """This will say, as sentences, why an end is open and what becomes of it; empty for one that is known."""
    if deadline.due is not None or deadline.not_before is None:
        return ""
    if deadline.lacks == "office_hours":
        return gettext("按办公时间计算，本地的办公时间没有登记，所以只能说不早于；登记以后自动重算。")
    year = legal_day(deadline.not_before).year
    return gettext("%(year)s 年的放假安排还没有装入，所以只能说不早于；装入以后自动重算。") % {"year": year}
