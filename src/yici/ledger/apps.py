"""The record as a Django application."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import pgettext_lazy

from yici.ledger.erasure import register_subjects
from yici.ledger.feed import begin_epoch
from yici.ledger.register import REGISTER


class LedgerConfig(AppConfig):
    """Events, chain, timers, keys of subjects, feed and checkpoints."""

    name = "yici.ledger"
    label = "ledger"
    verbose_name = pgettext_lazy("table", "记录")

    def ready(self) -> None:
        """Register the ledger's own stream, and look after every migration whether the record moved house."""
        register_subjects(REGISTER)
        post_migrate.connect(_look_for_new_epoch, sender=self, dispatch_uid="ledger.epoch")


def _look_for_new_epoch(**_: Any) -> None:
    begin_epoch()
