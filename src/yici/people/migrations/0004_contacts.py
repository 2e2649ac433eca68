"""Phones and mail addresses of people: sealed, found by a keyed index, confirmed by a code; and the count of
unread messages."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add the table of contacts, and the count to accounts."""

    dependencies: ClassVar = [("people", "0003_level_of_a_role")]
    operations: ClassVar = [
        migrations.AddField("user", "unread", models.SmallIntegerField(db_default=0, default=0, editable=False)),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=8)),
                ("subject", models.UUIDField(editable=False)),
                ("sealed", models.BinaryField(editable=False)),
                ("blind", models.BinaryField(editable=False)),
                ("verified_at", models.DateTimeField(null=True)),
                ("code", models.BinaryField(editable=False, null=True)),
                ("code_until", models.DateTimeField(null=True)),
                ("tries", models.SmallIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.UniqueConstraint(fields=("user", "kind", "blind"), name="people_contact_once"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("verified_at__isnull", False)), fields=["blind"], name="people_contact_found"
            ),
        ),
    ]
