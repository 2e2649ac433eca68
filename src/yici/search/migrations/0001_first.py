"""The table of what can be found."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

# Hundreds of lexemes and names beside a few short texts: outside of the row they leave it small, so that thousands of
# rows are put in order by reading few pages.
OUTSIDE = """
ALTER TABLE search_entry SET (toast_tuple_target = 256);
ALTER TABLE search_entry
    ALTER COLUMN terms SET STORAGE EXTERNAL, ALTER COLUMN names SET STORAGE EXTERNAL,
    ALTER COLUMN readings SET STORAGE EXTERNAL, ALTER COLUMN detail SET STORAGE EXTERNAL,
    ALTER COLUMN plain SET STORAGE MAIN, ALTER COLUMN plain_en SET STORAGE MAIN,
    ALTER COLUMN others SET STORAGE MAIN, ALTER COLUMN pinyin SET STORAGE MAIN, ALTER COLUMN initials SET STORAGE MAIN
"""


class Migration(migrations.Migration):
    """This will make the table and keep long values outside of its rows."""

    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("key", models.TextField(db_collation="C", primary_key=True, serialize=False)),
                ("kind", models.TextField(db_collation="C")),
                ("identity", models.TextField(db_collation="C")),
                ("title", models.TextField()),
                ("title_en", models.TextField()),
                ("detail", models.TextField()),
                ("names", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("readings", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("place", models.TextField(db_collation="C")),
                ("low", models.TextField(db_collation="C")),
                ("high", models.TextField(db_collation="C")),
                ("themes", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("agencies", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("audience", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("weight", models.SmallIntegerField()),
                ("size", models.SmallIntegerField()),
                ("plain", models.TextField(db_collation="C")),
                ("plain_en", models.TextField(db_collation="C")),
                ("others", models.TextField(db_collation="C")),
                ("pinyin", models.TextField(db_collation="C")),
                ("initials", models.TextField(db_collation="C")),
                ("terms", django.contrib.postgres.search.SearchVectorField()),
                ("digest", models.TextField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["terms"], name="search_entry_terms"
                    ),
                    models.Index(fields=["kind", "key"], name="search_entry_kind"),
                ],
            },
        ),
        migrations.RunSQL(OUTSIDE, migrations.RunSQL.noop),
    ]
