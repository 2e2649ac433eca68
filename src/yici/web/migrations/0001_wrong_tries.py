"""The table of look-ups tried in vain."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="WrongTry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("whose", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["whose", "at"], name="wrong_try_of"),
                    models.Index(fields=["at"], name="wrong_try_at"),
                ],
            },
        ),
    ]
