"""Uploaded files in the administration: how big they are and whether they were scanned, never what is in them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from yici.administration import ReadOnly, column
from yici.files.models import File, Upload


@admin.register(File)
class FileAdmin(ReadOnly):
    """Files that are kept."""

    called = _("文件")
    shown = (
        column("id", _("编号")),
        column("media_type", _("类型")),
        column("size", _("字节")),
        column("scan", _("查毒")),
        column("scan_after", _("何时再查")),
        column("stored_at", _("存入")),
    )
    list_filter = ("scan",)
    ordering = ("-id",)

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        """Without what is in the files."""
        return super().get_queryset(request).defer("content", "preview", "sealed")


@admin.register(Upload)
class UploadAdmin(ReadOnly):
    """Files that are still coming in."""

    called = _("上传中")
    shown = (
        column("id", _("编号")),
        column("size", _("字节")),
        column("received", _("已到")),
        column("touched_at", _("最近")),
    )
    ordering = ("-touched_at",)
