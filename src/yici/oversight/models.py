"""Rows of trials: who asked what, how far it is, and what came of it."""

from django.db import models


class Trial(models.Model):
    """One what-if that somebody asked for. `asked` and `result` are plain JSON of `Asked` and `WhatIf`; `leased_until`
    is when a process that runs it counts as dead; `fault` the code of what stopped it."""

    id = models.UUIDField(primary_key=True)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    key = models.TextField()
    request_hash = models.BinaryField()
    asked = models.JSONField()
    state = models.TextField(default="waiting")
    tries = models.IntegerField(default=0)
    looked_at = models.IntegerField(default=0)
    total = models.IntegerField()
    leased_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    fault = models.TextField(default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["asked_by", "key"], name="trial_once_per_key"),
            models.UniqueConstraint(
                fields=["asked_by"], condition=models.Q(state__in=("waiting", "running")), name="trial_one_at_once"
            ),
        )
        indexes = (
            models.Index(fields=["asked_by", "-id"], name="trial_of_person"),
            models.Index(
                fields=["asked_at"], name="trial_to_run", condition=models.Q(state__in=("waiting", "running"))
            ),
        )
