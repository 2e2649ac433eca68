"""Cards of supervision as lines of their own, ratings, and how far cases are counted again over new calendars."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_opinions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("item", models.TextField()),
                ("place", models.CharField(max_length=12)),
                ("agency", models.TextField()),
                ("colour", models.TextField()),
                ("about", models.TextField()),
                ("rule", models.SmallIntegerField()),
                ("version", models.SmallIntegerField()),
                ("issued_at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Recount",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("calendars", models.TextField()),
                ("after", models.UUIDField(null=True)),
                ("done", models.BooleanField(default=False)),
                ("seen", models.IntegerField(default=0)),
                ("moved", models.IntegerField(default=0)),
                ("begun_at", models.DateTimeField()),
                ("leased_until", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="case",
            name="rated_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="rated_by_name",
            field=models.BooleanField(default=False, db_default=False),
        ),
        migrations.AddField(
            model_name="case",
            name="rating",
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("rating__gte", 4)), fields=["-rated_at", "-id"], name="case_rated_bad"
            ),
        ),
        migrations.AddField(
            model_name="card",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="cards",
                to="cases.case",
            ),
        ),
        migrations.AddIndex(
            model_name="card",
            index=models.Index(fields=["-issued_at", "-id"], name="card_newest"),
        ),
        migrations.AddIndex(
            model_name="card",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", True)), fields=["-issued_at", "-id"], name="card_open"
            ),
        ),
        migrations.AddIndex(
            model_name="card",
            index=models.Index(fields=["agency", "-issued_at", "-id"], name="card_of_agency"),
        ),
    ]
