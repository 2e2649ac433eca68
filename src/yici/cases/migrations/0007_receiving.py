"""Where an approval is handled, and which window took a case in: columns and the orders of their lists."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_guesses"),
    ]

    operations = [
        migrations.AddField(
            model_name="approval",
            name="outside",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="approval",
            name="received",
            field=models.CharField(max_length=12, null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="received_by",
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="received_place",
            field=models.CharField(max_length=12, null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="spread",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(
                django.db.models.functions.text.Left("place", 6),
                models.OrderBy(models.F("case"), descending=True),
                condition=models.Q(("outside", True)),
                name="approval_outside",
            ),
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(
                django.db.models.functions.text.Left("received", 6),
                models.F("due"),
                models.F("number"),
                condition=models.Q(("open", True), ("received__isnull", False)),
                name="approval_received",
            ),
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(
                condition=models.Q(("open", True), ("received__isnull", False)),
                fields=["due", "number"],
                name="approval_sent_on",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                django.db.models.functions.text.Left("received_place", 6),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("received_place__isnull", False)),
                name="case_received",
            ),
        ),
    ]
