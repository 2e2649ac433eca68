"""Items of places' lists are found, too: after a migration an instance indexes what is new."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """This will change no table."""

    dependencies: ClassVar = [("search", "0002_key_with_one_index")]
    operations: ClassVar = []
