"""Rows of issued documents, of their counters, and of the templates that they are made from."""

from django.db import models

INSERT_ONLY_TABLES = ("documents_templatetext",)


class Document(models.Model):
    """One issued document. What it says is made from the case; whose it is, the case says to whoever may read that.

    `code` opens its public page. `seal_after` is when it may be tried to be sealed, while that waits.
    """

    id = models.UUIDField(primary_key=True)
    case = models.UUIDField()
    source = models.UUIDField()
    event = models.IntegerField()
    kind = models.TextField()
    key = models.TextField()
    body = models.TextField()
    year = models.IntegerField()
    serial = models.IntegerField()
    number = models.TextField()
    code = models.TextField(unique=True)
    sealing = models.TextField()
    validity = models.TextField()
    seal_after = models.DateTimeField(null=True)
    seq = models.IntegerField()
    state = models.TextField()

    class Meta:
        indexes = (
            models.Index(fields=["case"], name="document_of_case"),
            models.Index(fields=["seal_after"], name="document_to_seal", condition=models.Q(sealing="waiting")),
        )
        constraints = (
            models.UniqueConstraint(fields=["source", "event", "kind", "key"], name="document_once"),
            models.UniqueConstraint(fields=["body", "kind", "year", "serial"], name="document_numbered_once"),
        )


class Counter(models.Model):
    """The last serial of a body, kind and year. It moves with the document that takes it, or not at all: no gaps."""

    body = models.TextField()
    kind = models.TextField()
    year = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["body", "kind", "year"], name="document_counter"),)


class TemplateText(models.Model):
    """The files of one template by their digest, as JSON: whatever a document was made from can be made again."""

    digest = models.TextField(primary_key=True)
    files = models.TextField()


class TemplateUse(models.Model):
    """Which template of a site is in use for a kind and language; without a row it is the shipped one. `fault` is what
    it stumbled over when a document was made without it."""

    stream = models.UUIDField(primary_key=True)
    kind = models.TextField()
    language = models.TextField()
    digest = models.TextField()
    seq = models.IntegerField()
    fault = models.TextField(default="", db_default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "language"], name="template_used_once"),)
