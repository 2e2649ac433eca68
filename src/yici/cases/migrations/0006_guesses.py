"""Who looked cases up of late. A table that a crash may empty needs no write-ahead log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_of_subject"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guess",
            fields=[
                ("whose", models.BinaryField(primary_key=True, serialize=False)),
                ("free_at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL("ALTER TABLE cases_guess SET UNLOGGED", "ALTER TABLE cases_guess SET LOGGED"),
    ]
