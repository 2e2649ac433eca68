"""What stands beside cases: who saw what, who looked for what, serials, how far a recount is."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Recount(models.Model):
    """How far the cases have been counted again over the calendars that hold: one row. `calendars` is their digest,
    `after` the last case that was looked at, None at the beginning; nobody else goes on before `leased_until`."""

    id = models.SmallIntegerField(primary_key=True)
    calendars = models.TextField()
    after = models.UUIDField(null=True)
    done = models.BooleanField(default=False)
    seen = models.IntegerField(default=0)
    moved = models.IntegerField(default=0)
    begun_at = models.DateTimeField()
    leased_until = models.DateTimeField()


class Counter(models.Model):
    """The serial of one instance and day; a row of its own per day, so that nothing is searched for a maximum."""

    day = models.DateField(primary_key=True)
    last = models.IntegerField()


class Reading(models.Model):
    """One reading of cases by staff or a system: who read, in which role, through which channel, when, and what.

    `cases` are all cases of one page of a list: one row a request, however long the page. Never changed, never deleted.
    """

    reader = models.TextField()
    kind = models.TextField()
    role = models.TextField(null=True)
    channel = models.TextField(null=True)
    what = models.TextField()
    at = models.DateTimeField()
    cases = ArrayField(models.UUIDField())

    class Meta:
        indexes = (GinIndex(fields=["cases"], name="reading_of_case"),)


class Guess(models.Model):
    """Who looked cases up by number and code of late: `whose` is a keyed hash, at `free_at` all tries are back.

    Not logged (see the migration): after a crash of the server everybody begins anew.
    """

    whose = models.BinaryField(primary_key=True)
    free_at = models.DateTimeField()


class MessagesSeen(models.Model):
    """How many of the messages written to one side of a case ("applicant" or "office") that side has seen."""

    case = models.UUIDField()
    side = models.TextField()
    count = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "side"], name="messages_seen_once"),)
