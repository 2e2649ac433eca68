"""Names spelled out, for what is typed half in characters: after a migration an instance indexes what is new."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add the column, outside of the rows: few questions need it."""

    dependencies: ClassVar = [("search", "0003_items_of_lists")]
    operations: ClassVar = [
        migrations.AddField("entry", "spelled", models.TextField(db_collation="C", default="")),
        migrations.RunSQL("ALTER TABLE search_entry ALTER COLUMN spelled SET STORAGE EXTERNAL", migrations.RunSQL.noop),
    ]
