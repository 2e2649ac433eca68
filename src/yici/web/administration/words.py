"""What the services of people refuse, in the words of the administration."""

from typing import Final

from django.utils.translation import gettext_noop

BY_CODE: Final[dict[str, tuple[str, str]]] = {
    "agency.unknown": (gettext_noop("没有这种职责"), gettext_noop("从列表里选一个。")),
    "item.unknown": (gettext_noop("没有这个事项"), gettext_noop("填定义里的事项代码，所有事项就空着。")),
    "organisation.code_taken": (gettext_noop("机构代码已经有了"), gettext_noop("换一个代码。")),
    "organisation.unknown": (gettext_noop("没有这个机构代码"), gettext_noop("先添加机构，或者核对代码。")),
    "organisation.uscc": (gettext_noop("统一社会信用代码不对"), gettext_noop("核对 18 位，没有的空着。")),
    "place.unknown": (gettext_noop("没有这个地方代码"), gettext_noop("填十二位代码，可以在“地方”里查。")),
    "role.citizen": (gettext_noop("这是办事人的账号"), gettext_noop("身份只授予工作人员的账号。")),
    "role.level": (gettext_noop("这个身份不分层级"), gettext_noop("层级空着；只有首席代表的授权分层级。")),
    "role.period": (gettext_noop("截止日期已经过去"), gettext_noop("填今天或者以后的日子，长期的空着。")),
    "user.invalid": (gettext_noop("账号不合规则"), gettext_noop("只用字母、数字和 @ . + - _。")),
    "user.unknown": (gettext_noop("没有这个账号"), gettext_noop("先开设账号，或者核对拼写。")),
    "user.username_taken": (gettext_noop("账号已经有人用了"), gettext_noop("换一个账号名。")),
}
