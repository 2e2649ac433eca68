"""Deeds with several approvals, visits as lines of their own, and records made on site. The visits of cases that are
there already get their lines from the states of the cases."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

VISITS = """
INSERT INTO cases_inspection (id, case_id, visit, "on", place, agency, item, officers, open)
SELECT c.number || '/' || (v ->> 'id') || '/' || a.item, c.id, v ->> 'id', (v ->> 'on')::date, a.place, a.agency, a.item,
       ARRAY(SELECT jsonb_array_elements_text(v -> 'officers')),
       NOT coalesce((v ->> 'recorded')::bool, false) AND a.status IN ('waiting', 'handling', 'suspended')
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(coalesce(v -> 'parts', '[]'::jsonb)) p
                       WHERE jsonb_exists(p -> 'items', a.item))
FROM cases_case c
CROSS JOIN LATERAL jsonb_array_elements(c.state::jsonb -> 'visits') v
JOIN cases_approval a ON a.case_id = c.id AND jsonb_exists(v -> 'items', a.item)
WHERE c.state LIKE '%"visits"%'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_messages_seen"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("by", models.UUIDField()),
                ("deed", models.TextField()),
                ("told", models.JSONField(default=dict)),
                ("state", models.TextField(default="waiting")),
                ("total", models.IntegerField()),
                ("done", models.IntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("leased_until", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["by", "-id"], name="batch_of_person"),
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "running"))),
                        fields=["asked_at"],
                        name="batch_to_do",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BatchLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.UUIDField()),
                ("number", models.IntegerField()),
                ("case", models.UUIDField()),
                ("item", models.TextField()),
                ("seq", models.IntegerField()),
                ("state", models.TextField(default="waiting")),
                ("code", models.TextField(default="")),
                ("params", models.JSONField(default=dict)),
                ("after", models.IntegerField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("batch", "number"), name="batch_line")],
            },
        ),
        migrations.CreateModel(
            name="Onsite",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("case", models.UUIDField()),
                ("visit", models.TextField()),
                ("by", models.UUIDField()),
                ("mark", models.TextField()),
                ("sealed", models.BinaryField()),
                ("subject", models.UUIDField()),
                ("needed", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("confirmed", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("state", models.TextField(default="waiting")),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("state", "waiting")), fields=["needed"], name="onsite_to_confirm"
                    ),
                    models.Index(fields=["case", "visit"], name="onsite_of_visit"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("visit", models.TextField()),
                ("on", models.DateField()),
                ("place", models.CharField(max_length=12)),
                ("agency", models.TextField()),
                ("item", models.TextField()),
                ("officers", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("open", models.BooleanField()),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="inspections",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["on", "id"], name="inspection_by_day"),
                    models.Index(fields=["case"], name="inspection_of_case"),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("open", True)), fields=["officers"], name="inspection_of_officer"
                    ),
                ],
            },
        ),
        migrations.RunSQL(VISITS, migrations.RunSQL.noop),
    ]
