"""Mandates and signatures: what could not be done, and what is possible, for whoever meets it on a page."""

from typing import Final

from django.utils.translation import gettext_noop

STANDING: Final[dict[str, tuple[str, str]]] = {
    "mandate.agent": (
        gettext_noop("要写一个代理人"),
        gettext_noop("写另一个人的姓名和身份证号码，或者选一个单位；不能授权给自己。"),
    ),
    "mandate.no_scope": (gettext_noop("授权的范围没有写清楚"), gettext_noop("至少选一件事、一样可以做的。")),
    "mandate.not_in_force": (
        gettext_noop("授权已经结束，或者还没有开始"),
        gettext_noop("没填完的留在委托人那里。还要代办的，请委托人重新授权。"),
    ),
    "mandate.out_of_scope": (
        gettext_noop("授权里没有这一样"),
        gettext_noop("要做这一步，请委托人自己做，或者另外授权。"),
    ),
    "mandate.paper": (
        gettext_noop("没有签了字的授权委托书"),
        gettext_noop("请委托人在授权委托书上签字，扫描以后交上来。"),
    ),
    "mandate.period": (gettext_noop("授权的期限不对"), gettext_noop("最后一天不能早于第一天，也不能已经过去。")),
    "mandate.principal": (gettext_noop("没有写委托人"), gettext_noop("照身份证写委托人的姓名和 18 位号码。")),
    "mandate.unknown": (
        gettext_noop("没有找到这份授权"),
        gettext_noop("授权只给委托人和代理人看。登录以后到“我的授权”里找。"),
    ),
    "mandate.unnamed": (
        gettext_noop("您的账户里还没有姓名，不能授权"),
        gettext_noop("先核对身份；或者带身份证到窗口授权。"),
    ),
    "signature.changed": (gettext_noop("申请刚刚改过，您看的不是最新的"), gettext_noop("重新看一遍，再决定签不签。")),
    "signature.missing": (
        gettext_noop("还有人没有签"),
        gettext_noop(
            "还没有提交的，请没有签的人用链接签，或者带身份证到窗口签；窗口已经收下的，一次告知，把签好的表补来。"
        ),
    ),
    "signature.unknown": (
        gettext_noop("没有要您签的"),
        gettext_noop("核对链接；登录的要是表里填的那个人。申请已经提交或者删掉的，也会这样。"),
    ),
}
