"""The cases of a person, looked for at a desk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_order_of_lists"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["subject"], name="case_of_subject"),
        ),
    ]
