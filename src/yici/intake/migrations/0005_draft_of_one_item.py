"""A draft may be for one item of a matter alone."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add the column; what was begun before is for all that applies."""

    dependencies: ClassVar = [("intake", "0004_draft_agents_and_signatures")]
    operations: ClassVar = [migrations.AddField("draft", "only", models.TextField(default="", db_default=""))]
