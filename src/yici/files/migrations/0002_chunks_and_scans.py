"""Files come in by chunks, have a small picture and pages, and are scanned where somebody scans."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Chunk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("upload", models.UUIDField()),
                ("number", models.IntegerField()),
                ("content", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("holder", models.UUIDField()),
                ("material", models.TextField()),
                ("subject", models.UUIDField()),
                ("size", models.IntegerField()),
                ("received", models.IntegerField(default=0)),
                ("sender", models.BinaryField()),
                ("sealed", models.BinaryField()),
                ("touched_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="file",
            name="pages",
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name="file",
            name="preview",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="file",
            name="scan",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="file",
            name="scan_after",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="file",
            index=models.Index(condition=models.Q(("scan", "waiting")), fields=["scan_after"], name="file_to_scan"),
        ),
        migrations.AddConstraint(
            model_name="chunk",
            constraint=models.UniqueConstraint(fields=("upload", "number"), name="chunk_once"),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(fields=["holder", "material", "id"], name="upload_of_holder"),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(fields=["sender"], name="upload_of_sender"),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(fields=["touched_at"], name="upload_by_age"),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(("received__gte", 0), ("received__lte", models.F("size"))), name="upload_received"
            ),
        ),
        # Ciphertext does not compress.
        migrations.RunSQL(
            "ALTER TABLE files_file ALTER COLUMN preview SET STORAGE EXTERNAL;"
            "ALTER TABLE files_chunk ALTER COLUMN content SET STORAGE EXTERNAL",
            "ALTER TABLE files_file ALTER COLUMN preview SET STORAGE EXTENDED;"
            "ALTER TABLE files_chunk ALTER COLUMN content SET STORAGE EXTENDED",
        ),
    ]
