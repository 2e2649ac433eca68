"""Rows of the catalogue: definitions by digest, and releases that say which of them hold together."""

from django.db import models

INSERT_ONLY_TABLES = ("catalogue_definition", "catalogue_release")
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
