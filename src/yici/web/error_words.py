"""Refusals in words: what happened, and what to do. By code where citizens can meet the code, else by kind."""

from django.utils.translation import gettext, gettext_noop

from yici.domain.error import YiciError
from yici.web.draft_refusals import DRAFTS
from yici.web.message_refusals import MESSAGES
from yici.web.project_refusals import PROJECTS
from yici.web.sign_in_refusals import SIGN_IN
from yici.web.standing_refusals import STANDING

Words = tuple[str, str]

NO_SUCH_MATTER: Words = (
    gettext_noop("没有找到这件事"),
    gettext_noop("可能改了名字，或者已经不办了。回首页搜一下，或者从列出的事里选。"),
)
BY_CODE: dict[str, Words] = {
    "bundle.not_found": NO_SUCH_MATTER,
    "bundle.unknown": NO_SUCH_MATTER,
    "commitment.excluded": (
        gettext_noop("以前的承诺没有做到，还没有整改好，这次不能用告知承诺"),
        gettext_noop("回到申请，选一般程序；或者先按要求整改好。"),
    ),
    "rating.level": (gettext_noop("没有选满意不满意"), gettext_noop("五档里选一档。")),
    "rating.once": (gettext_noop("这件事已经评价过"), gettext_noop("一件事评价一次。还有要说的，打 12345。")),
    "rating.too_early": (gettext_noop("还没有办出结果，现在不能评价"), gettext_noop("有一项作出决定以后就能评价。")),
    "item.unknown": (
        gettext_noop("没有找到这个事项"),
        gettext_noop("可能改了名字，或者已经取消了。到事项目录里找一下。"),
    ),
    "list.unknown": (
        gettext_noop("这个地方没有公布清单"),
        gettext_noop("到事项目录里看看哪些地方已经公布。"),
    ),
    "listed.unknown": (
        gettext_noop("清单里没有这个编码"),
        gettext_noop("清单可能换了新版。回到这个地方的清单，按部门找。"),
    ),
    "match.decided": (
        gettext_noop("这一对已经有人定了"),
        gettext_noop("看“定过的”；要改，先撤回。"),
    ),
    "match.open": (gettext_noop("这一对现在没有决定可以撤回"), gettext_noop("可能刚才已经撤回了。")),
    "match.unknown": (gettext_noop("这一对现在没有决定可以撤回"), gettext_noop("可能刚才已经撤回了。")),
    "match.not_exact": (
        gettext_noop("一起确认的里面，有的已经变了"),
        gettext_noop("一个也没有确认。重新看一遍再确认。"),
    ),
    "match.too_many": (
        gettext_noop("没有选，或者一次选得太多"),
        gettext_noop("至少选一对，一次最多 100 对。"),
    ),
    "place.unknown": (
        gettext_noop("没有找到这个地方"),
        gettext_noop("区划可能已经调整。重新选一个地方就行，您的回答都还在。"),
    ),
    "place.not_found": (
        gettext_noop("这个地方还没有公布怎么办这件事"),
        gettext_noop("换一个已经公布的地方看看，或者打 12345 问当地怎么办。"),
    ),
    "calendar.none": (
        gettext_noop("这里还没有装入放假安排，算不出日期"),
        gettext_noop("这是我们要补的。先到窗口或者打 12345 办，不用等网上。"),
    ),
    "answers.invalid": (
        gettext_noop("有的回答读不懂"),
        gettext_noop("回到问题那一页，改好再继续；其他回答都还在。"),
    ),
    "plan.circle": (
        gettext_noop("几个事项互相等，排不出先后"),
        gettext_noop("这是规定之间的矛盾，不是您的问题。请打 12345 或者到窗口，由牵头部门一起定。"),
    ),
    "plan.unknown": (
        gettext_noop("没有找到这份方案"),
        gettext_noop("从这件事的页面再算一次，用同样的回答会得到同样的方案。"),
    ),
    "proposal.unknown": (
        gettext_noop("没有找到这个提案"),
        gettext_noop("回到目录管理，从列出的里面选。"),
    ),
    "release.unknown": (
        gettext_noop("没有找到这一版"),
        gettext_noop("回到目录管理，从列出的版本里选。"),
    ),
    "data.asked_already": (gettext_noop("已经提出过了"), gettext_noop("正在处理，结果在“我的数据”里看。")),
    "draft.unknown": (
        gettext_noop("没有找到这份草稿"),
        gettext_noop(
            "草稿只给填它的人看。用当时的手机或电脑再打开，或者登录后到“我的事”里找；已经提交的，用编号查进度。"
        ),
    ),
    "draft.submitted": (
        gettext_noop("这份申请已经提交了"),
        gettext_noop("不用再交一次。用回执上的编号和查询码查进度。"),
    ),
    "draft.in_flight": (
        gettext_noop("正在提交，还没有完"),
        gettext_noop("等几秒钟再打开；收到以后会给您编号，不用再点一次。"),
    ),
    "case.nothing_to_do": (
        gettext_noop("按这些回答，没有要办的事项"),
        gettext_noop("回到问题那一页看看；真的都不用办，就不用提交。"),
    ),
    "case.paper_not_asked": (
        gettext_noop("交了没有要您交的材料"),
        gettext_noop("只交材料清单上的；要补充说明的，写在备注里。"),
    ),
    "case.submitted_already": (
        gettext_noop("这份申请已经提交了"),
        gettext_noop("不用再交一次。用回执上的编号和查询码查进度。"),
    ),
    "case.unknown": (
        gettext_noop("没有找到这个办件"),
        gettext_noop("办件只给本人和经办的人看。用回执上的编号和查询码查，或者登录后到“我的事”里找。"),
    ),
    "case.unknown_number_or_code": (
        gettext_noop("编号和查询码对不上"),
        gettext_noop("照着回执核对一遍，字母和数字容易看错。回执丢了，带身份证到窗口，或者打 12345。"),
    ),
    "case.stale": (
        gettext_noop("这个办件刚刚有了新的变化"),
        gettext_noop("没有丢什么。回去看看最新的样子，再决定要不要继续。"),
    ),
    "case.wrong_state": (
        gettext_noop("现在这一步不能这样做"),
        gettext_noop("打开办件，看现在走到哪一步、轮到谁。"),
    ),
    "case.nothing_to_withdraw": (
        gettext_noop("没有可以撤回的"),
        gettext_noop("已经决定的不能再撤回；不服可以复议或者诉讼，见决定书。"),
    ),
    "correction.none": (
        gettext_noop("现在没有要您补的材料"),
        gettext_noop("打开办件看最新的样子；要补什么，会一次说清。"),
    ),
    "correction.missing": (
        gettext_noop("还有要补的没有交齐"),
        gettext_noop("告知书上的每一样都要有。补齐再交；交不出的，写明原因，到窗口商量。"),
    ),
    "correction.not_named": (
        gettext_noop("交了没有要您补的东西"),
        gettext_noop("只交告知书上列出的就行。"),
    ),
    "form.invalid": (
        gettext_noop("有几处要改"),
        gettext_noop("回到表上，标出的地方改好再交；已经填的都还在。"),
    ),
    "paper.none": (
        gettext_noop("没有找到这份材料"),
        gettext_noop("回到材料那一页再看一次。"),
    ),
    "paper.not_owed": (
        gettext_noop("这份材料不用交"),
        gettext_noop("打开办件，看还差什么。"),
    ),
    "receipt.malformed": (
        gettext_noop("这不是我们的回执文件"),
        gettext_noop("选当时下载的那个文件再试；回执可以用编号和查询码重新下载。"),
    ),
    "document.unknown": (
        gettext_noop("没有找到这份文书"),
        gettext_noop("回到办件，从列出的文书里选。"),
    ),
    "file.unknown": (
        gettext_noop("没有找到这个文件"),
        gettext_noop("可能已经撤回了。回到材料那一页再看一次。"),
    ),
    "file.erased": (
        gettext_noop("这个文件打不开了"),
        gettext_noop("这个人的资料已经按规定清除，谁也不能再看。"),
    ),
    "file.too_large": (
        gettext_noop("这个文件太大"),
        gettext_noop("一个文件最多 5 MB：拍小一点，或者分成几个文件。"),
    ),
    "file.not_recognised": (
        gettext_noop("认不出这个文件"),
        gettext_noop("请交 PDF、JPG 或者 PNG。"),
    ),
    "file.checking": (
        gettext_noop("这个文件正在检查有没有病毒"),
        gettext_noop("一般几分钟就好，过一会儿再看。"),
    ),
    "file.harmful": (
        gettext_noop("这个文件里查出了病毒，已经删掉"),
        gettext_noop("换一个文件再交；窗口可以要求补正。"),
    ),
    "upload.unknown": (
        gettext_noop("这次上传已经没有了"),
        gettext_noop("可能已经传完，或者取消了。回到材料那一页，没有就再选一次文件。"),
    ),
    "bulk.none": (gettext_noop("一件也没有选"), gettext_noop("在单子里勾上要一起做的，再选做什么。")),
    "bulk.too_many": (gettext_noop("选得太多了"), gettext_noop("一次最多 200 件，做完再选其余的。")),
    "bulk.unknown": (gettext_noop("这件事不能一起做"), gettext_noop("在各个办件里单独做。")),
    "batch.unknown": (gettext_noop("没有这一批，或者不是您做的"), gettext_noop("回工作台重新选。")),
    "onsite.changed": (
        gettext_noop("核查的安排变了，还没有记录"),
        gettext_noop("填的都还在。看过现在的安排，再交一次。"),
    ),
    "onsite.not_there": (gettext_noop("去的人里没有您"), gettext_noop("把自己也写上：谁去谁记。")),
    "onsite.over": (gettext_noop("这份记录已经办完，或者已经退回"), gettext_noop("打开办件看核查结果。")),
    "onsite.photo_missing": (gettext_noop("有照片还没有传到"), gettext_noop("照片传完，记录会自己再交一次。")),
    "onsite.unreadable": (gettext_noop("这份记录读不出来"), gettext_noop("在手机上打开这次核查，再交一次。")),
    "onsite.unknown": (gettext_noop("没有这次核查，或者不归您"), gettext_noop("从核查的单子里选。")),
    "whatif.busy": (gettext_noop("上一次推算还没有完"), gettext_noop("等它完了再开始下一次。")),
    "whatif.days": (gettext_noop("起止日期反了"), gettext_noop("先写第一天，再写最后一天。")),
    "whatif.limit": (gettext_noop("承诺期限写得不对"), gettext_noop("写 0 到 365 的整数，单位是工作日。")),
    "whatif.nothing_changes": (
        gettext_noop("没有写明换成什么规则"),
        gettext_noop("关掉一项改革，或者改一个承诺期限。"),
    ),
    "whatif.unknown": (gettext_noop("没有这次推算"), gettext_noop("这里只看得到您自己要的。")),
    "organisation.unknown": (gettext_noop("没有这个单位代码"), gettext_noop("向单位核对代码，再填一次。")),
    "idempotency.key_reused": (
        gettext_noop("这次提交和上一次不一样"),
        gettext_noop("上一次已经收到。刷新页面，看收到的是什么，再决定要不要改。"),
    ),
    **STANDING,
    "authority.missing": (
        gettext_noop("您的账户不能做这一步"),
        gettext_noop("请有这项权限的人来做，或者请管理员给您授权。"),
    ),
}
BY_STATUS: dict[int, Words] = {
    400: (
        gettext_noop("这个请求读不懂"),
        gettext_noop("回到上一页再试一次；地址是别人发来的，请他重新发一次。"),
    ),
    403: (
        gettext_noop("这一页不给您看"),
        gettext_noop("要登录的，先登录；登录了还是不行，说明这不归您的账户办。"),
    ),
    404: (
        gettext_noop("没有这一页"),
        gettext_noop("地址可能打错了，或者内容挪走了。回首页搜一下。"),
    ),
    405: (
        gettext_noop("这一页要从上一步打开"),
        gettext_noop("这里只收表单，不能直接打开；登录中断过的，再从上一步做一次。"),
    ),
    409: (
        gettext_noop("现在不能这样做"),
        gettext_noop("情况刚刚变了。回去看看最新的样子，再决定要不要继续。"),
    ),
    422: (
        gettext_noop("有的内容不对"),
        gettext_noop("回到上一页，改好再试；已经填的都还在。"),
    ),
    413: (
        gettext_noop("一次交的太多了"),
        gettext_noop("分几次上传，每次少选几个文件；已经交上的都还在。"),
    ),
    429: (
        gettext_noop("试得太多了，先停一停"),
        gettext_noop("过十五分钟再试。着急的，打 12345 或者到窗口。"),
    ),
    500: (
        gettext_noop("我们这边出了错"),
        gettext_noop("不是您的问题，已经交上的都还在。过一会儿再试；着急的，打 12345 或者到窗口。"),
    ),
}
EXPIRED: Words = (
    gettext_noop("这一页放得太久了"),
    gettext_noop("为了安全，表格隔一段时间要重新打开。回到上一页刷新，再交一次；浏览器要允许保存 Cookie。"),
)


def words_of(error: YiciError) -> Words:
    """This will put a refusal into words: what happened, what to do."""
    return spoken((BY_CODE | MESSAGES | SIGN_IN | DRAFTS | PROJECTS).get(error.code) or of_status(error.status))


def of_status(status: int) -> Words:
    """This will give the words of a kind of refusal, not yet in the language of the page."""
    return BY_STATUS.get(status) or BY_STATUS[500 if status >= 500 else 400]


def spoken(words: Words) -> Words:
    """This will put words into the language of the page."""
    return gettext(words[0]), gettext(words[1])
