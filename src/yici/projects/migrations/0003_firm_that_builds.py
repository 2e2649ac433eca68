"""The firm that builds: a project is then of whoever acts for it now."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add it; what was opened so far stays of the account that opened it."""

    dependencies: ClassVar = [("projects", "0002_readings")]
    operations: ClassVar = [
        migrations.AddField("project", "firm", models.UUIDField(null=True)),
        migrations.AddIndex(
            "project",
            models.Index(condition=models.Q(("firm__isnull", False)), fields=["firm", "-id"], name="project_of_firm"),
        ),
    ]
