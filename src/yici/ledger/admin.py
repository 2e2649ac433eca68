"""What runs behind the record, in the administration: deadlines that wait, readers of the feed, checkpoints."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yici.administration import ReadOnly, column
from yici.ledger.models import Checkpoint, Cursor, Timer


@admin.register(Timer)
class TimerAdmin(ReadOnly):
    """The next deadline of each matter. One that failed says why, and is tried again when it says."""

    called = pgettext_lazy("one", "到点要办的")
    many = _("到点要办的")
    shown = (
        column("kind", _("种类"), words="stream"),
        column("stream", _("编号")),
        column("due_at", _("到期")),
        column("ready_at", _("计划处理时间")),
        column("attempts", _("尝试次数")),
        column("fault", _("上次未成的原因")),
    )
    search_fields = ("stream__exact",)
    ordering = ("ready_at",)


@admin.register(Cursor)
class CursorAdmin(ReadOnly):
    """How far each reader of the events has come."""

    called = pgettext_lazy("one", "记录的读者")
    many = _("记录的读者")
    shown = (
        column("name", _("读者"), words="reader"),
        column("position", _("读到")),
        column("ready_at", _("何时再读")),
        column("attempts", _("尝试次数")),
        column("fault", _("上次未成的原因")),
    )
    ordering = ("name",)


@admin.register(Checkpoint)
class CheckpointAdmin(ReadOnly):
    """The signed trees over the record."""

    called = pgettext_lazy("one", "校验点")
    many = _("校验点")
    shown = (
        column("number", _("序号")),
        column("count", _("事件数")),
        column("position", _("到")),
        column("statement", _("签的是")),
    )
    ordering = ("-number",)
