"""What a decision is called: by the law that an item runs under, since not everything is a licence."""

from django.utils.translation import gettext, gettext_noop

from yici.web.case_words import OUTCOME_WORDS, worded
from yici.web.words import Names

TITLES: dict[tuple[str, str], str] = {
    ("market_entity_registration", "registered"): gettext_noop("准予登记通知书"),
    ("market_entity_registration", "not_registered"): gettext_noop("不予登记通知书"),
    ("real_estate_registration", "registered"): gettext_noop("准予登记通知书"),
    ("real_estate_registration", "not_registered"): gettext_noop("不予登记通知书"),
    ("household_registration", "registered"): gettext_noop("准予登记通知书"),
    ("household_registration", "not_registered"): gettext_noop("不予登记通知书"),
    ("filing", "registered"): gettext_noop("备案通知书"),
    ("public_service", "granted"): gettext_noop("办结通知书"),
    ("public_service", "refused"): gettext_noop("不予办理通知书"),
    ("utility_service", "granted"): gettext_noop("办结通知书"),
    ("utility_service", "refused"): gettext_noop("不予办理通知书"),
    ("benefit_social_insurance", "granted"): gettext_noop("办结通知书"),
    ("benefit_social_insurance", "refused"): gettext_noop("不予办理通知书"),
    ("residence_permit", "granted"): gettext_noop("办结通知书"),
    ("residence_permit", "refused"): gettext_noop("不予办理通知书"),
    ("benefit_social_assistance", "granted"): gettext_noop("给予救助决定书"),
    ("benefit_social_assistance", "refused"): gettext_noop("不予救助决定书"),
    ("confirmation", "confirmed"): gettext_noop("行政确认书"),
    ("confirmation", "not_confirmed"): gettext_noop("不予确认通知书"),
    ("remedies", "supported"): gettext_noop("行政复议决定书"),
    ("remedies", "not_supported"): gettext_noop("行政复议决定书"),
}
"""The usual title speaks of licences; these regimes have other words for the same (registration rules Art. 19, Social
Assistance Law Art. 45, Administrative Reconsideration Law Art. 75)."""
OUTCOMES: dict[tuple[str, str], str] = {
    ("filing", "registered"): gettext_noop("备案"),
    ("public_service", "granted"): gettext_noop("办结"),
    ("public_service", "refused"): gettext_noop("不予办理"),
    ("utility_service", "granted"): gettext_noop("办结"),
    ("utility_service", "refused"): gettext_noop("不予办理"),
    ("benefit_social_insurance", "granted"): gettext_noop("办结"),
    ("benefit_social_insurance", "refused"): gettext_noop("不予办理"),
    ("residence_permit", "granted"): gettext_noop("办结"),
    ("residence_permit", "refused"): gettext_noop("不予办理"),
    ("benefit_social_assistance", "granted"): gettext_noop("给予救助"),
    ("benefit_social_assistance", "refused"): gettext_noop("不予救助"),
}


def title_of(regime: str, outcome: str) -> str:
    """This will give the title of a decision where its regime has its own; empty for the usual one."""
    own = TITLES.get((regime, outcome))
    return gettext(own) if own else ""


def outcome_word(regime: str, outcome: str) -> str:
    """This will word an outcome as its regime does."""
    own = OUTCOMES.get((regime, outcome))
    return gettext(own) if own else worded(OUTCOME_WORDS, outcome)


def outcome_of(item: str, outcome: str, names: Names) -> str:
    """This will word the outcome of an item by the regime of its definition."""
    known = names.catalogue.items.get(item)
    return outcome_word(known.regime if known else "", outcome)
