"""Tries in vain are counted where the API counts them, too."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0001_wrong_tries"),
    ]

    operations = [
        migrations.DeleteModel(name="WrongTry"),
    ]
