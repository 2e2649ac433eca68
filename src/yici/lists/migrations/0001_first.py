"""Proposals, and the rows of what was decided about them."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Search",
            fields=[
                ("basis", models.CharField(db_collation="C", max_length=64, primary_key=True, serialize=False)),
                ("place", models.CharField(db_collation="C", max_length=12)),
                ("items", models.IntegerField()),
                ("unmatched", models.IntegerField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Match",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("place", models.CharField(db_collation="C", max_length=12)),
                ("code", models.CharField(db_collation="C", max_length=100)),
                ("item", models.CharField(db_collation="C", max_length=100)),
                ("standing", models.CharField(max_length=9)),
                ("name", models.TextField()),
                ("item_name", models.TextField()),
                ("score", models.SmallIntegerField(null=True)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None),
                ),
                ("batch", models.UUIDField(null=True)),
                ("decided_by", models.CharField(max_length=64)),
                ("decided_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["place", "-decided_at", "id"], name="lists_match_newest"),
                    models.Index(
                        condition=models.Q(("standing", "confirmed")),
                        fields=["item", "place"],
                        name="lists_match_of_item",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("place", "code", "item"), name="lists_match_pair")],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("basis", models.CharField(db_collation="C", max_length=64)),
                ("code", models.CharField(db_collation="C", max_length=100)),
                ("item", models.CharField(db_collation="C", max_length=100)),
                ("score", models.SmallIntegerField()),
                ("exact", models.BooleanField()),
                ("tied", models.BooleanField()),
                ("reasons", models.TextField()),
            ],
            options={
                "indexes": [models.Index(fields=["basis", "-score", "code", "item"], name="lists_proposal_by_score")],
                "constraints": [models.UniqueConstraint(fields=("basis", "code", "item"), name="lists_proposal_pair")],
            },
        ),
    ]
