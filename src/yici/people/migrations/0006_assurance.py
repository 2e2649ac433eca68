"""How an account's owner was checked, the firms that they may act for, and codes for signing in."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add them; nobody was checked before."""

    dependencies: ClassVar = [("people", "0005_requests_about_data")]
    operations: ClassVar = [
        migrations.AddField("user", "assurance", models.CharField(default="none", editable=False, max_length=9)),
        migrations.AddField("user", "assured_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField(
            "user", "assured_by", models.CharField(blank=True, default="", editable=False, max_length=64)
        ),
        migrations.CreateModel(
            name="Firm",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("blind", models.BinaryField(max_length=32)),
                ("subject", models.UUIDField()),
                ("sealed", models.BinaryField()),
                ("told_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "blind"), name="people_firm_of_user")],
            },
        ),
        migrations.CreateModel(
            name="SignInCode",
            fields=[
                ("address", models.BinaryField(editable=False, max_length=32, primary_key=True, serialize=False)),
                ("code", models.BinaryField(editable=False)),
                ("until", models.DateTimeField()),
                ("tries", models.SmallIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
            ],
        ),
    ]
