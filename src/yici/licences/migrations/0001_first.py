"""Licences that approvals give."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Licence",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.TextField(unique=True)),
                ("type", models.TextField()),
                ("subject", models.UUIDField()),
                ("holder", models.UUIDField(null=True)),
                ("case", models.UUIDField()),
                ("item", models.TextField()),
                ("agency", models.TextField()),
                ("place", models.CharField(max_length=12)),
                ("status", models.TextField()),
                ("until", models.DateField(null=True)),
                ("seq", models.IntegerField()),
                ("state", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["holder", "-id"], name="licence_of_holder"),
                    models.Index(fields=["case"], name="licence_of_case"),
                    models.Index(fields=["agency", "-id"], name="licence_of_agency"),
                    models.Index(
                        django.db.models.functions.text.Left("place", 6),
                        models.OrderBy(models.F("id"), descending=True),
                        name="licence_of_county",
                    ),
                ],
            },
        ),
    ]
