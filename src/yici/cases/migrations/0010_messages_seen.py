"""How far the messages of a case were read by its applicant, and by the office."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_cards_and_ratings"),
    ]

    operations = [
        migrations.CreateModel(
            name="MessagesSeen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case", models.UUIDField()),
                ("side", models.TextField()),
                ("count", models.IntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "side"), name="messages_seen_once")],
            },
        ),
    ]
