"""What is to be done next with an approval, and whether its end is only a bound: columns that lists go by."""

import django.contrib.postgres.fields
from django.db import migrations, models

# What `Approval.tasks` says of the state beside the row, so that desks are whole before anybody rebuilds.
FILL = """
UPDATE cases_approval SET
  tasks = CASE status
      WHEN 'received' THEN ARRAY['accept'] || CASE
          WHEN s -> 'needs' = '[]' AND s -> 'deadlines' @> '[{"duty": "agency"}]' THEN ARRAY['decide'] ELSE '{}' END
      WHEN 'correcting' THEN ARRAY['correct']
      WHEN 'waiting' THEN ARRAY['wait']
      WHEN 'handling' THEN ARRAY['decide']
      WHEN 'decided' THEN ARRAY['deliver']
      ELSE '{}'::text[] END
    || CASE s ->> 'verification' WHEN 'due' THEN ARRAY['verify'] WHEN 'broken' THEN ARRAY['repair'] ELSE '{}' END,
  bounded = a.due < '9999-01-01Z' AND NOT EXISTS (
      SELECT FROM jsonb_array_elements(s -> 'deadlines') d WHERE (d ->> 'due')::timestamptz = a.due)
FROM (SELECT number AS n, due, state::jsonb AS s FROM cases_approval WHERE state LIKE '{%') a
WHERE number = n
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_readings"),
    ]

    operations = [
        migrations.AddField(
            model_name="approval",
            name="bounded",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="approval",
            name="tasks",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
