"""What the case machine refuses beside the course of an item, in words: visits, opinions, hearings, who has no part."""

from django.utils.translation import gettext_noop

from yici.web.error_words import Words

BESIDE: dict[str, Words] = {
    "inspection.wrong_state": (
        gettext_noop("“%(item)s”现在是“%(status)s”，不能约核查"),
        gettext_noop("受理以后、决定以前才能约。"),
    ),
    "inspection.no_items": (gettext_noop("没有选看哪几项"), gettext_noop("至少选一项。")),
    "inspection.in_the_past": (gettext_noop("选的日子已经过去"), gettext_noop("选今天或者以后的日子。")),
    "inspection.recorded_already": (gettext_noop("这一次已经记录过"), gettext_noop("要复查的，另约一次。")),
    "inspection.not_planned": (
        gettext_noop("没有这一次核查，或者已经记录过"),
        gettext_noop("先约，再记录；每次只记录一次。"),
    ),
    "inspection.too_many": (gettext_noop("这个办件约过的现场核查太多了"), gettext_noop("改约或者记录已经约好的。")),
    "inspection.too_few_people": (
        gettext_noop("现场核查至少要 %(needed)s 个人，这里写了 %(given)s 个"),
        gettext_noop("再写上一位（行政许可法第三十四条）。"),
    ),
    "inspection.no_right": (
        gettext_noop("写的人里，有的没有到这几项现场核查的权限"),
        gettext_noop("写承办部门里有权限的工作人员的账号。"),
    ),
    "inspection.nobody_of": (
        gettext_noop("去的人里没有%(agencies)s的"),
        gettext_noop("各部门只记录本部门去看过的；一起记录的，写上每个部门去的人。"),
    ),
    "inspection.same_person": (
        gettext_noop("写的两个账号是同一个人的"),
        gettext_noop("写上另一位工作人员（行政许可法第三十四条）。"),
    ),
    "inspection.unconfirmed": (
        gettext_noop("在现场的人里，还有 %(missing)s 位没有用自己的账号确认"),
        gettext_noop("记录交了以后，请他们到“等确认的核查记录”里确认；都确认了才算数。"),
    ),
    "recusal.unknown_officer": (
        gettext_noop("没有找到要回避的工作人员"),
        gettext_noop("写本人的账号。"),
    ),
    "inspection.too_early": (
        gettext_noop("还没有到约定的日子，不能记录"),
        gettext_noop("提前去的，先改约到那一天，再记录。"),
    ),
    "inspection.foreign_item": (gettext_noop("这一次核查没有约这些：%(items)s"), gettext_noop("只记录约了的。")),
    "inspection.foreign_point": (gettext_noop("有的要点不属于这一次核查"), gettext_noop("只勾选列出的要点。")),
    "inspection.unknown_point": (
        gettext_noop("有的要点不在这个办件的方案里"),
        gettext_noop("只勾选列出的要点；别的情况写在说明里。"),
    ),
    "opinion.not_planned": (
        gettext_noop("“%(item)s”不用征求这些部门的意见：%(agencies)s"),
        gettext_noop("只征求方案里列的部门。"),
    ),
    "opinion.nobody_to_ask": (gettext_noop("“%(item)s”没有还要征求意见的部门"), gettext_noop("都已经征求过。")),
    "opinion.not_asked": (gettext_noop("没有就“%(item)s”征求过%(agency)s的意见"), gettext_noop("先征求意见。")),
    "opinion.noticed_already": (
        gettext_noop("%(agency)s已经签收，或者已经答复"),
        gettext_noop("不用再确认送达。"),
    ),
    "opinion.no_proof": (gettext_noop("没有写明送达的回执"), gettext_noop("写明回执的编号。")),
    "opinion.correction": (
        gettext_noop("%(agency)s已经答复过，更正没有写理由"),
        gettext_noop("在说明里写明为什么更正；原来的答复留在办件里。"),
    ),
    "opinion.given_already": (gettext_noop("%(agency)s的意见已经给出"), gettext_noop("不用再答复。")),
    "opinion.grounds": (gettext_noop("没有写不同意的理由"), gettext_noop("不同意的，至少选一条理由。")),
    "card.too_many": (
        gettext_noop("就“%(item)s”发的监督卡太多了"),
        gettext_noop("等已经发的答复，或者直接和承办单位说。"),
    ),
    "card.not_open": (gettext_noop("这张监督卡已经答复过，或者没有这张"), gettext_noop("看看办件经过里的答复。")),
    "card.expected_past": (gettext_noop("打算办好的日子已经过去"), gettext_noop("写今天或者以后的日子。")),
    "urging.not_their_turn": (
        gettext_noop("“%(item)s”现在没有轮到机关办，不能催"),
        gettext_noop("它在等申请人，或者在等别的事项；看看全程图里它等什么。"),
    ),
    "urging.again_too_soon": (
        gettext_noop("就“%(item)s”已经催过%(agency)s，%(earliest)s起才能再催"),
        gettext_noop("一个工作日最多催一次（平台第 3 号规则，不是法律规定）；急的，直接联系，或者召集会商。"),
    ),
    "urging.no_day": (gettext_noop("没有写打算哪天办好"), gettext_noop("写一个日子；它不改变期限。")),
    "meeting.in_the_past": (gettext_noop("会商的时间已经过去"), gettext_noop("选以后的时间。")),
    "meeting.no_place": (gettext_noop("没有写在哪里会商，或者怎样远程参加"), gettext_noop("请写明。")),
    "meeting.too_many": (
        gettext_noop("这个办件的会商太多了"),
        gettext_noop("先把约好的开了，或者取消。"),
    ),
    "meeting.item_over": (gettext_noop("“%(item)s”已经办结，不用再会商"), gettext_noop("只选还没有办结的事项。")),
    "meeting.unknown_department": (
        gettext_noop("这些部门与选的事项无关：%(agencies)s"),
        gettext_noop("只能请办理这些事项、或者被征求过意见的部门。"),
    ),
    "meeting.alone": (
        gettext_noop("只有一个部门，开不成会商"),
        gettext_noop("至少选两个部门的事项，或者请被征求过意见的部门。"),
    ),
    "meeting.not_open": (
        gettext_noop("没有这次会商，或者已经开过、取消了"),
        gettext_noop("看看办件经过；要再开的，另行召集。"),
    ),
    "meeting.not_invited": (gettext_noop("没有请过%(agency)s"), gettext_noop("只选请了的部门。")),
    "meeting.no_reason": (gettext_noop("不参加的，没有写原因"), gettext_noop("写明原因，好让牵头部门安排。")),
    "meeting.too_early": (gettext_noop("会商还没有开始，不能记录"), gettext_noop("开始以后再记录，或者取消。")),
    "meeting.no_minutes": (gettext_noop("没有写会商记录"), gettext_noop("写明各部门说了什么、各自要办什么。")),
    "delivery.nothing_ready": (gettext_noop("还没有办好的结果可以交"), gettext_noop("等有事项办好了再交。")),
    "message.empty": (gettext_noop("还没有写"), gettext_noop("写好要说的再发。")),
    "file.too_many": (
        gettext_noop("附的文件太多"),
        gettext_noop("一次最多 %(most)s 个：几页合成一个 PDF，或者分两次发。"),
    ),
    "message.too_long": (gettext_noop("写得太长"), gettext_noop("写到 %(most)s 个字以内，或者分两次写。")),
    "message.too_many": (gettext_noop("消息已经很多"), gettext_noop("打电话，或者到窗口当面说。")),
    "message.closed": (gettext_noop("这一项已经结束"), gettext_noop("要办就重新申请；有疑问到窗口问。")),
    "card.no_answer": (gettext_noop("没有写答复"), gettext_noop("写明是什么情况、做了什么。")),
    "hearing.not_known": (
        gettext_noop("“%(item)s”没有查到听证的规定"),
        gettext_noop("作决定以前，听取申请人和有关的人的意见。"),
    ),
    "hearing.offered_already": (gettext_noop("“%(item)s”的听证权利已经告知过"), gettext_noop("只告知一次。")),
    "hearing.wrong_stage": (
        gettext_noop("“%(item)s”的听证现在不能这样做"),
        gettext_noop("按告知、要求、通知、举行的次序做。现在能做的：%(possible)s。"),
    ),
    "hearing.too_soon": (
        gettext_noop("听证的日子太近：要提前通知申请人"),
        gettext_noop("最早可以选 %(earliest)s；放假安排没有装入的，先装入。"),
    ),
    "hearing.too_late": (
        gettext_noop("听证的日子太晚：要在要求听证以后的期限以内举行"),
        gettext_noop("最晚可以选 %(latest)s（行政许可法第四十七条）。"),
    ),
    "hearing.no_place": (gettext_noop("没有写几点、在哪里听证"), gettext_noop("要通知申请人，请写明。")),
    "hearing.too_early": (gettext_noop("还没有到听证的日子，不能记录"), gettext_noop("举行以后再记录，或者另定日子。")),
    "hearing.not_called": (
        gettext_noop("还有 %(count)s 位利害关系人没有通知听证"),
        gettext_noop("定日子以后才告知的，要重新通知时间、地点，或者先记录他们的意见（行政许可法第四十八条）。"),
    ),
    "hearing.no_minutes": (
        gettext_noop("没有听证笔录"),
        gettext_noop("写下笔录：决定以它为根据（行政许可法第四十八条）。"),
    ),
    "decision.unheard": (
        gettext_noop("还有 %(count)s 位利害关系人的意见没有听取"),
        gettext_noop("记录他们的意见；到期没有答复的，凭送达回执记录没有意见（行政许可法第三十六条）。"),
    ),
    "interested.too_many": (
        gettext_noop("“%(item)s”已经告知 %(most)s 位利害关系人"),
        gettext_noop("其余的用公告告知，合记为一位。"),
    ),
    "interested.too_soon": (
        gettext_noop("听取意见的最后一天太近"),
        gettext_noop("最早可以选 %(earliest)s：有听证规定的，要留足要求听证的期限；放假安排没有装入的，先装入。"),
    ),
    "interested.id": (gettext_noop("这个编号不能用"), gettext_noop("重新打开表单再填。")),
    "interested.no_name": (gettext_noop("没有写告知谁"), gettext_noop("写明姓名或者名称。")),
    "interested.no_note": (gettext_noop("没有写有什么利益关系"), gettext_noop("写明为什么告知，会写在告知书上。")),
    "interested.not_waiting": (
        gettext_noop("这一位没有告知过，或者意见已经记录"),
        gettext_noop("看看办件经过，选一位还没有听取的。"),
    ),
    "interested.answer_not_now": (
        gettext_noop("这种答复现在不能记录"),
        gettext_noop("没有答复的，过了 %(until)s才能记录；要求听证的，要在这以前，而且还没有安排听证。"),
    ),
    "interested.no_record": (gettext_noop("没有记录意见"), gettext_noop("写下他们说了什么，作决定时要考虑。")),
    "interested.no_proof": (
        gettext_noop("没有送达的凭证"),
        gettext_noop("写明怎样送到的和回执编号：没有送到的，不能当作没有意见。"),
    ),
    "recusal.too_late": (
        gettext_noop("“%(item)s”已经办结，不能再登记回避"),
        gettext_noop("决定有错的，按决定书写的救济途径办。"),
    ),
    "recusal.recorded_already": (gettext_noop("这一位已经回避"), gettext_noop("不用再登记。")),
    "recusal.no_reason": (gettext_noop("没有写回避的原因"), gettext_noop("选一种原因。")),
}
