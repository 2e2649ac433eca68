"""Messages in the product, what waits to go out, what people chose, and the systems that are called."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agreed",
            fields=[
                ("stream", models.UUIDField(primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("sealed", models.BinaryField()),
                ("agreed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Endpoint",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.TextField(unique=True)),
                ("url", models.TextField()),
                ("secret", models.BinaryField()),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                ("active", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("user", models.UUIDField()),
                ("kind", models.TextField()),
                (
                    "channels",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "kind"), name="choice_once")],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reader", models.UUIDField()),
                ("kind", models.TextField()),
                ("stream", models.UUIDField()),
                ("event", models.IntegerField()),
                ("item", models.TextField(default="")),
                ("subject", models.UUIDField()),
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["reader", "-id"], name="message_of_reader"),
                    models.Index(condition=models.Q(("read_at", None)), fields=["reader"], name="message_unread"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("reader", "stream", "event", "kind", "item"), name="message_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("channel", models.TextField()),
                ("kind", models.TextField()),
                ("endpoint", models.UUIDField(null=True)),
                ("once", models.TextField(null=True, unique=True)),
                ("subject", models.UUIDField(null=True)),
                ("content", models.BinaryField()),
                ("urgent", models.BooleanField(default=False)),
                ("state", models.TextField(default="waiting")),
                ("ready_at", models.DateTimeField(null=True)),
                ("attempts", models.SmallIntegerField(default=0)),
                ("reason", models.TextField(default="")),
                ("receipt", models.TextField(default="")),
                ("expires_at", models.DateTimeField(null=True)),
                ("made_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["channel", "-urgent", "ready_at"],
                        name="outgoing_ready",
                    ),
                    models.Index(
                        condition=models.Q(("receipt", ""), _negated=True),
                        fields=["channel", "receipt"],
                        name="outgoing_by_receipt",
                    ),
                    models.Index(
                        condition=models.Q(("done_at__isnull", False)), fields=["done_at"], name="outgoing_by_age"
                    ),
                    models.Index(
                        condition=models.Q(("endpoint__isnull", False)),
                        fields=["endpoint", "-id"],
                        name="outgoing_calls",
                    ),
                ],
            },
        ),
    ]
