"""By which number of its fold the rows of each kind of stream were made. All that are there were made by the first."""

from django.db import migrations, models

FIRST = "INSERT INTO ledger_fold (kind, number) SELECT DISTINCT kind, 1 FROM ledger_head"


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0001_record"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fold",
            fields=[
                ("kind", models.TextField(primary_key=True, serialize=False)),
                ("number", models.IntegerField()),
            ],
        ),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
    ]
