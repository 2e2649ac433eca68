"""Uploaded files in the administration: how big they are and whether they were scanned, never what is in them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yici.administration import ReadOnly, column, in_words
from yici.files.models import File, Upload


@admin.register(File)
class FileAdmin(ReadOnly):
    """Files that are kept."""

    called = pgettext_lazy("one", "文件")
    many = pgettext_lazy("table", "文件")
    shown = (
        column("id", _("编号")),
        column("media_type", _("类型"), words="media"),
        column("size", _("字节")),
        column("scan", _("查毒"), words="scan"),
        column("scan_after", _("何时再查")),
        column("stored_at", _("存入")),
    )
    list_filter = (in_words("scan", _("查毒"), "scan"),)
    ordering = ("-id",)

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        """Without what is in the files."""
        return super().get_queryset(request).defer("content", "preview", "sealed")


@admin.register(Upload)
class UploadAdmin(ReadOnly):
    """Files that are still coming in."""

    called = pgettext_lazy("one", "正在上传的文件")
    many = _("正在上传的文件")
    shown = (
        column("id", _("编号")),
        column("size", _("字节")),
        column("received", _("已到")),
        column("touched_at", _("最近")),
    )
    ordering = ("-touched_at",)
