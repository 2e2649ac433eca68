"""What is refused about signing in with a real name or a code, about faces and firms, in words."""

from django.utils.translation import gettext_noop

SIGN_IN: dict[str, tuple[str, str]] = {
    "code.too_often": (
        gettext_noop("刚才已经发过，或者发得太多"),
        gettext_noop("等一分钟再试；一个小时里发过好几次的，过一会儿再来，或者换一种办法登录。"),
    ),
    "code.over": (
        gettext_noop("这个验证码不能再用"),
        gettext_noop("过了时间，或者试得太多。重新发一个。"),
    ),
    "code.wrong": (gettext_noop("验证码不对"), gettext_noop("再看一眼收到的六位数字；有新发的，用最新的。")),
    "provider.silent": (
        gettext_noop("实名认证现在没有回应"),
        gettext_noop("过一会儿再试，或者换一种办法登录；不登录也能办。"),
    ),
    "provider.untrue": (
        gettext_noop("这次实名认证没有成功"),
        gettext_noop("可能隔得太久，或者在别的窗口里做过一次。回到登录页，重新开始。"),
    ),
    "provider.declined": (
        gettext_noop("您没有同意把身份信息给我们"),
        gettext_noop("没有关系：可以换一种办法登录，不登录也能办、也能查进度。"),
    ),
    "provider.incomplete": (
        gettext_noop("实名认证没有给出姓名和身份证号码"),
        gettext_noop("可以换一种办法登录；要核对身份的事，带身份证到窗口。"),
    ),
    "identity.joined": (
        gettext_noop("这个实名已经连着另一个账号，或者这个账号已经连着另一个实名"),
        gettext_noop("退出以后用实名登录，就进到它连着的账号。"),
    ),
    "identity.other_person": (
        gettext_noop("账号里登记的身份证号码和实名认证的不一样"),
        gettext_noop("一个账号只能是一个人的。退出以后用实名登录，会进到您自己的账号。"),
    ),
    "identity.none": (
        gettext_noop("还没有实名"),
        gettext_noop("先做实名认证，再做人脸核验。"),
    ),
    "firm.unknown": (
        gettext_noop("没有这家企业，或者您现在不能代它办事"),
        gettext_noop("从列出的企业里选；刚刚变更过的，重新用实名登录一次。"),
    ),
}
