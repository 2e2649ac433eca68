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

    `only` is the one item of the bundle that it is for; empty: all that apply. `mandate` is the one under which an
    agent began it for its owner, `agent` the account that did; what is signed by others stands in `Signature`. `seen`
    is the outline of the plan that its owner saw last, as JSON; empty while none was kept.
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
    mandate = models.UUIDField(null=True)
    agent = models.UUIDField(null=True)
    only = models.TextField(default="", db_default="")

    class Meta:
        indexes = (
            models.Index(fields=["owner", "-id"], name="draft_of_owner"),
            models.Index(fields=["updated_at"], name="draft_by_age"),
            models.Index(fields=["mandate", "-id"], name="draft_of_mandate"),
        )


class Signature(models.Model):
    """One person who is to sign a draft in a role. `code` is the keyed hash of the link that was sent; `digest` is of
    what was signed, `words` the sealed reason of whoever declined. `by` is the account, or the clerk before whom it was
    signed (`way`)."""

    id = models.UUIDField(primary_key=True)
    draft = models.UUIDField()
    role = models.TextField()
    code = models.BinaryField(unique=True)
    state = models.TextField(default="asked")
    way = models.TextField(default="")
    by = models.UUIDField(null=True)
    digest = models.TextField(default="")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    words = models.BinaryField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["draft", "role"], name="signature_of_role"),)
