"""Rows of the lists: what is proposed, and what a person has decided about a pair of items."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Search(models.Model):
    """That a version of a list was compared with the basic items. `basis` is a digest of both: once is enough."""

    basis = models.CharField(primary_key=True, max_length=64, db_collation="C")
    place = models.CharField(max_length=12, db_collation="C")
    items = models.IntegerField()
    unmatched = models.IntegerField()
    made_at = models.DateTimeField()


class Proposal(models.Model):
    """One basic item that an item of a list may be. It is derived: another search of the place takes its place."""

    basis = models.CharField(max_length=64, db_collation="C")
    code = models.CharField(max_length=100, db_collation="C")
    item = models.CharField(max_length=100, db_collation="C")
    score = models.SmallIntegerField()
    exact = models.BooleanField()
    tied = models.BooleanField()
    reasons = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["basis", "code", "item"], name="lists_proposal_pair"),)
        indexes = (models.Index(fields=["basis", "-score", "code", "item"], name="lists_proposal_by_score"),)


class Match(models.Model):
    """What was decided of one pair, across versions of the list. The names are those that the person saw."""

    id = models.UUIDField(primary_key=True, editable=False)
    place = models.CharField(max_length=12, db_collation="C")
    code = models.CharField(max_length=100, db_collation="C")
    item = models.CharField(max_length=100, db_collation="C")
    standing = models.CharField(max_length=9)
    name = models.TextField()
    item_name = models.TextField()
    score = models.SmallIntegerField(null=True)
    reasons = ArrayField(models.CharField(max_length=40))
    batch = models.UUIDField(null=True)
    decided_by = models.CharField(max_length=64)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["place", "code", "item"], name="lists_match_pair"),)
        indexes = (
            models.Index(fields=["place", "-decided_at", "id"], name="lists_match_newest"),
            models.Index(
                fields=["item", "place"], condition=models.Q(standing="confirmed"), name="lists_match_of_item"
            ),
        )
