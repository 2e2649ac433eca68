"""What people asked about the data that is kept of them: to be erased, or to be put right."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_contacts"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataRequest",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("user", models.UUIDField()),
                ("what", models.TextField()),
                ("at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("outcome", models.TextField(default="", db_default="")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("user", "what"),
                        name="data_request_open_once",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)), fields=["at", "id"], name="data_request_open"
                    ),
                ],
            },
        ),
    ]
