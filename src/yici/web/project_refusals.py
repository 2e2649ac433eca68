"""What is refused about engineering projects, in words."""

from django.utils.translation import gettext_noop

PROJECTS: dict[str, tuple[str, str]] = {
    "project.attached_already": (gettext_noop("这件事已经在项目里了"), gettext_noop("不用再放一次。")),
    "project.case_elsewhere": (gettext_noop("这件事属于另一个项目"), gettext_noop("一件事只属于一个项目。")),
    "project.closed": (gettext_noop("项目已经结束"), gettext_noop("结束的项目不能再改。")),
    "project.code": (
        gettext_noop("项目代码不对"),
        gettext_noop("共 24 位，形如 2603-330802-04-01-000001；照立项的文件写。"),
    ),
    "project.code_taken": (
        gettext_noop("这个代码已经建过项目"),
        gettext_noop("核对代码。是您的项目，就在“我的项目”里；不是您建的，打 12345 或者到窗口问。"),
    ),
    "project.foreign_bundle": (gettext_noop("这件事不属于项目的任何阶段"), gettext_noop("从列出的事里选。")),
    "project.identity": (gettext_noop("证件号码不对"), gettext_noop("写完整的身份证号，或者统一社会信用代码，18 位。")),
    "project.measurement": (gettext_noop("没有选测什么"), gettext_noop("至少选一样。")),
    "project.not_attached": (gettext_noop("这件事不在项目里"), gettext_noop("看看最新的样子，不用再拿出来。")),
    "project.not_the_surveyor": (gettext_noop("这样测量没有委托给这个单位"), gettext_noop("由建设单位先委托。")),
    "project.recorded_already": (gettext_noop("这份报告已经交过"), gettext_noop("不用再交。")),
    "project.running": (gettext_noop("还有在办的，不能结束项目"), gettext_noop("等都办完，或者先撤回。")),
    "project.stale": (gettext_noop("项目刚刚有了新的变化，您这一步没有做"), gettext_noop("看看最新的样子，再做一次。")),
    "project.unknown": (
        gettext_noop("没有找到这个项目"),
        gettext_noop("项目只给建设单位和经办的人看。登录以后到“我的项目”里找。"),
    ),
    "project.unknown_course": (gettext_noop("没有这种项目"), gettext_noop("这里只办已经公布的项目类型。")),
}
