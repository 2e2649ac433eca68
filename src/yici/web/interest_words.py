"""Words for those who have an interest in a matter: officers who take no part in it, and others whom it concerns."""

from django.utils.translation import gettext_noop

RECUSAL_REASONS: dict[str, str] = {
    "own_interest": gettext_noop("与本人有利害关系"),
    "relative": gettext_noop("与本人的近亲属有利害关系"),
    "other_interest": gettext_noop("有其他可能影响公正办理的关系"),
}
"""Why an officer has no part in an item: named as such, for no text on record lists the cases."""
HEARD_WORDS: dict[str, str] = {
    "views": gettext_noop("利害关系人提出了意见"),
    "hearing": gettext_noop("利害关系人要求听证"),
    "silent": gettext_noop("利害关系人到期没有提出意见"),
}
"""What became of an interested party who was told (Licensing Law Art. 36)."""
