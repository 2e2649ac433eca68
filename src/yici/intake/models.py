"""Rows of intake: frozen plans by digest, and drafts whose personal part is sealed."""

from django.db import models

INSERT_ONLY_TABLES = ("intake_plan",)
"""A plan that a case pins is never changed."""


class Plan(models.Model):
    """One plan as canonical JSON, under the SHA-256 of that text. It holds choices and codes, never personal data."""

    digest = models.TextField(primary_key=True)
    content = models.TextField()
    created_at = models.DateTimeField()


class Draft(models.Model):
    """One application being prepared. `answers` are choices of the guide; `form` is sealed under its own subject.

    `seen` is the outline of the plan that its owner saw last, as JSON; empty while none was kept.
    """

    id = models.UUIDField(primary_key=True)
    owner = models.UUIDField(null=True)
    bundle = models.TextField()
    place = models.CharField(max_length=12)
    answers = models.TextField(default="{}")
    subject = models.UUIDField()
    form = models.BinaryField(null=True)
    seen = models.TextField(default="", db_default="")
    updated_at = models.DateTimeField()
    submitted = models.UUIDField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["owner", "-id"], name="draft_of_owner"),
            models.Index(fields=["updated_at"], name="draft_by_age"),
        )
