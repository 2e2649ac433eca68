"""The course of a case in words: events, states, ends, defects, reasons, grounds. Refusals stand in `refusals`.

Chinese is the source; English stands in the translation catalogue. Keys are the codes of `yici.domain.case`; `worded`
turns one into words of the page's language.
"""

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

EVENT_WORDS: dict[str, str] = {
    "case.submitted": gettext_noop("收到申请"),
    "case.correction_requested": gettext_noop("已一次性告知补正"),
    "case.correction_withdrawn": gettext_noop("已撤回补正告知"),
    "case.correction_supplied": gettext_noop("收到补正"),
    "paper.supplied": gettext_noop("收到后补材料"),
    "approval.accepted": gettext_noop("已受理"),
    "approval.cleared": gettext_noop("材料审查通过，等前一项办好"),
    "approval.started": gettext_noop("前一项办好，开始办理"),
    "approval.not_accepted": gettext_noop("不予受理"),
    "inspection.planned": gettext_noop("约定现场核查"),
    "inspection.recorded": gettext_noop("完成现场核查"),
    "approval.suspended": gettext_noop("期限暂停计算"),
    "approval.resumed": gettext_noop("期限继续计算"),
    "approval.extended": gettext_noop("延长办理期限"),
    "opinions.asked": gettext_noop("征求有关部门意见"),
    "opinion.noticed": gettext_noop("征求意见函送达"),
    "opinion.given": gettext_noop("收到部门意见"),
    "opinion.absent": gettext_noop("部门到期未答复，视为同意"),
    "approval.granted": gettext_noop("准予"),
    "approval.deemed_granted": gettext_noop("届满没有决定，视为准予延续"),
    "renewal.dropped": gettext_noop("要延续的证照已经终止"),
    "approval.refused": gettext_noop("不予"),
    "approval.lapsed": gettext_noop("因前一项没有办成而终止"),
    "approval.delivered": gettext_noop("结果送达"),
    "approval.withdrawn": gettext_noop("申请人撤回"),
    "hearing.offered": gettext_noop("告知听证权利"),
    "hearing.requested": gettext_noop("要求听证"),
    "hearing.set": gettext_noop("通知听证时间、地点"),
    "hearing.held": gettext_noop("举行了听证"),
    "hearing.waived": gettext_noop("期限内没有要求听证"),
    "interested.told": gettext_noop("告知利害关系人"),
    "interested.heard": gettext_noop("听取利害关系人意见"),
    "interested.summoned": gettext_noop("通知利害关系人听证"),
    "officer.recused": gettext_noop("回避"),
    "decision.proposed": gettext_noop("提出决定，等第二人作同样的决定"),
    "commitment.verified": gettext_noop("核查承诺"),
    "commitment.repaired": gettext_noop("整改完成"),
    "approval.revoked": gettext_noop("已撤销"),
    "deadline.missed": gettext_noop("超过期限"),
    "deadline.recomputed": gettext_noop("重新计算期限"),
    "case.reminded": gettext_noop("平台提醒"),
    "approval.prepared": gettext_noop("模拟审批：审查完成，等别的事项"),
    "preparation.lapsed": gettext_noop("写明的有效期已经过去，重新作决定"),
    "deadline.near": gettext_noop("期限快到，提醒承办机关"),
    "window.counted": gettext_noop("审查材料的期限算清了"),
    "card.issued": gettext_noop("发出监督卡或者催办"),
    "card.answered": gettext_noop("答复监督卡或者催办"),
    "meeting.convened": gettext_noop("召集会商"),
    "invitation.answered": gettext_noop("答复会商邀请"),
    "meeting.held": gettext_noop("会商开过了"),
    "meeting.called_off": gettext_noop("会商取消"),
    "message.asked": gettext_noop("申请人来消息"),
    "message.replied": gettext_noop("回申请人消息"),
    "case.rated": gettext_noop("申请人评价"),
}
"""What happened, in a few words."""

