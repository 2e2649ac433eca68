"""Cards and ratings in words: how handling is watched, by the centre and by those it is for."""

from django.utils.translation import gettext_noop

from yici.web.case_words import DEADLINE_WORDS, worded

COLOUR_WORDS: dict[str, str] = {"yellow": gettext_noop("黄牌"), "red": gettext_noop("红牌")}
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
    return worded(CARD_REASONS, code) if code in CARD_REASONS else worded(DEADLINE_WORDS, code)
