"""What was published and proposed, in the administration; it is done at the desk, by two."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yici.administration import ReadOnly, column, in_words
from yici.catalogue.models import Proposal, Release


@admin.register(Release)
class ReleaseAdmin(ReadOnly):
    """The states of the catalogue that were published."""

    called = pgettext_lazy("one", "公布过的版本")
    many = _("公布过的版本")
    shown = (
        column("number", _("版本")),
        column("published_at", _("公布于")),
        column("way", _("公布方式"), words="release"),
        column("proposal", _("依据哪号提案")),
        column("digest", _("摘要")),
    )
    ordering = ("-number",)


@admin.register(Proposal)
class ProposalAdmin(ReadOnly):
    """What was proposed, and what became of it."""

    called = pgettext_lazy("one", "提案")
    many = pgettext_lazy("table", "提案")
    shown = (
        column("number", pgettext_lazy("one", "提案")),
        column("state", _("状态"), words="proposal"),
        column("base", _("基于版本")),
        column("proposed_at", _("提出于")),
        column("decided_at", _("审定于")),
        column("release", _("公布为版本")),
    )
    list_filter = (in_words("state", _("状态"), "proposal"),)
    ordering = ("-number",)
