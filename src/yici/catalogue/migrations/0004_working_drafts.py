"""Files as they were written, and drafts of changed ones with every step."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_proposals"),
    ]

    operations = [
        migrations.CreateModel(
            name="WantedEffects",
            fields=[
                ("draft", models.UUIDField(primary_key=True, serialize=False)),
                ("step", models.IntegerField()),
                ("asked_at", models.DateTimeField()),
                ("leased_until", models.DateTimeField(null=True)),
                ("tries", models.IntegerField(default=0)),
                ("done", models.IntegerField(default=0)),
                ("of", models.IntegerField(default=0)),
                ("fault", models.TextField(default="")),
            ],
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("digest", models.TextField(primary_key=True, serialize=False)),
                ("file", models.TextField()),
                ("text", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="WorkingDraft",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("base", models.IntegerField()),
                ("opened_by", models.TextField()),
                ("opened_at", models.DateTimeField()),
                ("step", models.IntegerField(default=0)),
                ("changed_by", models.TextField()),
                ("changed_at", models.DateTimeField()),
                ("state", models.TextField(default="open")),
                ("proposal", models.IntegerField(null=True)),
                ("sample", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [models.Index(fields=["state", "-changed_at"], name="catalogue_working")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposal__isnull", False), ("state", "proposed")),
                            models.Q(("proposal__isnull", True), ("state__in", ("open", "discarded"))),
                            _connector="OR",
                        ),
                        name="catalogue_working_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkingFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("draft", models.UUIDField()),
                ("path", models.TextField()),
                ("text", models.TextField(null=True)),
                ("step", models.IntegerField()),
                ("changed_by", models.TextField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("draft", "path"), name="catalogue_working_path")],
            },
        ),
        migrations.CreateModel(
            name="WorkingStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("draft", models.UUIDField()),
                ("number", models.IntegerField()),
                ("path", models.TextField()),
                ("text", models.TextField(null=True)),
                ("held", models.BooleanField(default=True)),
                ("what", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "number", "path"), name="catalogue_working_step")
                ],
            },
        ),
    ]