STATUS_WORDS: dict[str, str] = {
    "received": gettext_noop("审查材料"),
    "correcting": gettext_noop("等申请人补正"),
    "waiting": gettext_noop("等前一项"),
    "handling": gettext_noop("办理中"),
    "suspended": gettext_noop("期限暂停计算"),
    "prepared": gettext_noop("模拟审批完成"),
    "decided": gettext_noop("已办好，待送达"),
    "delivered": gettext_noop("已送达"),
    "refused": gettext_noop("不予"),
    "not_accepted": gettext_noop("不予受理"),
    "lapsed": gettext_noop("已终止"),
    "withdrawn": gettext_noop("已撤回"),
    "revoked": gettext_noop("已撤销"),
}
"""Where an approval stands, in a few words."""

STATUS_SENTENCES: dict[str, str] = {
    "received": gettext_noop("材料在受理机关，正在审查是否齐全、符合形式。"),
    "correcting": gettext_noop("要补正的已经一次告知，等申请人补来。"),
    "waiting": gettext_noop("材料已经齐全，要等前一项办好才能开始。"),
    "handling": gettext_noop("已经受理，承办机关正在审查。"),
    "suspended": gettext_noop("正在做依法不计入期限的事，做完期限接着算。"),
    "prepared": gettext_noop("模拟审批完成：该审查的都合格了，等它要等的事项办好，就一起转为正式决定。"),
    "decided": gettext_noop("已经办好，结果还没有交到申请人手里。"),
    "delivered": gettext_noop("已经办好，结果已经交到申请人手里。"),
    "refused": gettext_noop("没有同意，理由和救济途径写在决定书上。"),
    "not_accepted": gettext_noop("没有受理，理由和该找的机关写在通知书上。"),
    "lapsed": gettext_noop("它要等的前一项没有办成，所以终止。"),
    "withdrawn": gettext_noop("申请人在决定之前撤回了。"),
    "revoked": gettext_noop("承诺没有兑现，也没有按期整改，已经撤销。"),
}
"""Where an approval stands, as a sentence."""

