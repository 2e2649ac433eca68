"""What leaves the house, in the administration: what waits, was taken or failed and why; systems that are called."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yici.administration import ReadOnly, column, in_words
from yici.notices.models import Endpoint, Outgoing


@admin.register(Outgoing)
class OutgoingAdmin(ReadOnly):
    """Messages and calls, the newest first; neither addresses nor words, which are sealed."""

    called = pgettext_lazy("one", "发出的消息")
    many = _("发出的消息")
    shown = (
        column("channel", _("渠道"), words="channel"),
        column("kind", _("种类"), words="notice"),
        column("state", _("状态"), words="outgoing"),
        column("attempts", _("尝试次数")),
        column("reason", _("上次未成的原因")),
        column("made_at", _("写成时间")),
        column("ready_at", _("计划处理时间")),
        column("done_at", _("了结时间")),
        column("receipt", _("服务商的编号")),
    )
    list_filter = (in_words("state", _("状态"), "outgoing"),)
    ordering = ("-id",)


@admin.register(Endpoint)
class EndpointAdmin(ReadOnly):
    """Other systems that are called when something is recorded; never their secrets."""

    called = pgettext_lazy("one", "被调用的系统")
    many = _("被调用的系统")
    shown = (
        column("name", _("名称")),
        column("url", _("地址")),
        column("kinds", _("种类")),
        column("active", _("在用"), yes_no=True),
        column("made_at", _("登记于")),
    )
    ordering = ("name",)
