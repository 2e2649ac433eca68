"""What happened to a case, told to its applicant: one sentence for each kind of event."""

from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    "case.submitted": gettext_noop("您提交了申请，收到回执。"),
    "case.correction_requested": gettext_noop("一次告诉您要补 %(count)s 处：%(targets)s。"),
    "case.correction_withdrawn": gettext_noop("收回了补正要求，您不用补了。"),
    "case.correction_supplied": gettext_noop("您补来了要补的。"),
    "paper.supplied": gettext_noop("您补交了%(papers)s。"),
    "approval.accepted": gettext_noop("“%(item)s”受理了。"),
    "approval.cleared": gettext_noop("“%(item)s”材料齐全，等前一项办好就开始。"),
    "approval.started": gettext_noop("前一项办好了，“%(item)s”开始办理。"),
    "approval.not_accepted": gettext_noop("“%(item)s”没有受理：%(reason)s。"),
    "inspection.planned": gettext_noop("约好 %(day)s 到现场看：%(items)s。"),
    "inspection.recorded": gettext_noop("现场看过了：%(items)s。"),
    "approval.suspended": gettext_noop(
        "“%(item)s”要做%(cause)s，需要%(days)s，依法不计入期限（%(source)s）。到 %(day)s期限接着算。"
    ),
    "approval.resumed": gettext_noop("“%(item)s”的期限接着算：%(day)s前给结果。"),
    "approval.extended": gettext_noop(
        "“%(item)s”要多用一些时间：经批准延长 %(days)s（%(source)s），只能延长这一次，%(until)s给结果。"
    ),
    "opinions.asked": gettext_noop("为“%(item)s”征求意见：%(asked)s。您的期限不变，您不用做什么。"),
    "opinion.noticed": gettext_noop("征求“%(item)s”意见的函送到了%(agency)s，%(until)s答复。"),
    "opinion.given": gettext_noop("%(agency)s对“%(item)s”的意见：%(says)s。"),
    "opinion.absent": gettext_noop("%(agency)s到期没有答复，依照%(source)s视为同意，“%(item)s”接着办。"),
    "approval.granted": gettext_noop("“%(item)s”办好了：%(outcome)s。"),
    "approval.deemed_granted": gettext_noop("原来的证照届满，“%(item)s”还没有决定，依法视为准予延续（%(source)s）。"),
    "renewal.dropped": gettext_noop("“%(item)s”要延续的证照，届满以前已经撤销或者注销，不再视为准予延续。"),
    "approval.refused": gettext_noop("“%(item)s”没有同意：%(grounds)s。"),
    "approval.lapsed": gettext_noop("“%(item)s”跟着终止：它要等的“%(because)s”没有办成。"),
    "approval.delivered": gettext_noop("“%(item)s”的结果交到您手里了（%(way)s）。"),
    "approval.withdrawn": gettext_noop("您撤回了“%(item)s”。"),
    "hearing.offered": gettext_noop("作决定以前，告诉您可以对“%(item)s”要求听证，请在 %(day)s前提出（%(source)s）。"),
    "hearing.requested": gettext_noop("您对“%(item)s”要求听证，%(day)s前举行（%(source)s）。"),
    "hearing.set": gettext_noop("“%(item)s”的听证定在 %(day)s。"),
    "hearing.held": gettext_noop("“%(item)s”的听证举行过了，决定以听证笔录为根据。"),
    "hearing.waived": gettext_noop("期限内没有要求听证，“%(item)s”接着办。"),
    "interested.told": gettext_noop(
        "“%(item)s”可能关系到他人的重大利益，已经告知利害关系人，%(day)s以前听取意见。您也可以陈述、申辩。"
    ),
    "interested.heard": gettext_noop("“%(item)s”：%(said)s。"),
    "interested.summoned": gettext_noop("“%(item)s”的听证，也通知了利害关系人。"),
    "officer.recused": gettext_noop("“%(item)s”有一位承办人回避，不再参与。"),
    "decision.proposed": gettext_noop("“%(item)s”有一位承办人提出了决定，还要第二位作同样的决定才算数。"),
    "commitment.verified": gettext_noop("来核查过，“%(item)s”的承诺兑现了。"),
    "commitment.repaired": gettext_noop("“%(item)s”整改好了。"),
    "approval.revoked": gettext_noop("“%(item)s”被撤销：%(grounds)s。"),
    "deadline.missed": gettext_noop("“%(item)s”过了%(deadline)s，事情还没有做完。"),
    "deadline.recomputed": gettext_noop("放假安排装入了，“%(item)s”的%(deadline)s重新算过：%(day)s。"),
    "approval.prepared": gettext_noop(
        "“%(item)s”审查完了，都合格：等%(joins)s办好，就一起转为正式决定。这还不是许可。"
    ),
    "preparation.lapsed": gettext_noop("“%(item)s”要等的都办好了，可是写明的有效期已经过去，承办机关重新作决定。"),
    "deadline.near": gettext_noop("平台提醒了承办机关：“%(item)s”的%(deadline)s是 %(day)s。"),
    "window.counted": gettext_noop(
        "放假安排装入了，“%(item)s”审查材料的期限是 %(day)s：承办机关那时没有超过，已经做的不变。"
    ),
    "card.issued": gettext_noop("向%(agency)s催办了“%(item)s”：%(about)s。"),
    "card.answered": gettext_noop("%(agency)s答复了“%(item)s”的催办。"),
    "meeting.convened": gettext_noop("约了各部门 %(when)s一起会商：%(about)s。您不用做什么，期限不变。"),
    "invitation.answered": gettext_noop("%(agency)s答复了会商邀请。"),
    "meeting.held": gettext_noop("各部门会商过了：%(result)s。期限不变。"),
    "meeting.called_off": gettext_noop("各部门的会商取消了。期限不变。"),
    "message.asked": gettext_noop("您就“%(item)s”写了消息。"),
    "message.replied": gettext_noop("承办机关就“%(item)s”给您写了消息。"),
    "case.rated": gettext_noop("您评价了这次办理：%(level)s。"),
    "case.reminded": gettext_noop("平台提醒了%(duty)s：“%(item)s”还没有动。"),
}
BY_SILENCE: dict[str, str] = {
    "approval.accepted": gettext_noop(
        "到期没有告知要补什么，“%(item)s”依法视为受理，从 %(day)s 收到申请那天起算（%(source)s）。"
    ),
    "approval.cleared": gettext_noop(
        "到期没有告知要补什么，“%(item)s”的材料依法视为齐全（%(source)s）；等前一项办好就开始。"
    ),
}
WITHOUT: dict[str, str] = {
    "approval.accepted": gettext_noop("“%(item)s”受理了，没有收到的不再要您交：%(papers)s。"),
    "approval.cleared": gettext_noop("“%(item)s”通过审查，没有收到的不再要您交：%(papers)s；等前一项办好就开始。"),
}
BROKEN = gettext_noop("核查发现“%(item)s”与承诺不符：%(findings)s。请在 %(day)s前整改。")
URGING_ANSWERED = gettext_noop("%(agency)s答复了催办，打算 %(day)s前办好“%(item)s”；期限不变。")
OPINION_LATE = gettext_noop("%(agency)s对“%(item)s”的意见到期没有答复；“%(item)s”的期限不变。")
WHOLE = gettext_noop("“%(item)s”的%(deadline)s重新算过：联合办理从最早受理的一项算起，现在是 %(day)s。")
CORRECTED = gettext_noop("放假安排改了，“%(item)s”的%(deadline)s跟着重新算过：原来是 %(was)s，现在是 %(day)s。")
PAUSED = gettext_noop(
    "“%(item)s”按本地规定暂停计算承诺期限：%(cause)s，需要%(days)s（%(source)s）。法定期限照常计算。"
    "到 %(day)s承诺期限接着算。"
)
SET_BACK = gettext_noop(
    "放假安排装入了：审查“%(item)s”材料的期限 %(day)s就过了，所以从 %(since)s收到申请那天起算受理（%(source)s），"
    "办理期限跟着提前。"
)
LATE_ANSWER = gettext_noop("放假安排装入了：审查“%(item)s”材料的期限 %(day)s就过了，承办机关的答复晚了。")
ASKED_BY_OTHERS = gettext_noop("利害关系人对“%(item)s”要求听证，%(day)s前举行（%(source)s）。您也可以参加。")
LATE_REQUEST = gettext_noop("要您补的那些，告知得太晚，依法不算数：您不用补了。")
DEEMED = gettext_noop("“%(item)s”视为撤回，不再办了：%(why)s以后想办，可以重新申请。")
REMINDED = "case.reminded"
OURS = frozenset({REMINDED, "deadline.near"})
"""What the platform does of itself, by rules of its own: not the law's doing."""
SILENT = frozenset(
    {
        "card.issued", "card.answered", "meeting.convened", "invitation.answered", "meeting.held", "meeting.called_off",
        "message.asked", "message.replied",
    }
)  # fmt: skip
"""What is between offices, or between the applicant and them alone: told, but not in their words here."""
ENDED = {"approval.refused", "approval.not_accepted", "approval.lapsed", "approval.revoked", "deadline.missed"}
"""Kinds of events in which something went wrong; so does a withdrawal that nobody asked for."""
