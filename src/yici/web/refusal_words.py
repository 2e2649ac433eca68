"""What the case machine refuses, in words for those who work with it: what did not happen, and what is possible."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_noop

from yici.domain.error import YiciError
from yici.web import dates, error_words
from yici.web.beside_refusals import BESIDE
from yici.web.case_words import COMMAND_WORDS, STATUS_WORDS, worded
from yici.web.error_words import Words
from yici.web.words import Names

REFUSALS: dict[str, Words] = {
    "case.wrong_state": (
        gettext_noop("“%(item)s”现在是“%(status)s”，不能这样做"),
        gettext_noop("它现在能做的：%(possible)s。"),
    ),
    "case.unknown_item": (gettext_noop("这个办件里没有“%(item)s”"), gettext_noop("从办件里列出的事项中选。")),
    "bulk.not_now": (
        gettext_noop("现在不能这样做"),
        gettext_noop("看它办到哪一步，或者是不是归您办。"),
    ),
    "bulk.weighed": (
        gettext_noop("有要斟酌的，不能一起做"),
        gettext_noop("打开这一件，看过以后单独决定。"),
    ),
    "case.nothing_to_accept": (
        gettext_noop("没有可以受理的"),
        gettext_noop("要么都受理了，要么在等申请人。"),
    ),
    "case.nothing_to_withdraw": (gettext_noop("没有可以撤回的"), gettext_noop("已经决定的不能再撤回。")),
    "case.stale": (
        gettext_noop("您打开以后，这个办件有了新的变化，您这一步没有做"),
        gettext_noop("下面列出变了什么。填的都还在，看过以后可以再做。"),
    ),
    "decision.lacking": (
        gettext_noop("到期没有告知补正而受理的，还没有收到：%(papers)s"),
        gettext_noop("仍然准予的，在说明里写明理由；材料来了的，先登记收到。"),
    ),
    "decision.no_licence": (
        gettext_noop("这一项不发证照，不用写有效期"),
        gettext_noop("把有效期的止期去掉。"),
    ),
    "licence.unknown": (gettext_noop("没有这份证照，或者不是申请人的"), gettext_noop("核对证照编号。")),
    "renewal.not_asked": (
        gettext_noop("要延续的证照对不上申请的事项"),
        gettext_noop("只能延续这次申请的事项发的证照。"),
    ),
    "term.exceeded": (
        gettext_noop("有效期的止期超过了规定的最长期限"),
        gettext_noop("改早一些；不写的，按规定的期限算。"),
    ),
    "term.over": (gettext_noop("有效期的止期已经过去"), gettext_noop("写以后的日子，或者不写。")),
    "correction.empty": (
        gettext_noop("没有勾选要补正的内容"),
        gettext_noop("把要补正的一次勾全；都齐了，就受理。"),
    ),
    "correction.only_once": (
        gettext_noop("已经告知过一次，不能再要新的：%(targets)s"),
        gettext_noop("只能再提第一次告知过的；其余的受理，或者按现有材料决定（行政许可法第三十二条）。"),
    ),
    "correction.not_asked": (
        gettext_noop("这个事项没有要求这些：%(targets)s"),
        gettext_noop("只能提本事项要求的材料和表格栏目（行政许可法第三十条、第三十一条）。"),
    ),
    "correction.none": (gettext_noop("没有等着补正的"), gettext_noop("可能已经补来，或者已经撤回。")),
    "correction.missing": (gettext_noop("还有没补的：%(targets)s"), gettext_noop("告知书列出的要一次补齐。")),
    "correction.not_named": (gettext_noop("告知书里没有这些：%(targets)s"), gettext_noop("只收告知书列出的。")),
    "not_accepted.reason": (gettext_noop("没有写不予受理的理由"), gettext_noop("选一个理由；另有机关管的，写明是谁。")),
    "not_accepted.competent": (
        gettext_noop("没有写“%(item)s”该找哪个机关"),
        gettext_noop("写明有权的机关，告诉申请人（行政许可法第三十二条）。"),
    ),
    "paper.not_owed": (gettext_noop("这些不在后补的清单里：%(papers)s"), gettext_noop("只收清单上的。")),
    "paper.none": (gettext_noop("没有勾选收到的材料"), gettext_noop("勾选收到的那几份。")),
    "acceptance.papers_missing": (
        gettext_noop("有的材料还没有收到：%(papers)s"),
        gettext_noop("先登记收到，或者一次告知补正；不再要的，勾选后再受理。"),
    ),
    "case.only_asked": (
        gettext_noop("这里的内容只在答复意见以前给被征求意见的部门看"),
        gettext_noop("意见已经答复；还要核对的，请承办机关再征求。"),
    ),
    "not_accepted.unknown_body": (
        gettext_noop("目录里没有这个机关"),
        gettext_noop("从列出的机关中选；没有的，写在说明里。"),
    ),
    "case.paper_twice": (gettext_noop("同一份材料写了两次：%(papers)s"), gettext_noop("每份只写一次，注明份数。")),
    "command.not_a_code": (gettext_noop("这里要写代码或者编号，不能写别的"), gettext_noop("说明写在“说明”里。")),
    "command.no_words": (
        gettext_noop("选了“其他”，没有写明是什么"),
        gettext_noop("在说明里写明，会告知当事人（行政许可法第三十八条）。"),
    ),
    "command.named_twice": (gettext_noop("同一项写了两次"), gettext_noop("每一项只写一次。")),
    "clock.cause_again": (
        gettext_noop("“%(item)s”已经因为同一个原因停过"),
        gettext_noop("再停的，在说明里写明这一次要做什么，会写在告知书上。"),
    ),
    "clock.days": (gettext_noop("需要的时间至少是 1 个工作日"), gettext_noop("请改成整数天数。")),
    "clock.no_cause": (
        gettext_noop("这种原因不能停止计算期限"),
        gettext_noop("只有行政许可法第四十五条列的八种可以；本地规定的情形只停承诺期限。"),
    ),
    "clock.not_stoppable": (gettext_noop("不按天计算的期限不能停"), gettext_noop("请在期限内办完。")),
    "clock.nothing_to_stop": (gettext_noop("没有正在计算的期限"), gettext_noop("不用停。")),
    "clock.too_long": (
        gettext_noop("比公布的时间长"),
        gettext_noop("公布了这一步需要多久的，告知的时间不能更长；确实不够的，先修改公布的时间。"),
    ),
    "receiving.not_here": (
        gettext_noop("“%(item)s”这个窗口不能收：不在通办范围里"),
        gettext_noop("请申请人在网上交，或者到办理地（%(body)s %(place)s）的窗口交。"),
    ),
    "extension.not_allowed": (
        gettext_noop("“%(item)s”的期限不能延长：没有查到允许延长的规定"),
        gettext_noop("请在期限内作出决定。"),
    ),
    "extension.only_once": (
        gettext_noop("“%(item)s”的期限已经延长过一次"),
        gettext_noop("只能延长一次，请在期限内办完。"),
    ),
    "extension.no_limit": (gettext_noop("“%(item)s”没有正在计算的法定期限"), gettext_noop("不用延长。")),
    "extension.too_late": (
        gettext_noop("“%(item)s”的法定期限已经过了，不能再延长"),
        gettext_noop("请马上作出决定。"),
    ),
    "extension.days": (gettext_noop("延长的时间超出了法律允许的"), gettext_noop("改成法律允许的天数以内。")),
    "extension.no_reason": (gettext_noop("没有写延长的理由"), gettext_noop("理由要告诉申请人，请写明。")),
    "extension.no_approver": (gettext_noop("没有写是谁批准的"), gettext_noop("写明批准人的职务和姓名。")),
    "decision.inspection_missing": (
        gettext_noop("还没有记录现场核查，不能准予"),
        gettext_noop("先记录核查。"),
    ),
    "decision.papers_missing": (
        gettext_noop("这些材料还没有收到，不能准予：%(papers)s"),
        gettext_noop("收到以后先登记，再准予；一直不来的，一次性告知补正，或者写明理由不予。"),
    ),
    "decision.opinions_missing": (
        gettext_noop("还没有得到这些部门同意，不能准予：%(agencies)s"),
        gettext_noop("先征求意见；不同意的，要么重新征得同意，要么不予。"),
    ),
    "decision.prepared_already": (
        gettext_noop("“%(item)s”的模拟审批已经完成，不用再准予"),
        gettext_noop("它要等的事项办好，就自动转为正式决定；现在只能改有效期的止期，或者改为不予。"),
    ),
    "decision.no_refusal": (
        gettext_noop("这一类事项没有“不予”"),
        gettext_noop("备案只登记；材料不齐的，一次告知补正。"),
    ),
    "decision.grounds": (gettext_noop("没有写理由"), gettext_noop("至少选一条理由（行政许可法第三十八条）。")),
    "decision.no_standard": (
        gettext_noop("“%(item)s”不予许可，没有写依据的技术标准"),
        gettext_noop("在说明里写明不符合哪个技术标准、技术规范（行政许可法第五十五条）。"),
    ),
    "decision.failed_points": (
        gettext_noop("“%(item)s”现场核查有不合格的，没有写为什么仍然准予"),
        gettext_noop("在说明里写明理由，或者再核查一次。"),
    ),
    "decision.not_first": (
        gettext_noop("“%(item)s”有数量限制，还有先受理的没有决定"),
        gettext_noop("先决定先受理的：%(ahead)s（行政许可法第五十七条）。"),
    ),
    "decision.hearing_open": (
        gettext_noop("“%(item)s”的听证还没有完，不能作决定"),
        gettext_noop("举行听证并记录，或者等到期没有人要求听证。"),
    ),
    "decision.second_needed": (
        gettext_noop("“%(item)s”要两人作同样的决定，您已经提出过"),
        gettext_noop("请另一位承办人作同样的决定。"),
    ),
    "decision.grounds_on_grant": (
        gettext_noop("准予“%(item)s”，却选了不予许可的理由"),
        gettext_noop("去掉这些理由，要说明的写在说明里；确有这些理由的，不予许可。"),
    ),
    "commitment.kept_with_findings": (
        gettext_noop("承诺兑现了，却写了发现的问题或者整改的日子"),
        gettext_noop("去掉问题和日子；确有问题的，选没有兑现。"),
    ),
    "delivery.way": (gettext_noop("没有选送达方式"), gettext_noop("从列出的方式中选。")),
    "commitment.wrong_state": (gettext_noop("这项承诺现在不能这样处理"), gettext_noop("现在能做的：%(possible)s。")),
    "commitment.repair": (
        gettext_noop("没有写发现了什么，或者没有写整改到哪一天"),
        gettext_noop("两样都要写明。"),
    ),
    "commitment.repair_running": (
        gettext_noop("“%(item)s”整改的期限还没有过，不能撤销"),
        gettext_noop("过了 %(until)s 还没有整改好，才能撤销；已经整改好的，确认整改。"),
    ),
    "commitment.excluded": (
        gettext_noop("以前的承诺没有做到，还没有整改好，这次不能用告知承诺：%(items)s"),
        gettext_noop("按一般程序申请，或者先整改好（国办发〔2020〕42号）。"),
    ),
    "commitment.not_signed": (
        gettext_noop("承诺书没有签，或者签的不是现在这一版：%(items)s"),
        gettext_noop("先把承诺的内容告诉申请人，请他签。"),
    ),
    "commitment.not_asked": (gettext_noop("这些不用承诺：%(items)s"), gettext_noop("去掉就行。")),
    "authority.missing": (
        gettext_noop("您没有做这一步的权限：%(item)s"),
        gettext_noop("请有权限的人来做，或者请管理员授权。"),
    ),
    "authority.own_matter": (
        gettext_noop("这是办件人自己的事，本人不能经办"),
        gettext_noop("请别的同事来办；轮到本人承办的，先登记回避。"),
    ),
    "authority.recused": (
        gettext_noop("已经回避，不能再参与“%(item)s”"),
        gettext_noop("请没有回避的人来做。"),
    ),
    "idempotency.key_reused": (
        gettext_noop("这一页已经交过一次，内容和这次不一样"),
        gettext_noop("看看办件现在的样子，需要的话重新打开这一步。"),
    ),
} | BESIDE


def refusal_words(error: YiciError, names: Names) -> Words:
    """This will put a refusal into words: what did not happen, and what is possible; named by what is known."""
    known = REFUSALS.get(error.code)
    if known is None:
        return error_words.words_of(error)
    told = _named(error.params, names)
    return gettext(known[0]) % told, gettext(known[1]) % told


PARAMS = (
    "item", "status", "targets", "papers", "given", "needed", "items", "body", "place", "agency",
    "agencies", "earliest", "latest", "until", "ahead", "possible",
)  # fmt: skip
"""What a sentence may name: empty where a refusal has nothing to say of it."""


def _named(params: Mapping[str, Any], names: Names) -> dict[str, str]:
    told = dict.fromkeys(PARAMS, "")
    for key, value in params.items():
        if key == "status":
            told[key] = worded(STATUS_WORDS, str(value))
        elif key == "item":
            told[key] = names.of("item", str(value)) if value else ""
        elif key in ("items", "agencies"):
            kind = "item" if key == "items" else "agency"
            told[key] = names.listed(names.of(kind, str(one)) for one in value)
        elif key == "place":
            told[key] = names.place(str(value))
        elif key == "possible":
            told[key] = names.listed(worded(COMMAND_WORDS, one) for one in value) or gettext("没有")
        elif key in ("body", "agency"):
            told[key] = names.of("agency", str(value))
        elif key in ("earliest", "latest", "until"):
            told[key] = dates.day_text(date.fromisoformat(str(value)), year=True) if value else gettext("（还算不出）")
        elif key in ("targets", "papers", "ahead"):
            # A number is neither a paper nor an element: it stands for itself.
            told[key] = names.listed(target_name(names, str(one)) for one in value)
        else:
            told[key] = str(value)
    return told


def target_name(names: Names, target: str) -> str:
    """This will name a paper or a form element."""
    return names.of("material" if target in names.catalogue.materials else "element", target)
