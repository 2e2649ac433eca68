"""A draft keeps the outline of the plan that its owner saw last, to say what became different."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add an empty outline: nobody is told of what changed before it was kept."""

    dependencies = [("intake", "0002_draft_by_age")]
    operations = [migrations.AddField("draft", "seen", models.TextField(default="", db_default=""))]
