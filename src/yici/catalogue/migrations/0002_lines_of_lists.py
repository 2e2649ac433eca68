"""The lines of lists, found by code, and by department or type in the order of codes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lines", models.CharField(db_collation="C", max_length=64)),
                ("code", models.CharField(db_collation="C", max_length=100)),
                ("name", models.TextField()),
                ("department", models.TextField(db_collation="C")),
                ("main_item", models.TextField(db_collation="C")),
                ("task_type", models.TextField(db_collation="C")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["lines", "department", "code"], name="catalogue_listed_department"),
                    models.Index(fields=["lines", "task_type", "code"], name="catalogue_listed_type"),
                ],
                "constraints": [models.UniqueConstraint(fields=("lines", "code"), name="catalogue_listed_code")],
            },
        ),
    ]
