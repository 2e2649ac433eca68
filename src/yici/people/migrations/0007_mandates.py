"""Mandates: who lets whom act for them."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add the rows that lists of mandates are read from."""

    dependencies: ClassVar = [("people", "0006_assurance")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("principal", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("agent", models.UUIDField(null=True)),
                ("organisation", models.UUIDField(null=True)),
                ("wanted", models.BinaryField(null=True)),
                ("phase", models.CharField(max_length=8)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("label", models.BinaryField()),
                ("seq", models.IntegerField()),
                ("state", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["principal", "-id"], name="people_mandate_principal"),
                    models.Index(fields=["subject", "-id"], name="people_mandate_subject"),
                    models.Index(fields=["agent", "-id"], name="people_mandate_agent"),
                    models.Index(fields=["organisation", "-id"], name="people_mandate_organisation"),
                    models.Index(
                        fields=["wanted"], condition=models.Q(("phase", "offered")), name="people_mandate_wanted"
                    ),
                ],
            },
        ),
    ]
