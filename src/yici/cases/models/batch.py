"""Many approvals that something is done with at once."""

from django.db import models


class Batch(models.Model):
    """One deed that somebody asked to be done with many approvals: `deed` which, `told` its plain parameters, `by`
    whose account. `leased_until` is when a process that does it counts as dead."""

    id = models.UUIDField(primary_key=True)
    by = models.UUIDField()
    deed = models.TextField()
    told = models.JSONField(default=dict)
    state = models.TextField(default="waiting")
    total = models.IntegerField()
    done = models.IntegerField(default=0)
    asked_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["by", "-id"], name="batch_of_person"),
            models.Index(fields=["asked_at"], name="batch_to_do", condition=models.Q(state__in=("waiting", "running"))),
        )


class BatchLine(models.Model):
    """One approval of a batch: at which version of its case it was chosen, and what came of it. `code` and `params` say
    why nothing did, `after` is the version of the case that it led to."""

    batch = models.UUIDField()
    number = models.IntegerField()
    case = models.UUIDField()
    item = models.TextField()
    seq = models.IntegerField()
    state = models.TextField(default="waiting")
    code = models.TextField(default="")
    params = models.JSONField(default=dict)
    after = models.IntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "number"], name="batch_line"),)
