"""Who sent a card by hand: everybody has a list of their own."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add the column; of cards sent before it stays empty, as in the record."""

    dependencies: ClassVar = [("cases", "0014_of_firms")]
    operations: ClassVar = [
        migrations.AddField("card", "sender", models.TextField(null=True)),
        migrations.AddIndex(
            "card",
            models.Index(
                condition=models.Q(("sender__isnull", False)),
                fields=["sender", "-issued_at", "-id"],
                name="card_of_sender",
            ),
        ),
    ]
