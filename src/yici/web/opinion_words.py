"""Opinions of other departments in words: what was asked, how the question is known to have arrived, what they said."""

from django.utils.translation import gettext, gettext_noop

from yici.domain.case import AskedOpinion
from yici.domain.plan import PlannedApproval, PlannedOpinion
from yici.web.case_words import worded
from yici.web.words import Names

CONSULTED = frozenset({"opinion", "back_issue"})
"""The ends that are another department's, named in them."""
STANCE_WORDS: dict[str, str] = {
    "asked": gettext_noop("还没有答复"),
    "agreed": gettext_noop("同意"),
    "disagreed": gettext_noop("不同意"),
    "absent": gettext_noop("到期未答复，视为同意"),
}
STANCE_TONES: dict[str, str] = {"asked": "later", "agreed": "good", "disagreed": "bad", "absent": "later"}
AFTERWARDS_WORDS: dict[str, str] = {
    "agreed": gettext_noop("后来补出意见：同意"),
    "disagreed": gettext_noop("后来补出意见：不同意"),
}
PROOF_WORDS: dict[str, str] = {
    "signed": gettext_noop("对方签收"),
    "system": gettext_noop("系统送达回执"),
    "courier": gettext_noop("邮寄回执"),
}
"""How a question is known to have arrived: the first part of a proof, before the number of the receipt."""


def planned_opinion(planned: PlannedApproval, agency: str) -> PlannedOpinion | None:
    """This will give what the plan says of one department's opinion."""
    return next((one for one in planned.opinions if one.agency == agency), None)


def about_text(item: str, one: PlannedOpinion | None, names: Names) -> str:
    """This will say what a department is asked about, in the page's language where there is a translation."""
    if one is None:
        return ""
    known = names.catalogue.items.get(item)
    english = next((o.about_en for o in known.opinions if o.agency == one.agency), None) if known else None
    return (names.english and english) or one.about


def silence_text(one: PlannedOpinion | None, names: Names) -> str:
    """This will say what comes of a department's silence, and by which text."""
    if one is None or one.absence is None or one.within is None:
        return gettext("不答复的，不视为同意")
    return gettext("不答复的，视为同意（%(basis)s）") % {"basis": names.basis(*one.absence)}


def proof_text(proof: str | None) -> str:
    """This will say how a question is known to have arrived."""
    way, _, number = (proof or "").partition(":")
    return f"{worded(PROOF_WORDS, way)} {number[:16]}".strip()


def stance_text(one: AskedOpinion) -> str:
    """This will say what a department said, or that it said nothing."""
    said = worded(STANCE_WORDS, one.stance)
    return f"{said}{gettext('；')}{worded(AFTERWARDS_WORDS, one.afterwards)}" if one.afterwards else said
