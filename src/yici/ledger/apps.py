"""The record as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Events, chain, timers, keys of subjects, feed and checkpoints."""

    name = "yici.ledger"
    label = "ledger"
    verbose_name = "Ledger"
