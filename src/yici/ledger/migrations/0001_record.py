"""The tables of the record."""

import django.db.models.functions.datetime
from django.db import migrations, models

import yici.ledger.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("statement", models.TextField()),
                ("signature", models.TextField()),
                ("root", models.BinaryField()),
                ("count", models.IntegerField()),
                ("epoch", models.SmallIntegerField()),
                ("xid", yici.ledger.models.TransactionIdField()),
                ("position", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("epoch", models.SmallIntegerField()),
                ("xid", yici.ledger.models.TransactionIdField()),
                ("position", models.BigIntegerField()),
                ("ready_at", models.DateTimeField(null=True)),
                ("attempts", models.SmallIntegerField(db_default=0)),
                ("fault", models.TextField(db_default="")),
            ],
        ),
        migrations.CreateModel(
            name="Epoch",
            fields=[
                ("number", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("stream", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("seq", models.IntegerField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField(null=True)),
                ("blind", models.BinaryField(null=True, unique=True)),
                ("created_at", models.DateTimeField()),
                ("destroyed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "scope", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("scope", models.TextField()),
                ("key", models.TextField()),
                ("request_hash", models.BinaryField()),
                ("response", models.TextField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["created_at"], name="ledger_answer_age")],
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "checkpoint", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("checkpoint", models.IntegerField()),
                ("number", models.IntegerField()),
                ("root", models.BinaryField()),
                ("epoch", models.SmallIntegerField()),
                ("xid", yici.ledger.models.TransactionIdField()),
                ("position", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["epoch", "xid", "position"], name="ledger_block_feed")],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "stream", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("stream", models.UUIDField()),
                ("seq", models.IntegerField()),
                ("kind", models.TextField()),
                ("format", models.SmallIntegerField()),
                ("algorithm", models.TextField()),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("actor", models.TextField()),
                ("cause", models.TextField(null=True)),
                ("content", models.TextField()),
                ("hash", models.BinaryField()),
                ("sealed", models.BinaryField(null=True)),
                ("subject", models.UUIDField(null=True)),
                ("epoch", models.SmallIntegerField(db_default=1)),
                ("xid", yici.ledger.models.TransactionIdField(db_default=models.Func(function="pg_current_xact_id"))),
                ("position", yici.ledger.models.PositionField()),
            ],
            options={
                "indexes": [models.Index(fields=["epoch", "xid", "position"], name="ledger_event_feed")],
            },
        ),
        migrations.CreateModel(
            name="Timer",
            fields=[
                ("stream", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("due_at", models.DateTimeField()),
                ("ready_at", models.DateTimeField()),
                ("attempts", models.SmallIntegerField(db_default=0)),
                ("fault", models.TextField(db_default="")),
            ],
            options={
                "indexes": [models.Index(fields=["ready_at"], name="ledger_timer_ready")],
            },
        ),
        # Heads are updated by every append: room in the page keeps those updates out of the index.
        migrations.RunSQL("ALTER TABLE ledger_head SET (fillfactor = 70)", migrations.RunSQL.noop),
    ]
