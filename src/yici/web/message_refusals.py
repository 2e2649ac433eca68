"""What is refused about messages and addresses, in words."""

from django.utils.translation import gettext_noop

MESSAGES: dict[str, tuple[str, str]] = {
    "contact.invalid": (gettext_noop("写得不对。"), gettext_noop("核对有没有少写或者多写。")),
    "contact.too_many": (gettext_noop("同一种最多 5 个。"), gettext_noop("先删掉不用的。")),
    "contact.too_often": (gettext_noop("刚刚发过一个验证码。"), gettext_noop("过一分钟再要。")),
    "contact.code_wrong": (gettext_noop("验证码不对。"), gettext_noop("再看一遍收到的消息；还是不对，另要一个。")),
    "contact.code_over": (
        gettext_noop("这个验证码不能用了：过了 10 分钟，或者试了太多次。"),
        gettext_noop("另要一个。"),
    ),
    "contact.unknown": (gettext_noop("没有这个联系方式"), gettext_noop("到通知设置里看看有哪些。")),
    "notice.channel_off": (gettext_noop("这里没有开通这种方式。"), gettext_noop("换一种方式。")),
    "notice.channels": (gettext_noop("发消息的设置有错"), gettext_noop("请网站管理员用 yici notices check 核对。")),
    "notice.texts": (gettext_noop("消息的文字有错"), gettext_noop("请网站管理员用 yici notices check 核对。")),
}
