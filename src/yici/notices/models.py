"""Rows of messages: those in the product, those that wait to leave the house, and what people chose."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Message(models.Model):
    """One message in the product, for one reader. What it says is sealed under `subject`; `stream` is what it is about,
    `event` the number of the event there that it tells of, `item` the approval ("" for the whole case)."""

    id = models.UUIDField(primary_key=True)
    reader = models.UUIDField()
    kind = models.TextField()
    stream = models.UUIDField()
    event = models.IntegerField()
    item = models.TextField(default="")
    subject = models.UUIDField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            # The feed may be read again from an older place: nobody is told twice.
            models.UniqueConstraint(fields=["reader", "stream", "event", "kind", "item"], name="message_once"),
        )
        indexes = (
            models.Index(fields=["reader", "-id"], name="message_of_reader"),
            models.Index(fields=["reader"], condition=models.Q(read_at=None), name="message_unread"),
        )


class Outgoing(models.Model):
    """One message that leaves the house: the rows are the queue. Address and content are sealed under `subject`, or
    plain where they name nobody (`subject` null: calls of webhooks, which carry ids only).

    `ready_at` is when it may go: after quiet hours, after the pause of a failure, and, while somebody is at it, the end
    of their lease; null once nothing more is done. From `expires_at` on it is of no use. `once` is what it tells of, so
    that it is queued once. `attempts` counts them and names the lease: only who holds the newest notes an end.
    """

    id = models.UUIDField(primary_key=True)
    channel = models.TextField()
    kind = models.TextField()
    endpoint = models.UUIDField(null=True)
    once = models.TextField(unique=True, null=True)
    subject = models.UUIDField(null=True)
    content = models.BinaryField()
    urgent = models.BooleanField(default=False)
    state = models.TextField(default="waiting")
    ready_at = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)
    reason = models.TextField(default="")
    receipt = models.TextField(default="")
    expires_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            # What is urgent first: a code for signing in does not queue behind a morning of notices.
            models.Index(
                fields=["channel", "-urgent", "ready_at"], condition=models.Q(state="waiting"), name="outgoing_ready"
            ),
            models.Index(fields=["channel", "receipt"], condition=~models.Q(receipt=""), name="outgoing_by_receipt"),
            models.Index(fields=["done_at"], condition=models.Q(done_at__isnull=False), name="outgoing_by_age"),
            models.Index(fields=["endpoint", "-id"], condition=models.Q(endpoint__isnull=False), name="outgoing_calls"),
        )


class Choice(models.Model):
    """By which channels somebody wants to be told of one kind of thing; without a row, by those of the kind."""

    id = models.BigAutoField(primary_key=True)
    user = models.UUIDField()
    kind = models.TextField()
    channels = ArrayField(models.TextField(), default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "kind"], name="choice_once"),)


class Agreed(models.Model):
    """Who handed in at a window without an account and agreed to be told by SMS, sealed with the case's own subject."""

    stream = models.UUIDField(primary_key=True)
    subject = models.UUIDField()
    sealed = models.BinaryField()
    agreed_at = models.DateTimeField()


class Endpoint(models.Model):
    """Another system that is called when something is recorded. Its secret is wrapped by the operator's key."""

    id = models.UUIDField(primary_key=True)
    name = models.TextField(unique=True)
    url = models.TextField()
    secret = models.BinaryField()
    kinds = ArrayField(models.TextField(), default=list)
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
