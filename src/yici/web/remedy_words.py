"""What can be done against a decision, in the page's language: before whom and until when."""

from django.utils.translation import gettext, gettext_noop

REMEDY_WORDS: frozenset[str] = frozenset(
    (
        gettext_noop(
            "依法申请行政复议（一般自知道或者应当知道之日起60日内，向作出决定的部门的本级人民政府提出），或者依法提起行政诉"
            "讼（一般自知道或者应当知道之日起6个月内，向人民法院提出）"
        ),
        gettext_noop(
            "依法申请行政复议（一般自知道或者应当知道之日起60日内，不动产最长20年，向作出决定的部门的本级人民政府提出），"
            "或者依法提起行政诉讼（一般自知道或者应当知道之日起6个月内，不动产最长20年，向人民法院提出）"
        ),
        gettext_noop(
            "对行政复议决定不服的，可以自收到决定书之日起15日内依法提起行政诉讼；复议机关逾期不作决定的，自复议"
            "期满之日起15日内"
        ),
        gettext_noop("用水的，先向供水企业反映；对反馈不满意的，可以向供水主管部门投诉"),
    )
)
"""What can be done against a decision, as the definitions write it."""


_OUGHT = "知道或者应当知道之日起"
_KNEW = "知道之日起"
_FORMER: dict[str, str] = {one.replace(_OUGHT, _KNEW): one for one in REMEDY_WORDS if _OUGHT in one}
"""As the definitions wrote it once: cases handed in then keep it."""


def remedies_worded(remedies: str) -> str:
    """This will say what the definitions write of remedies in the page's language, where there are words for it."""
    if (now := _FORMER.get(remedies)) is not None:
        told = gettext(now)
        return remedies if told == now else told
    return gettext(remedies) if remedies in REMEDY_WORDS else remedies
