"""The table of files. Ciphertext does not compress, so it is stored beside the row as it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="File",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("holder", models.UUIDField()),
                ("material", models.TextField()),
                ("subject", models.UUIDField()),
                ("media_type", models.TextField()),
                ("size", models.IntegerField()),
                ("digest", models.TextField()),
                ("sealed", models.BinaryField()),
                ("content", models.BinaryField()),
                ("stored_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["holder", "material", "id"], name="file_of_holder")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__range", (1, 5242880))), name="file_size"),
                    models.UniqueConstraint(fields=("holder", "material", "digest"), name="file_once"),
                ],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE files_file ALTER COLUMN content SET STORAGE EXTERNAL",
            "ALTER TABLE files_file ALTER COLUMN content SET STORAGE EXTENDED",
        ),
    ]
