"""Counts of open approvals by place, department and day, as the rows of today have them."""

from django.db import migrations, models

COUNTED = """
INSERT INTO cases_standing (place, agency, stand, day, count)
SELECT place, agency, stand, day, count(*) FROM (
  SELECT place, agency,
    CASE WHEN tasks = ARRAY['correct'] THEN 'applicant'
         WHEN bounded OR due >= '9999-01-01+00' OR tasks = ARRAY['wait'] THEN 'no_date' ELSE 'dated' END AS stand,
    CASE WHEN tasks = ARRAY['correct'] OR bounded OR due >= '9999-01-01+00' OR tasks = ARRAY['wait']
         THEN DATE '9999-12-31'
         ELSE ((due - interval '1 microsecond') AT TIME ZONE INTERVAL '+08:00')::date END AS day
  FROM cases_approval WHERE open
) a GROUP BY place, agency, stand, day
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0012_meetings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=12)),
                ("agency", models.TextField()),
                ("stand", models.TextField()),
                ("day", models.DateField()),
                ("count", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("place", "agency", "stand", "day"), name="standing_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StandingChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=12)),
                ("agency", models.TextField()),
                ("stand", models.TextField()),
                ("day", models.DateField()),
                ("by", models.IntegerField()),
            ],
        ),
        migrations.RunSQL(COUNTED, migrations.RunSQL.noop),
    ]
