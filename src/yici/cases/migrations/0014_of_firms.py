"""The firm for which a case was handed in: whoever acts for it now follows it."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add the column; what was handed in before belongs to the account that did."""

    dependencies: ClassVar = [("cases", "0013_standing")]
    operations: ClassVar = [
        migrations.AddField("case", "firm", models.UUIDField(null=True)),
        migrations.AddIndex(
            "case",
            models.Index(condition=models.Q(("firm__isnull", False)), fields=["firm", "-id"], name="case_of_firm"),
        ),
    ]
