"""Cards and ratings in words: how handling is watched, by the centre and by those it is for."""

from typing import Final

from django.utils.translation import gettext_noop

from yici.web.case_words import DEADLINE_WORDS, worded

COLOUR_WORDS: dict[str, str] = {"yellow": gettext_noop("黄牌"), "red": gettext_noop("红牌")}
URGING: Final = "urging"
DEGREE_WORDS: dict[str, str] = {URGING: gettext_noop("催办"), **COLOUR_WORDS}
"""An urging is the lightest card: it asks and blames nobody."""
URGE_REASONS: dict[str, str] = {
    "due_soon": gettext_noop("快到期了"),
    "late": gettext_noop("超过期限"),
    "others_wait": gettext_noop("别的事项在等它"),
    "applicant_asks": gettext_noop("申请人来问"),
    "other": gettext_noop("其他，见说明"),
}
MEETING_WORDS: dict[str, str] = {
    "joint_review": gettext_noop("联合评审"),
    "differing": gettext_noop("意见不一致"),
    "sequence": gettext_noop("理顺先后"),
    "late": gettext_noop("进度落后"),
    "other": gettext_noop("其他，见说明"),
}
"""What departments are called together for."""
RESULT_WORDS: dict[str, str] = {
    "agreed": gettext_noop("取得一致"),
    "conditions": gettext_noop("有条件地一致，条件见记录"),
    "not_agreed": gettext_noop("没有取得一致"),
    "again": gettext_noop("还要再开"),
}
ATTENDANCE_WORDS: dict[str, str] = {
    "invited": gettext_noop("没有答复"),
    "accepted": gettext_noop("参加"),
    "declined": gettext_noop("不参加"),
}
CARD_REASONS: dict[str, str] = {
    "not_accepted": gettext_noop("符合条件的申请不受理"),
    "slow": gettext_noop("办理拖延"),
    "step": gettext_noop("不按规定的步骤办"),
    "reasons": gettext_noop("不说明理由"),
    "offline": gettext_noop("不在平台上办"),
    "fee": gettext_noop("违规收费"),
    "conduct": gettext_noop("服务态度差"),
    "other": gettext_noop("其他，见说明"),
}
"""What a supervisor sends a card about by hand; a card by rule is about a limit (`DEADLINE_WORDS`)."""
RATING_WORDS: dict[int, str] = {
    1: gettext_noop("非常满意"),
    2: gettext_noop("满意"),
    3: gettext_noop("基本满意"),
    4: gettext_noop("不满意"),
    5: gettext_noop("非常不满意"),
}
"""The five levels of GB/T 39046-2020."""


def card_about(code: str) -> str:
    """This will say what a card is about: the limit that passed, or the conduct that a supervisor named."""
    for table in (CARD_REASONS, URGE_REASONS):
        if code in table:
            return worded(table, code)
    return worded(DEADLINE_WORDS, code)
