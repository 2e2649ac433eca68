"""Rows of uploaded files, and of those that are still coming in."""

from django.db import models

CLEAN, WAITING, FOUND = "clean", "waiting", "found"


class File(models.Model):
    """One uploaded file of a draft or a case (`holder`), handed in as one paper (`material`).

    `content` is encrypted under a key of its own; `sealed` holds that key and the file's name under the key of
    `subject`. So a file passes to another subject without being encrypted anew, and is lost with its subject's key.
    `digest` is of the file as it is kept, with the name of the algorithm; `preview` is a small picture of a picture,
    encrypted like the content; `pages` are those of a PDF. `scan` is empty where nobody scans, else how far it is;
    `scan_after` when it may be tried (again). What was found to be harmful has lost its content.
    """

    id = models.UUIDField(primary_key=True)
    holder = models.UUIDField()
    material = models.TextField()
    subject = models.UUIDField()
    media_type = models.TextField()
    size = models.IntegerField()
    pages = models.IntegerField(null=True)
    digest = models.TextField()
    sealed = models.BinaryField()
    content = models.BinaryField()
    preview = models.BinaryField(null=True)
    scan = models.TextField(default="", db_default="")
    scan_after = models.DateTimeField(null=True)
    stored_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["holder", "material", "id"], name="file_of_holder"),
            models.Index(fields=["scan_after"], name="file_to_scan", condition=models.Q(scan=WAITING)),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(size__range=(1, 5 * 1024 * 1024)), name="file_size"),
            models.UniqueConstraint(fields=["holder", "material", "digest"], name="file_once"),
        )


class Upload(models.Model):
    """One file that comes in by chunks, under the id that the file will have. It lasts until it is whole, or days.

    `received` of `size` bytes are here; `sealed` holds its own key, its name and by what its sender knows it again,
    under the key of `subject`; `sender` is the blinded session that began it.
    """

    id = models.UUIDField(primary_key=True)
    holder = models.UUIDField()
    material = models.TextField()
    subject = models.UUIDField()
    size = models.IntegerField()
    received = models.IntegerField(default=0)
    sender = models.BinaryField()
    sealed = models.BinaryField()
    touched_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["holder", "material", "id"], name="upload_of_holder"),
            models.Index(fields=["sender"], name="upload_of_sender"),
            models.Index(fields=["touched_at"], name="upload_by_age"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(received__gte=0, received__lte=models.F("size")), name="upload_received"
            ),
        )


class Chunk(models.Model):
    """One piece of a file that comes in, encrypted under its upload's key and bound to its place."""

    upload = models.UUIDField()
    number = models.IntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["upload", "number"], name="chunk_once"),)
