"""What was published and proposed, in the administration; it is done at the desk, by two."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from yici.administration import ReadOnly, column
from yici.catalogue.models import Proposal, Release


@admin.register(Release)
class ReleaseAdmin(ReadOnly):
    """The states of the catalogue that were published."""

    called = _("发布")
    shown = (
        column("number", _("版本")),
        column("published_at", _("发布于")),
        column("way", _("怎样发布")),
        column("proposal", _("依据提议")),
        column("digest", _("摘要")),
    )
    ordering = ("-number",)


@admin.register(Proposal)
class ProposalAdmin(ReadOnly):
    """What was proposed, and what became of it."""

    called = _("提议")
    shown = (
        column("number", _("提议")),
        column("state", _("状态")),
        column("base", _("基于版本")),
        column("proposed_at", _("提出于")),
        column("decided_at", _("决定于")),
        column("release", _("成为版本")),
    )
    list_filter = ("state",)
    ordering = ("-number",)
