"""The one table of everything that can be found."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Entry(models.Model):
    """One thing to be found. The texts that decide the order stand in the row, everything longer outside of it."""

    key = models.TextField(primary_key=True, db_collation="C")
    kind = models.TextField(db_collation="C")
    identity = models.TextField(db_collation="C")
    title = models.TextField()
    title_en = models.TextField()
    detail = models.TextField()
    names = ArrayField(models.TextField())
    readings = ArrayField(models.TextField())
    place = models.TextField(db_collation="C")
    low = models.TextField(db_collation="C")
    high = models.TextField(db_collation="C")
    themes = ArrayField(models.TextField())
    agencies = ArrayField(models.TextField())
    audience = ArrayField(models.TextField())
    weight = models.SmallIntegerField()
    size = models.SmallIntegerField()
    plain = models.TextField(db_collation="C")
    plain_en = models.TextField(db_collation="C")
    others = models.TextField(db_collation="C")
    pinyin = models.TextField(db_collation="C")
    initials = models.TextField(db_collation="C")
    spelled = models.TextField(db_collation="C", default="")
    terms = SearchVectorField()
    digest = models.TextField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            # Without a list of what is still to be sorted in: a question would have to read it whole.
            GinIndex(fields=["terms"], name="search_entry_terms", fastupdate=False),
            models.Index(fields=["kind", "key"], name="search_entry_kind"),
        ]
