"""The lists of places in words: how often people must come and why, and why a basic item was proposed."""

from collections.abc import Iterable

from django.utils.translation import gettext, gettext_noop

from yici.domain.catalogue import Catalogue
from yici.domain.local_list import UNSORTED, LocalList
from yici.domain.once import Share
from yici.domain.reason import Reason
from yici.web import dates
from yici.web.words import Names, worded

COMINGS: dict[str, tuple[str, str]] = {
    "none": (gettext_noop("不用跑"), "good"),
    "once": (gettext_noop("最多跑一次"), "good"),
    "more": (gettext_noop("要跑两次以上"), "bad"),
    "unknown": (gettext_noop("还不知道"), "later"),
}
ONCE: dict[str, str] = {
    "once.published": gettext_noop("公布的到现场次数是 %(count)s（%(source)s）。"),
    "once.elsewhere": gettext_noop("别处公布的到现场次数是 %(count)s（%(source)s），不作为这里的。"),
    "once.no_paper_no_counter": gettext_noop("材料都可以网上交或者寄，结果可以寄。"),
    "once.papers_open": gettext_noop("要不要看原件，取决于“%(questions)s”。"),
    "once.not_matched": gettext_noop("只有清单上的名称和编码，还没有与基本目录核对上，别的都不知道。"),
    "once.not_computable": gettext_noop("暂时算不出。"),
    "once.several": gettext_noop("它对应几个基本目录事项（%(items)s），按跑得最多的算；有一个不知道，就是不知道。"),
}
MATCHES: dict[str, str] = {
    "match.code": gettext_noop("编码相同"),
    "match.code_base": gettext_noop("基本编码相同"),
    "match.name": gettext_noop("名称相同"),
    "match.alias": gettext_noop("与别名“%(alias)s”相同"),
    "match.core": gettext_noop("括号以外相同"),
    "match.contained": gettext_noop("名称含“%(part)s”"),
    "match.alike": gettext_noop("用字有 %(percent)s%% 相同"),
    "match.other_action": gettext_noop("但办的事不同：%(words)s"),
    "match.not_the_whole": gettext_noop("但“%(words)s”是另一种"),
}
LEVELS: dict[int, str] = {
    1: gettext_noop("省级"),
    2: gettext_noop("市级"),
    3: gettext_noop("县级"),
    4: gettext_noop("乡级"),
    5: gettext_noop("村级"),
}
HANDLINGS: dict[str, str] = {"instant": gettext_noop("即办件"), "promised": gettext_noop("承诺件")}
AUDIENCES: dict[str, str] = {"person": gettext_noop("个人"), "enterprise": gettext_noop("企业和单位")}
TYPES: tuple[str, ...] = (
    gettext_noop("行政许可"),
    gettext_noop("行政处罚"),
    gettext_noop("行政强制"),
    gettext_noop("行政征收"),
    gettext_noop("行政给付"),
    gettext_noop("行政检查"),
    gettext_noop("行政确认"),
    gettext_noop("行政奖励"),
    gettext_noop("行政裁决"),
    gettext_noop("其他行政权力"),
    gettext_noop("公共服务"),
)
"""The types of items by their names in GB/T 39046-2020."""


def type_name(name: str) -> str:
    """This will write a type of items in the language of the page."""
    return gettext(name) if name in TYPES else name


def listed_type(head: LocalList, value: str) -> str:
    """This will name a type by the number that a list has for it; a number without a meaning stays one."""
    option = head.type_named(value)
    return type_name(option.name) if option else value


def main_item(name: str) -> str:
    """This will give the main item that an item of a list belongs to; nothing where the list says that it has none."""
    return "" if name == UNSORTED else name


def list_names(catalogue: Catalogue, items: Iterable[str]) -> Names:
    """This will collect what the reasons about these items may name: their questions and their sources."""
    known = [catalogue.items[name] for name in items if name in catalogue.items]
    questions = {question.id: question for item in known for question in item.questions}
    wanted = {item.id for item in known}
    # One id may be asked in other words elsewhere: the matters that hold the items come first.
    for bundle in sorted(catalogue.bundles.values(), key=lambda one: wanted.isdisjoint(m.item for m in one.items)):
        questions |= {question.id: question for question in bundle.questions if question.id not in questions}
    sources = {source.id: source for item in known for source in item.sources}
    return Names(catalogue, questions, sources, dates.english())


def list_worded(reason: Reason, names: Names) -> str:
    """This will word a reason of a list or of a match; all others are the planner's."""
    template = ONCE.get(reason.code) or MATCHES.get(reason.code)
    if template is None:
        return worded(reason, names)
    return gettext(template) % {key: names.of(key, value) for key, value in reason.params.items()}


def coming_word(coming: str) -> tuple[str, str]:
    """This will give the words and the tone of how often people must come."""
    word, tone = COMINGS[coming]
    return gettext(word), tone


def share_sentence(share: Share) -> str:
    """This will say a share as one sentence: of all, how many are known, and of these how many need one visit."""
    if not share.known:
        return gettext("%(total)s 个事项，跑几次都还不知道。") % {"total": share.total}
    told = {"known": share.known, "once": share.at_most_once, "percent": share.percent, "total": share.total}
    if share.percent is None:
        words = gettext("%(total)s 个事项里，只有 %(known)s 个知道要跑几次，其中 %(once)s 个最多跑一次。")
    else:
        words = gettext("%(total)s 个事项，都知道要跑几次，其中 %(once)s 个最多跑一次，占 %(percent)s%%。")
    return words % told
