"""Keys are compared byte by byte (collation C), so Django's second index for LIKE would only cost time."""

from typing import ClassVar

from django.db import migrations

CREATE = "CREATE INDEX search_entry_key_37c66ada_like ON search_entry (key text_pattern_ops)"
DROP = "DROP INDEX search_entry_key_37c66ada_like"


class Migration(migrations.Migration):
    """This will drop the index that nothing uses."""

    dependencies: ClassVar = [("search", "0001_first")]
    operations: ClassVar = [migrations.RunSQL(DROP, CREATE)]