PHASE_WORDS: dict[str, str] = {
    "received": gettext_noop("审查材料"),
    "correcting": gettext_noop("等申请人补正"),
    "handling": gettext_noop("办理中"),
    "closed": gettext_noop("已办结"),
}
DEADLINE_WORDS: dict[str, str] = {
    "correction": gettext_noop("告知补正的期限"),
    "promised": gettext_noop("承诺期限"),
    "legal": gettext_noop("法定期限"),
    "resumption": gettext_noop("期限恢复计算的日子"),
    "delivery": gettext_noop("送达期限"),
    "verification": gettext_noop("核查承诺的期限"),
    "repair": gettext_noop("整改期限"),
    "reply": gettext_noop("补正期限"),
    "supply": gettext_noop("后补材料的期限"),
    "reminder": gettext_noop("平台提醒（不是法定期限）"),
    "renewal": gettext_noop("原证照届满，届满还没有决定的视为准予延续"),
    "opinion": gettext_noop("部门答复意见的期限"),
    "back_issue": gettext_noop("部门补出意见的期限"),
    "answer": gettext_noop("答复监督卡的期限（平台定的）"),
    "message": gettext_noop("回申请人消息的期限（平台定的）"),
    "hearing_request": gettext_noop("要求听证的期限"),
    "hearing": gettext_noop("组织听证的期限"),
    "assignment": gettext_noop("指派检验、检测、检疫人员的期限"),
}
PAUSED_SENTENCE = gettext_noop("按本地规定暂停计算承诺期限；法定期限照常计算。")
"""Where an approval stands whose clock a cause of the place stopped."""
DEEMED_WORDS: dict[str, str] = {
    "paper_missing": gettext_noop("材料逾期没有交来，视为撤回"),
    "unanswered": gettext_noop("逾期没有补正，视为撤回"),
}
"""Where an approval stands that nobody took back: a text counts it as withdrawn."""
DEEMED_SENTENCES: dict[str, str] = {
    "paper_missing": gettext_noop("说好晚些交的材料逾期没有交来，依规定视为撤回申请。"),
    "unanswered": gettext_noop("要补正的逾期没有补来，依规定视为撤回申请。"),
}
DUTY_WORDS: dict[str, str] = {
    "applicant": gettext_noop("申请人"),
    "window": gettext_noop("综合窗口"),
    "agency": gettext_noop("承办机关"),
    "consulted": gettext_noop("被征求意见的部门"),
}
APPROVER_WORDS: dict[str, str] = {
    "本行政机关负责人": gettext_noop("本行政机关负责人"),
    "登记机关负责人": gettext_noop("登记机关负责人"),
}
"""Who must approve an extension, as the definitions write it."""
OUTCOME_WORDS: dict[str, str] = {
    "granted": gettext_noop("准予许可"),
    "refused": gettext_noop("不予许可"),
    "registered": gettext_noop("准予登记"),
    "not_registered": gettext_noop("不予登记"),
    "confirmed": gettext_noop("予以确认"),
    "not_confirmed": gettext_noop("不予确认"),
    "supported": gettext_noop("支持复议请求"),
    "not_supported": gettext_noop("不支持复议请求"),
}
VERIFICATION_WORDS: dict[str, str] = {
    "none": gettext_noop("不涉及"),
    "due": gettext_noop("待核查"),
    "kept": gettext_noop("已兑现"),
    "broken": gettext_noop("未兑现，整改中"),
    "repaired": gettext_noop("已整改"),
}
WAY_WORDS: dict[str, str] = {
    "window": gettext_noop("窗口领取"),
    "courier": gettext_noop("邮寄"),
    "cabinet": gettext_noop("自助柜领取"),
    "electronic": gettext_noop("电子送达"),
}
ROLE_WORDS: dict[str, str] = {
    "applicant": gettext_noop("申请人"),
    "agent": gettext_noop("代办人"),
    "helper": gettext_noop("帮办代办员"),
    "window_clerk": gettext_noop("综合窗口"),
    "officer": gettext_noop("承办人"),
    "chief_representative": gettext_noop("首席代表"),
    "lead": gettext_noop("牵头部门"),
    "supervisor": gettext_noop("督查"),
    "surveyor": gettext_noop("测量、检测单位"),
    "catalogue_editor": gettext_noop("目录管理"),
    "operator": gettext_noop("运行维护"),
    "clock": gettext_noop("期限到了，依规定自动发生"),
}
CHANNEL_WORDS: dict[str, str] = {
    "web": gettext_noop("网上"),
    "desk": gettext_noop("工作台"),
    "window": gettext_noop("窗口"),
    "api": gettext_noop("接口"),
    "timer": gettext_noop("到期自动"),
    "cli": gettext_noop("命令行"),
}
COMMAND_WORDS: dict[str, str] = {
    "submit": gettext_noop("提交申请"),
    "accept": gettext_noop("受理"),
    "correct": gettext_noop("一次性告知补正"),
    "withdraw_correction": gettext_noop("撤回补正告知"),
    "supply_correction": gettext_noop("收到补正材料"),
    "supply_paper": gettext_noop("收到材料"),
    "decline": gettext_noop("决定不予受理"),
    "plan_inspection": gettext_noop("约现场核查"),
    "move_inspection": gettext_noop("改约现场核查"),
    "record_inspection": gettext_noop("记录现场核查"),
    "suspend": gettext_noop("暂停计算期限"),
    "resume": gettext_noop("恢复计算期限"),
    "extend": gettext_noop("延长办理期限"),
    "ask_opinions": gettext_noop("征求部门意见"),
    "confirm_notice": gettext_noop("确认送达"),
    "give_opinion": gettext_noop("答复意见"),
    "correct_opinion": gettext_noop("更正意见"),
    "offer_hearing": gettext_noop("告知听证权利"),
    "request_hearing": gettext_noop("登记听证要求"),
    "set_hearing": gettext_noop("通知听证时间、地点"),
    "hold_hearing": gettext_noop("记录听证"),
    "tell_interested": gettext_noop("告知利害关系人"),
    "hear_interested": gettext_noop("记录利害关系人意见"),
    "recuse": gettext_noop("登记回避"),
    "decide": gettext_noop("作出决定"),
    "deliver": gettext_noop("送达结果"),
    "deliver_together": gettext_noop("一窗出件，一次交齐"),
    "withdraw": gettext_noop("撤回申请"),
    "verify": gettext_noop("核查承诺"),
    "confirm_repair": gettext_noop("确认整改"),
    "revoke": gettext_noop("撤销许可"),
    "issue_card": gettext_noop("发监督卡"),
    "answer_card": gettext_noop("答复监督卡"),
    "urge": gettext_noop("催办"),
    "convene": gettext_noop("召集会商"),
    "answer_invitation": gettext_noop("答复会商邀请"),
    "record_meeting": gettext_noop("记录会商"),
    "call_off_meeting": gettext_noop("取消会商"),
    "reply": gettext_noop("写消息给申请人"),
    "ask_office": gettext_noop("写消息给承办机关"),
}
TRUST_WORDS: dict[str, str] = {
    "A": gettext_noop("发证机关的数据"),
    "B": gettext_noop("经过核对"),
    "C": gettext_noop("上传材料"),
    "D": gettext_noop("本人填写"),
}

