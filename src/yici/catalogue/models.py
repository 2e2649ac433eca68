"""Rows of the catalogue: definitions by digest, lines of lists, releases that say what holds together, proposals."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

INSERT_ONLY_TABLES = (
    "catalogue_definition", "catalogue_members", "catalogue_release", "catalogue_effects", "catalogue_listline",
    "catalogue_wording",
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


class Wording(models.Model):
    """The file that a definition was read from, as it was written: remarks, order and all. The first one of a digest
    stays; a definition from before this was kept has none."""

    digest = models.TextField(primary_key=True)
    file = models.TextField()
    text = models.TextField()


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


class WorkingDraft(models.Model):
    """Changed files on top of release `base`, shared among editors. `step` is the number of the last change; `sample`
    the answers that plans are made for, `proposal` what became of it."""

    id = models.UUIDField(primary_key=True)
    name = models.TextField()
    base = models.IntegerField()
    opened_by = models.TextField()
    opened_at = models.DateTimeField()
    step = models.IntegerField(default=0)
    changed_by = models.TextField()
    changed_at = models.DateTimeField()
    state = models.TextField(default="open")
    proposal = models.IntegerField(null=True)
    sample = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state="proposed", proposal__isnull=False)
                | Q(state__in=("open", "discarded"), proposal__isnull=True),
                name="catalogue_working_state",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "-changed_at"], name="catalogue_working")
        ]


class WorkingFile(models.Model):
    """One file of a draft; `text` None takes it out of the catalogue. `step` is the change that made it what it is."""

    draft = models.UUIDField()
    path = models.TextField()
    text = models.TextField(null=True)
    step = models.IntegerField()
    changed_by = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["draft", "path"], name="catalogue_working_path"),)


class WorkingStep(models.Model):
    """What one change made of one file. `held` says whether the draft holds the file since: where it does not, that of
    the base stands."""

    draft = models.UUIDField()
    number = models.IntegerField()
    path = models.TextField()
    text = models.TextField(null=True)
    held = models.BooleanField(default=True)
    what = models.TextField()
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["draft", "number", "path"], name="catalogue_working_step"),)


class WantedEffects(models.Model):
    """A draft whose effects on all matters are to be worked out by the worker, at one of its steps."""

    draft = models.UUIDField(primary_key=True)
    step = models.IntegerField()
    asked_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    of = models.IntegerField(default=0)
    fault = models.TextField(default="")
