"""One id of a firm for everybody who acts for it, and the firm that a mandate is for."""

from typing import ClassVar

from django.db import migrations, models

# The first half of the keyed hash that the rows hold already.
FILL = """UPDATE people_firm SET firm = encode(substring(blind FROM 1 FOR 16), 'hex')::uuid"""


class Migration(migrations.Migration):
    """This will add both; what was given for a firm so far, by its name alone, stays a person's own."""

    dependencies: ClassVar = [("people", "0007_mandates")]
    operations: ClassVar = [
        migrations.AddField("firm", "firm", models.UUIDField(editable=False, null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("firm", "firm", models.UUIDField(editable=False)),
        migrations.AddField("mandate", "firm", models.UUIDField(null=True)),
        migrations.AddIndex(
            "firm",
            models.Index(condition=models.Q(("ended_at__isnull", True)), fields=["firm"], name="people_firm_members"),
        ),
        migrations.AddIndex(
            "mandate",
            models.Index(
                condition=models.Q(("firm__isnull", False)), fields=["firm", "-id"], name="people_mandate_firm"
            ),
        ),
    ]
