"""Visits: what is planned, and what was recorded on site and waits to be confirmed."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from yici.cases.models.case import Case


class Inspection(models.Model):
    """One item of a planned or recorded visit: a line of its own, so that visits are listed by day and department.

    `id` is the number of the case, the name of the visit and the item; `officers` are who goes, `open` while the item
    is still to be looked at.
    """

    id = models.TextField(primary_key=True)
    case = models.ForeignKey(Case, models.DO_NOTHING, db_constraint=False, related_name="inspections")
    visit = models.TextField()
    on = models.DateField()
    place = models.CharField(max_length=12)
    agency = models.TextField()
    item = models.TextField()
    officers = ArrayField(models.TextField())
    open = models.BooleanField()

    class Meta:
        indexes = (
            models.Index(fields=["on", "id"], name="inspection_by_day"),
            models.Index(fields=["case"], name="inspection_of_case"),
            GinIndex(fields=["officers"], name="inspection_of_officer", condition=models.Q(open=True)),
        )


class Onsite(models.Model):
    """One record of a visit as it was made on site, until everybody who was there has confirmed it.

    `id` is the name that the phone gave it, so that nothing is sent twice. `mark` tells what of the visit it was made
    for, `sealed` is what was found, `confirmed` who has signed with their own account, `needed` who was there.
    """

    id = models.UUIDField(primary_key=True)
    case = models.UUIDField()
    visit = models.TextField()
    by = models.UUIDField()
    mark = models.TextField()
    sealed = models.BinaryField()
    subject = models.UUIDField()
    needed = ArrayField(models.TextField())
    confirmed = ArrayField(models.TextField())
    state = models.TextField(default="waiting")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            GinIndex(fields=["needed"], name="onsite_to_confirm", condition=models.Q(state="waiting")),
            models.Index(fields=["case", "visit"], name="onsite_of_visit"),
        )
