"""A chief representative may be authorised for what is handled at one level of government."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add the level; roles that were granted before hold for every one."""

    dependencies: ClassVar = [("people", "0002_place_code_with_one_index")]
    operations: ClassVar = [
        migrations.AddField("role", "level", models.CharField(max_length=8, null=True, blank=True)),
    ]
