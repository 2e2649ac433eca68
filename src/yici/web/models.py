"""Rows of the pages: what was tried in vain, for a quarter of an hour."""

from django.db import models


class WrongTry(models.Model):
    """One look-up whose number and code did not belong together. `whose` is a keyed hash of number and address."""

    whose = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["whose", "at"], name="wrong_try_of"),
            models.Index(fields=["at"], name="wrong_try_at"),
        )
