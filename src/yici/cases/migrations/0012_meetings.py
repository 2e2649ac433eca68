"""Meetings as lines of departments' desks, the day that a unit names in its answer, and figures of what is due."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_batches_and_visits"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("meeting", models.TextField()),
                ("item", models.TextField()),
                ("place", models.CharField(max_length=12)),
                ("agency", models.TextField()),
                ("about", models.TextField()),
                ("at", models.DateTimeField()),
                ("remote", models.BooleanField()),
                ("answer", models.TextField()),
                ("open", models.BooleanField()),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="meetings",
                        to="cases.case",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(condition=models.Q(open=True), fields=["agency", "at", "id"], name="meeting_desk"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(condition=models.Q(open=True), fields=["at", "id"], name="meeting_hall"),
        ),
        migrations.AddField(
            model_name="card",
            name="expected",
            field=models.DateField(null=True),
        ),
        migrations.RemoveIndex(
            model_name="approval",
            name="approval_hall",
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(
                condition=models.Q(open=True),
                fields=["due", "number"],
                include=["agency", "place", "item", "bounded", "tasks"],
                name="approval_hall",
            ),
        ),
    ]
