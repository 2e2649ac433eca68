"""What codes are called in the administration: the words that the desk has for them, and names from the definitions."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext, gettext_noop

from yici.catalogue.queries import current
from yici.domain.competence import LEVELS
from yici.people.admin_forms import LEVEL_WORDS
from yici.web import dates
from yici.web.case_words import ROLE_WORDS
from yici.web.desk.catalogue.rows import STATES, WAYS
from yici.web.messages.words import CHANNEL_WORDS, KIND_WORDS

ACCOUNT_WORDS: Final[dict[str, str]] = {"staff": gettext_noop("工作人员"), "system": gettext_noop("系统")}
STREAM_WORDS: Final[dict[str, str]] = {
    "case": gettext_noop("办件"),
    "licence": gettext_noop("证照"),
    "mandate": gettext_noop("授权"),
    "project": gettext_noop("工程建设项目"),
}
"""The kinds of streams that have deadlines."""
READER_WORDS: Final[dict[str, str]] = {
    "documents": gettext_noop("出文书"),
    "mandates": gettext_noop("告知受托人"),
    "notices": gettext_noop("发消息"),
    "projects": gettext_noop("把办结记到工程项目"),
    "webhooks": gettext_noop("通知别的系统"),
}
SCAN_WORDS: Final[dict[str, str]] = {
    "clean": gettext_noop("没有发现有害内容"),
    "waiting": gettext_noop("等着查"),
    "found": gettext_noop("有害，内容已经去掉"),
}
WAY_OUT_WORDS: Final[dict[str, str]] = {**CHANNEL_WORDS, "webhook": gettext_noop("网络回调")}
NOTICE_WORDS: Final[dict[str, str]] = {
    **KIND_WORDS,
    "login.code": gettext_noop("登录的验证码"),
    "contact.code": gettext_noop("核对联系方式的验证码"),
}
"""What a system is called for is told by the name of its event, as that system knows it."""
OUTGOING_WORDS: Final[dict[str, str]] = {
    "waiting": gettext_noop("等着发"),
    "sent": gettext_noop("已交给服务商"),
    "delivered": gettext_noop("送到了"),
    "failed": gettext_noop("没有发成"),
}
MEDIA_WORDS: Final[dict[str, str]] = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}
HALL: Final = "service_centre"
"""The agency of a hall: no item names it."""
HALL_WORDS: Final = gettext_noop("政务服务中心")
VOCABULARIES: Final[Mapping[str, Mapping[str, str]]] = {
    "account": ACCOUNT_WORDS,
    "channel": WAY_OUT_WORDS,
    "media": MEDIA_WORDS,
    "notice": NOTICE_WORDS,
    "outgoing": OUTGOING_WORDS,
    "proposal": STATES,
    "reader": READER_WORDS,
    "release": WAYS,
    "role": ROLE_WORDS,
    "scan": SCAN_WORDS,
    "stream": STREAM_WORDS,
}


def level_name(code: str) -> str:
    """This will name a level of government, given by its code or by its number from 1, the province."""
    known = {str(number): name for name, number in LEVELS.items()}.get(code, code)
    return str(LEVEL_WORDS.get(known, ""))


def agency_name(code: str) -> str:
    """This will name a kind of body as the definitions do; no item names that of a hall."""
    if code == HALL:
        return gettext(HALL_WORDS)
    return _named(current().agencies.get(code))


def item_name(code: str) -> str:
    """This will name an item as the definitions do."""
    return _named(current().items.get(code))


def _named(one: object) -> str:
    english = dates.english() and getattr(one, "name_en", None)
    return str(english or getattr(one, "name", ""))


NAMED: Final[Mapping[str, Callable[[str], str]]] = {"agency": agency_name, "item": item_name, "level": level_name}