DEFECT_CODES: dict[str, str] = {
    "paper.missing": gettext_noop("没有交，要补交"),
    "paper.unclear": gettext_noop("看不清，要重新拍摄、扫描或复印"),
    "paper.incomplete": gettext_noop("缺页，要补全"),
    "paper.unsigned": gettext_noop("没有签名或者盖章，要补上"),
    "paper.expired": gettext_noop("已经过了有效期，要换成有效的"),
    "paper.wrong_form": gettext_noop("形式不对，要按告知单写的原件或者复印件交"),
    "paper.wrong_paper": gettext_noop("不是要求的材料，要换成清单上的那一份"),
    "paper.inconsistent": gettext_noop("与申请表上填的不一致，要改成一致"),
    "field.missing": gettext_noop("没有填，要补填"),
    "field.wrong": gettext_noop("填得不对，要改正"),
    "field.inconsistent": gettext_noop("与交来的材料不一致，要改成一致"),
}
"""What to correct: as an instruction, not as a fault. "paper." codes are for papers, "field." codes for form fields."""

REASON_CODES: dict[str, str] = {
    "no_licence_needed": gettext_noop("依法不需要取得这项许可"),
    "not_competent": gettext_noop("不属于本机关职权范围，请向有权机关申请"),
    "not_entitled": gettext_noop("申请人依法不能申请这一项"),
    "already_decided": gettext_noop("同一事项已经作出决定"),
    "not_supplied": gettext_noop("一次告知以后，补来的材料仍然不齐全或者不符合法定形式"),
    "other": gettext_noop("其他，见说明"),
}
"""Why an application is not accepted."""

GROUNDS: dict[str, str] = {
    "condition.not_met": gettext_noop("不符合法定条件"),
    "inspection.failed": gettext_noop("现场核查不合格"),
    "papers.untrue": gettext_noop("材料或者情况不真实"),
    "papers.missing": gettext_noop("应当补交的材料没有交来"),
    "plan.conflict": gettext_noop("与规划、布局或者标准不符"),
    "prohibited": gettext_noop("法律、法规禁止"),
    "other": gettext_noop("其他，见说明"),
}
"""Why an application is refused (Administrative Licensing Law Art. 38)."""

REVOKE_GROUNDS: dict[str, str] = {
    "commitment.broken": gettext_noop("承诺的条件没有达到，并且没有按期整改"),
    "commitment.false": gettext_noop("承诺的内容不真实"),
    "other": gettext_noop("其他，见说明"),
}
FINDINGS: dict[str, str] = {
    "condition.not_met": gettext_noop("现场与承诺的条件不一致"),
    "papers.absent": gettext_noop("承诺具备的材料没有"),
    "papers.untrue": gettext_noop("承诺的内容不真实"),
    "other": gettext_noop("其他，见说明"),
}
"""What the check of a promise found."""


def worded(table: Mapping[str, str], code: str) -> str:
    """This will put a code into words; one that the table does not know is shown as itself."""
    return gettext(table[code]) if code in table else code
