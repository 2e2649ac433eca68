"""The key of a place is compared byte by byte (collation C), so Django's second index for LIKE would only cost time."""

from typing import ClassVar

from django.db import migrations

CREATE = "CREATE INDEX people_place_code_aa3f37a7_like ON people_place (code varchar_pattern_ops)"
DROP = "DROP INDEX people_place_code_aa3f37a7_like"


class Migration(migrations.Migration):
    """This will drop the index that nothing uses."""

    dependencies: ClassVar = [("people", "0001_people_and_places")]
    operations: ClassVar = [migrations.RunSQL(DROP, CREATE)]
