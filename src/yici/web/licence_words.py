"""Licences in words: where they stand, how long they hold, on what grounds they end."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from yici.domain.licence import REVOCATION, Licence, Period
from yici.domain.licence.events import Revoked
from yici.licences.queries import Shown
from yici.web import dates
from yici.web.words import Names

STATUS_WORDS: dict[str, str] = {
    "valid": gettext_noop("有效"),
    "renewing": gettext_noop("有效，已经申请延续"),
    "expired": gettext_noop("有效期届满，没有延续"),
    "revoked": gettext_noop("已撤销"),
    "cancelled": gettext_noop("已注销"),
}
TAKING_WORDS: dict[str, str] = {"revoked": gettext_noop("撤销"), "withdrawn": gettext_noop("撤回")}
REVOCATION_WORDS: dict[str, str] = {
    "abuse_of_power": gettext_noop("行政机关工作人员滥用职权、玩忽职守作出的准予决定"),
    "beyond_powers": gettext_noop("超越法定职权作出的准予决定"),
    "procedure_violated": gettext_noop("违反法定程序作出的准予决定"),
    "not_qualified": gettext_noop("对不具备申请资格或者不符合法定条件的申请人准予的"),
    "other_by_law": gettext_noop("依法应当或者可以这样做的其他情形"),
    "deception": gettext_noop("以欺骗、贿赂等不正当手段取得"),
    "commitment_broken": gettext_noop("承诺的条件没有达到，并且没有按期整改"),
    "law_changed": gettext_noop("所依据的法律、法规、规章修改或者废止，为了公共利益的需要"),
    "facts_changed": gettext_noop("准予所依据的客观情况发生重大变化，为了公共利益的需要"),
}
CANCELLATION_WORDS: dict[str, str] = {
    "not_renewed": gettext_noop("有效期届满没有延续"),
    "holder_incapable": gettext_noop("取得资格的公民死亡或者丧失行为能力"),
    "holder_ended": gettext_noop("法人或者其他组织依法终止"),
    "revoked": gettext_noop("依法被撤销、撤回，或者证件依法被吊销"),
    "force_majeure": gettext_noop("因不可抗力，许可的事项无法实施"),
    "other_by_law": gettext_noop("依法应当或者可以这样做的其他情形"),
}


@dataclass(frozen=True, slots=True)
class LicenceLine:
    """One licence on a page: what it is, its number, where it stands, how long it holds, what else must be known."""

    name: str
    number: str
    state: str
    valid: str
    note: str


def licence_lines(shown: Iterable[Shown], names: Names) -> tuple[LicenceLine, ...]:
    """This will put the licences of a case into words."""
    return tuple(
        LicenceLine(
            names.of("licence", one.licence.type), one.licence.number, state_of(one), valid_text(one.licence.period),
            _note(one.licence),
        )
        for one in shown
    )  # fmt: skip


def state_of(shown: Shown) -> str:
    """This will say where a licence stands; what was right and was taken back is withdrawn, not revoked."""
    if shown.licence.status == "revoked" and isinstance(shown.ended, Revoked):
        return gettext("已%(taking)s") % {"taking": gettext(TAKING_WORDS[taking_of(shown.ended.grounds)])}
    return gettext(STATUS_WORDS[shown.licence.status])


def taking_of(grounds: Iterable[str]) -> str:
    """This will say whether grounds revoke (撤销) or withdraw (撤回): any ground of revoking makes it that."""
    known = [REVOCATION[one].taking for one in grounds if one in REVOCATION]
    return "withdrawn" if known and all(one == "withdrawn" for one in known) else "revoked"


def valid_text(period: Period) -> str:
    """This will say how long a period holds: until a day, without an end, or as nobody has written."""
    if period.until is not None:
        return gettext("有效期至 %(day)s") % {"day": dates.day_text(period.until, year=True)}
    return gettext("长期有效") if period.long_term else gettext("有效期未注明")


def _note(licence: Licence) -> str:
    if licence.late:
        return gettext("延续申请提出得太晚，没有视为准予。")
    if licence.asked is not None and licence.asked.in_time is False:
        last = licence.asked.latest
        return gettext("延续申请晚于 %(day)s：届满还没有决定，也不视为准予。") % {
            "day": dates.day_text(last, year=True) if last else ""
        }
    if licence.period.by_silence:
        return gettext("届满没有作出决定，依法视为准予延续（行政许可法第五十条）。")
    return ""
