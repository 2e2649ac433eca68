"""Drafts that an agent makes for their owner, and those who are to sign them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add the mandate of a draft, none to those that are there, and the rows of signatures."""

    dependencies = [("intake", "0003_draft_outline")]
    operations = [
        migrations.AddField("draft", "mandate", models.UUIDField(null=True)),
        migrations.AddField("draft", "agent", models.UUIDField(null=True)),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("draft", models.UUIDField()),
                ("role", models.TextField()),
                ("code", models.BinaryField(unique=True)),
                ("state", models.TextField(default="asked")),
                ("way", models.TextField(default="")),
                ("by", models.UUIDField(null=True)),
                ("digest", models.TextField(default="")),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("words", models.BinaryField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("draft", "role"), name="signature_of_role")],
            },
        ),
        migrations.AddIndex("draft", models.Index(fields=["mandate", "-id"], name="draft_of_mandate")),
    ]
