"""The tables of the record. Nobody outside the ledger imports them; the hot statements stand in `store`."""

from typing import Any

from django.db import models
from django.db.models.functions import Now

INSERT_ONLY_TABLES = ("ledger_event", "ledger_checkpoint", "ledger_block")
"""The tables on which the application's database role may only insert and select."""


class TransactionIdField(models.Field):  # type: ignore[type-arg]
    """A full (64-bit) transaction number of PostgreSQL."""

    def db_type(self, connection: Any) -> str:
        return "xid8"


class PositionField(models.BigIntegerField):  # type: ignore[type-arg]
    """A number that the database alone gives, in the order of writing."""

    def db_type_suffix(self, connection: Any) -> str:
        return "GENERATED ALWAYS AS IDENTITY"


class Event(models.Model):
    """One event. `content` is the exact line that was hashed; the other columns repeat it for reading and checking.

    (epoch, xid, position) is the order of the feed: `xid` is the transaction that wrote the event, and an epoch begins
    when the record is moved to another database cluster, whose transaction numbers start anew.
    """

    pk = models.CompositePrimaryKey("stream", "seq")
    stream = models.UUIDField()
    seq = models.IntegerField()
    kind = models.TextField()
    format = models.SmallIntegerField()
    algorithm = models.TextField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor = models.TextField()
    cause = models.TextField(null=True)
    content = models.TextField()
    hash = models.BinaryField()
    sealed = models.BinaryField(null=True)
    subject = models.UUIDField(null=True)
    epoch = models.SmallIntegerField(db_default=1)
    xid = TransactionIdField(db_default=models.Func(function="pg_current_xact_id"))
    position = PositionField()

    class Meta:
        indexes = (models.Index(fields=["epoch", "xid", "position"], name="ledger_event_feed"),)


class Head(models.Model):
    """The end of one stream: moved by compare-and-set, locked by whoever is about to append."""

    stream = models.UUIDField(primary_key=True)
    kind = models.TextField()
    seq = models.IntegerField()
    hash = models.BinaryField()


class Fold(models.Model):
    """The number of the fold by which the rows of one kind of stream were made. No line: by the program's own."""

    kind = models.TextField(primary_key=True)
    number = models.IntegerField()


class Timer(models.Model):
    """The earliest deadline of one stream. `ready_at` is `due_at` until a worker leases it or a failure puts it off."""

    stream = models.UUIDField(primary_key=True)
    kind = models.TextField()
    due_at = models.DateTimeField()
    ready_at = models.DateTimeField()
    attempts = models.SmallIntegerField(db_default=0)
    fault = models.TextField(db_default="")

    class Meta:
        indexes = (models.Index(fields=["ready_at"], name="ledger_timer_ready"),)


class Answer(models.Model):
    """The answer to a request that carried an idempotency key."""

    pk = models.CompositePrimaryKey("scope", "key")
    scope = models.TextField()
    key = models.TextField()
    request_hash = models.BinaryField()
    response = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["created_at"], name="ledger_answer_age"),)


class Subject(models.Model):
    """The key of one data subject, wrapped by the operator's key. Leave this table out of ordinary backups."""

    id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField(null=True)
    blind = models.BinaryField(null=True, unique=True)
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)


class Cursor(models.Model):
    """How far one reader of the feed has come."""

    name = models.TextField(primary_key=True)
    epoch = models.SmallIntegerField()
    xid = TransactionIdField()
    position = models.BigIntegerField()
    ready_at = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(db_default=0)
    fault = models.TextField(db_default="")


class Epoch(models.Model):
    """The clusters that this record has lived in, one after another."""

    number = models.SmallIntegerField(primary_key=True)
    began_at = models.DateTimeField(db_default=Now())


class Checkpoint(models.Model):
    """A signed tree over the events since the checkpoint before. `statement` is the exact line that was signed."""

    number = models.IntegerField(primary_key=True)
    statement = models.TextField()
    signature = models.TextField()
    root = models.BinaryField()
    count = models.IntegerField()
    epoch = models.SmallIntegerField()
    xid = TransactionIdField()
    position = models.BigIntegerField()


class Block(models.Model):
    """One full subtree of a checkpoint (the last may be smaller): so a proof reads one block of events, not all."""

    pk = models.CompositePrimaryKey("checkpoint", "number")
    checkpoint = models.IntegerField()
    number = models.IntegerField()
    root = models.BinaryField()
    epoch = models.SmallIntegerField()
    xid = TransactionIdField()
    position = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=["epoch", "xid", "position"], name="ledger_block_feed"),)
