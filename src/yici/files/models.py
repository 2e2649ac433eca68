"""Rows of uploaded files."""

from django.db import models


class File(models.Model):
    """One uploaded file of a draft or a case (`holder`), handed in as one paper (`material`).

    `content` is encrypted under a key of its own; `sealed` holds that key and the file's name under the key of
    `subject`. So a file passes to another subject without being encrypted anew, and is lost with its subject's key.
    `digest` is of the file as it was uploaded, with the name of the algorithm.
    """

    id = models.UUIDField(primary_key=True)
    holder = models.UUIDField()
    material = models.TextField()
    subject = models.UUIDField()
    media_type = models.TextField()
    size = models.IntegerField()
    digest = models.TextField()
    sealed = models.BinaryField()
    content = models.BinaryField()
    stored_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["holder", "material", "id"], name="file_of_holder"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(size__range=(1, 5 * 1024 * 1024)), name="file_size"),
            models.UniqueConstraint(fields=["holder", "material", "digest"], name="file_once"),
        )
