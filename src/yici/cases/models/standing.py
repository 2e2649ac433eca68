"""How many open approvals stand at which end, by place and department: counts kept beside the rows, never a history."""

from django.db import models


class Standing(models.Model):
    """How many open approvals one department has at one place that stand alike: `stand` says how (`domain.due_by`),
    `day` is the legal day of their end, one far in the future where they stand by none."""

    place = models.CharField(max_length=12)
    agency = models.TextField()
    stand = models.TextField()
    day = models.DateField()
    count = models.IntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["place", "agency", "stand", "day"], name="standing_once"),)


class StandingChange(models.Model):
    """What one transaction changed in these counts, until a worker adds it up: written in the statement that changes
    the approvals, so nobody waits for anybody else's row."""

    place = models.CharField(max_length=12)
    agency = models.TextField()
    stand = models.TextField()
    day = models.DateField()
    by = models.IntegerField()
