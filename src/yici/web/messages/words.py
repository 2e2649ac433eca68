"""The names of kinds of messages, channels and addresses on pages."""

from django.utils.translation import gettext_noop

KIND_WORDS: dict[str, str] = {
    "case.received": gettext_noop("收到了申请"),
    "case.correction_asked": gettext_noop("需要补正"),
    "case.correction_withdrawn": gettext_noop("不用补正了"),
    "case.silence_date": gettext_noop("告诉材料是否齐全的日子"),
    "approval.accepted": gettext_noop("受理了"),
    "approval.accepted_by_silence": gettext_noop("到期没有告知，算作受理"),
    "approval.not_accepted": gettext_noop("没有受理"),
    "approval.suspended": gettext_noop("期限暂停计算"),
    "approval.resumed": gettext_noop("期限接着计算"),
    "approval.extended": gettext_noop("期限延长"),
    "inspection.planned": gettext_noop("上门查看的日子"),
    "hearing.offered": gettext_noop("可以要求听证"),
    "hearing.set": gettext_noop("听证的日子"),
    "interested.told": gettext_noop("告知了利害关系人"),
    "interested.heard": gettext_noop("利害关系人提了意见"),
    "approval.granted": gettext_noop("批准了"),
    "approval.refused": gettext_noop("没有批准"),
    "approval.revoked": gettext_noop("许可撤销"),
    "approval.lapsed": gettext_noop("有一项终止了"),
    "approval.deemed_withdrawn": gettext_noop("有一项算作撤回"),
    "approval.delivered": gettext_noop("结果送到了"),
    "commitment.broken": gettext_noop("承诺的条件没有达到"),
    "message.replied": gettext_noop("承办机关来消息"),
    "mandate.offered": gettext_noop("有人请我代办"),
    "mandate.accepted": gettext_noop("我的授权，对方接受了"),
    "mandate.declined": gettext_noop("我的授权，对方没有接受"),
    "mandate.resigned": gettext_noop("我的代理人辞去了"),
    "mandate.revoked": gettext_noop("授权收回了"),
    "mandate.expired": gettext_noop("授权到期了"),
    "signature.asked": gettext_noop("有申请请我签字"),
    "signature.given": gettext_noop("我请的人签了字"),
    "signature.declined": gettext_noop("我请的人不签"),
    "card.issued": gettext_noop("收到监督卡"),
    "card.urged": gettext_noop("收到催办"),
    "card.answered": gettext_noop("我催办的、我发的卡有了答复"),
    "meeting.called": gettext_noop("请我们会商"),
    "meeting.called_off": gettext_noop("会商取消"),
    "meeting.declined": gettext_noop("有部门不参加我召集的会商"),
    "message.asked": gettext_noop("申请人来消息"),
    "deadline.missed": gettext_noop("期限过了"),
}
CHANNEL_WORDS: dict[str, str] = {
    "sms": gettext_noop("短信"),
    "mail": gettext_noop("邮件"),
    "wechat": gettext_noop("微信"),
    "wecom": gettext_noop("企业微信"),
    "dingtalk": gettext_noop("钉钉"),
}
CONTACT_WORDS: dict[str, str] = {
    "phone": gettext_noop("手机号"),
    "mail": gettext_noop("邮箱"),
    "wechat": gettext_noop("微信推送编号"),
    "wecom": gettext_noop("企业微信群机器人"),
}
CONTACT_HINTS: dict[str, str] = {
    "phone": gettext_noop("11 位；境外号码写 + 和国家代码"),
    "mail": gettext_noop("形如 name@example.cn"),
    "wechat": gettext_noop("关注推送公众号以后看到的，以 UID_ 开头"),
    "wecom": gettext_noop("群机器人地址里 key= 后面的部分"),
}
INPUTS: dict[str, tuple[str, str]] = {"phone": ("tel", "tel"), "mail": ("email", "email")}
"""Type of the field, and what browsers fill in by themselves."""
