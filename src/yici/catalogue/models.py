"""Rows of the catalogue: definitions by digest, lines of lists, releases that say what holds together, proposals."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

INSERT_ONLY_TABLES = (
    "catalogue_definition", "catalogue_members", "catalogue_release", "catalogue_effects", "catalogue_listline",
)  # fmt: skip
"""What was published stays: a case pins the digests that it was planned with."""
ALONE = ("bootstrap", "calendar", "list", "earlier")
"""Ways in which a release came without a second account."""


class Definition(models.Model):
    """One definition as canonical JSON, under the SHA-256 of that text."""

    digest = models.TextField(primary_key=True)
    kind = models.TextField()
    identity = models.TextField()
    content = models.TextField()
    created_at = models.DateTimeField()


class Members(models.Model):
    """One state of the whole catalogue: JSON text that maps "kind:id" to a digest, under the SHA-256 of that text."""

    digest = models.TextField(primary_key=True)
    content = models.TextField()


class Effects(models.Model):
    """What going from one state to another does to plans, as JSON; computed when the change was proposed."""

    key = models.TextField(primary_key=True)
    content = models.TextField()


class Release(models.Model):
    """One published state of the whole catalogue, `digest` that of its members.

    `way`: "bootstrap" is the first, set up by the operator alone; "calendar" adds a missing year and "list" the list
    that a place has made, by the operator alone; "proposal" was proposed by `author` and released by `actor`, another
    account; "earlier" came before that was asked for, and has no stream.
    """

    number = models.IntegerField(primary_key=True)
    stream = models.UUIDField(unique=True, null=True)
    digest = models.TextField()
    published_at = models.DateTimeField()
    actor = models.TextField()
    way = models.TextField()
    author = models.TextField(null=True)
    proposal = models.IntegerField(null=True, unique=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(
                    way__in=("bootstrap", "calendar", "list", "earlier"), author__isnull=True, proposal__isnull=True
                )
                | (Q(way="proposal", author__isnull=False, proposal__isnull=False) & ~Q(author=F("actor"))),
                name="catalogue_release_four_eyes",
            ),
            models.UniqueConstraint(fields=["way"], condition=Q(way="bootstrap"), name="catalogue_release_bootstrap"),
            models.CheckConstraint(
                condition=Q(way="earlier") | Q(stream__isnull=False), name="catalogue_release_recorded"
            ),
        ]


class Proposal(models.Model):
    """A state of the catalogue that `author` wants released after release `base`, and what somebody else made of it."""

    number = models.AutoField(primary_key=True)
    stream = models.UUIDField(unique=True)
    base = models.IntegerField()
    digest = models.TextField()
    author = models.TextField()
    note = models.TextField()
    proposed_at = models.DateTimeField()
    state = models.TextField()
    decided_by = models.TextField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField()
    release = models.IntegerField(null=True, unique=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state="open", decided_by__isnull=True, decided_at__isnull=True)
                | Q(state="withdrawn", decided_by=F("author"))
                | (Q(state__in=("released", "declined"), decided_by__isnull=False) & ~Q(decided_by=F("author"))),
                name="catalogue_proposal_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state="released", release__isnull=False) | (~Q(state="released") & Q(release__isnull=True)),
                name="catalogue_proposal_release",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "-number"], name="catalogue_proposals")]


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
