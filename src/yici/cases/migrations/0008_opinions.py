"""Departments that were asked: what they owe, and whose silence counted. Rows come with the next event of a case."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_receiving"),
    ]

    operations = [
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("number", models.TextField()),
                ("item", models.TextField()),
                ("place", models.CharField(max_length=12)),
                ("agency", models.TextField()),
                ("stance", models.TextField()),
                ("open", models.BooleanField()),
                ("due", models.DateTimeField()),
                ("bounded", models.BooleanField()),
                ("asked_at", models.DateTimeField()),
                ("noticed_at", models.DateTimeField(null=True)),
                ("proof", models.TextField(null=True)),
                ("law", models.TextField(null=True)),
                ("article", models.TextField(null=True)),
                ("absent_at", models.DateTimeField(null=True)),
                ("given_at", models.DateTimeField(null=True)),
                ("afterwards", models.TextField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="opinions",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("open", True)), fields=["agency", "due", "id"], name="opinion_desk"
                    ),
                    models.Index(fields=["agency", "-case"], name="opinion_of_agency"),
                    models.Index(
                        condition=models.Q(("absent_at__isnull", False)),
                        fields=["-absent_at", "-id"],
                        name="opinion_absent",
                    ),
                ],
            },
        ),
    ]
