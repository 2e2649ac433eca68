"""Why somebody is asked to sign in, by the page that they wanted: who is led away from it must know what for."""

from dataclasses import dataclass
from typing import Final

from django.urls import Resolver404, resolve
from django.utils.translation import gettext, gettext_noop

JOINING: Final = "real_name_account"
NAMED: Final[dict[str, str]] = {
    JOINING: gettext_noop("实名核对好了。登录您原来的账号，就可以把两边连起来。"),
    "my_data": gettext_noop("这里是账户里的资料，登录以后才看得到。"),
    "my_readings": gettext_noop("这里是账户里的资料，登录以后才看得到。"),
    "me": gettext_noop("这里是账户里的资料，登录以后才看得到。"),
    "sessions": gettext_noop("这里管账号的安全，登录以后才能看和改。"),
    "message_settings": gettext_noop("这里定怎样告诉您进展，登录以后才能改。"),
}
BEGUN: Final[tuple[tuple[str, str], ...]] = (
    ("desk", gettext_noop("这一页是工作人员用的：用工作账号登录。登录过的，是隔得太久，或者在别处退出了。")),
    ("mandate", gettext_noop("授权要知道是谁给谁的，登录以后才能看、给和接受。")),
    ("project", gettext_noop("项目记在账户里，登录以后才能开、才能看。")),
    ("message", gettext_noop("消息是发给账户的，登录以后才看得到。")),
    ("mfa_", gettext_noop("这里管账号的安全，登录以后才能看和改。")),
    ("account_", gettext_noop("这里管账号的安全，登录以后才能看和改。")),
    ("face_", gettext_noop("刷脸核对的是登录的这个账户，先登录。")),
    ("draft_", gettext_noop("登录以后接着填。")),
    ("sign", gettext_noop("有人请您签字。登录以后，核对是您本人，才能看和签。")),
    ("case", gettext_noop("登录以后接着看这件事。")),
)


@dataclass(frozen=True, slots=True)
class Reason:
    """What is said; `joining` where somebody just came from the identity provider, which then is no way in again."""

    text: str
    joining: bool


def reason(wanted: str) -> Reason | None:
    """This will say why a page of ours asks to sign in; None where somebody came by themselves, or from elsewhere."""
    try:
        name = resolve(wanted.partition("?")[0].partition("#")[0]).url_name or ""
    except Resolver404:
        return None
    text = NAMED.get(name) or next((said for begins, said in BEGUN if name.startswith(begins)), "")
    return Reason(gettext(text), name == JOINING) if text else None
