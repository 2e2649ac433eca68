"""Rows of the catalogue: definitions by digest, the lines of lists, and releases that say what holds together."""

from django.db import models

INSERT_ONLY_TABLES = ("catalogue_definition", "catalogue_release", "catalogue_listline")
"""What was published stays: a case pins the digests that it was planned with."""


class Definition(models.Model):
    """One definition as canonical JSON, under the SHA-256 of that text."""

    digest = models.TextField(primary_key=True)
    kind = models.TextField()
    identity = models.TextField()
    content = models.TextField()
    created_at = models.DateTimeField()


class Release(models.Model):
    """One published state of the whole catalogue: `members` maps "kind:id" to a digest, as JSON text."""

    number = models.IntegerField(primary_key=True)
    members = models.TextField()
    published_at = models.DateTimeField()
    actor = models.TextField()


class ListLine(models.Model):
    """One line of a place's list. `lines` is the digest of all lines of that version, which its head names."""

    lines = models.CharField(max_length=64, db_collation="C")
    code = models.CharField(max_length=100, db_collation="C")
    name = models.TextField()
    department = models.TextField(db_collation="C")
    main_item = models.TextField(db_collation="C")
    task_type = models.TextField(db_collation="C")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["lines", "code"], name="catalogue_listed_code"),)
        indexes = (
            models.Index(fields=["lines", "department", "code"], name="catalogue_listed_department"),
            models.Index(fields=["lines", "task_type", "code"], name="catalogue_listed_type"),
        )
