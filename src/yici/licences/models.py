"""Rows of licences: what lists and look-ups need, and the state beside it."""

from django.db import models
from django.db.models.functions import Left


class Licence(models.Model):
    """One licence. `case` and `item` are the approval that gave it first, `until` the last day of its period.

    No name stands here: whose it is, the case says to whoever may read that.
    """

    id = models.UUIDField(primary_key=True)
    number = models.TextField(unique=True)
    type = models.TextField()
    subject = models.UUIDField()
    holder = models.UUIDField(null=True)
    case = models.UUIDField()
    item = models.TextField()
    agency = models.TextField()
    place = models.CharField(max_length=12)
    status = models.TextField()
    until = models.DateField(null=True)
    seq = models.IntegerField()
    state = models.TextField()

    class Meta:
        indexes = (
            models.Index(fields=["holder", "-id"], name="licence_of_holder"),
            models.Index(fields=["case"], name="licence_of_case"),
            models.Index(fields=["agency", "-id"], name="licence_of_agency"),
            # Within a county in the order of lists, as cases are.
            models.Index(Left("place", 6), models.F("id").desc(), name="licence_of_county"),
        )
