"""Releases get a way and, with four eyes, an author; proposals before them. Members move into rows by digest."""

from django.db import migrations, models
from django.db.models import F, Q

MOVE = """
INSERT INTO catalogue_members (digest, content)
SELECT DISTINCT encode(sha256(convert_to(members, 'UTF8')), 'hex'), members FROM catalogue_release;
UPDATE catalogue_release SET digest = encode(sha256(convert_to(members, 'UTF8')), 'hex');
"""
BACK = """
UPDATE catalogue_release r SET members = m.content FROM catalogue_members m WHERE m.digest = r.digest;
"""


class Migration(migrations.Migration):
    """This will keep every release: those that are there came before there were proposals."""

    dependencies = [("catalogue", "0002_lines_of_lists")]
    operations = [
        migrations.CreateModel(
            name="Members",
            fields=[("digest", models.TextField(primary_key=True, serialize=False)), ("content", models.TextField())],
        ),
        migrations.CreateModel(
            name="Effects",
            fields=[("key", models.TextField(primary_key=True, serialize=False)), ("content", models.TextField())],
        ),
        migrations.AddField("release", "digest", models.TextField(default=""), preserve_default=False),
        migrations.AddField("release", "way", models.TextField(default="earlier"), preserve_default=False),
        migrations.AddField("release", "author", models.TextField(null=True)),
        migrations.AddField("release", "proposal", models.IntegerField(null=True, unique=True)),
        migrations.AddField("release", "stream", models.UUIDField(null=True, unique=True)),
        migrations.RunSQL(MOVE, BACK),
        migrations.RemoveField("release", "members"),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("number", models.AutoField(primary_key=True, serialize=False)),
                ("stream", models.UUIDField(unique=True)),
                ("base", models.IntegerField()),
                ("digest", models.TextField()),
                ("author", models.TextField()),
                ("note", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("state", models.TextField()),
                ("decided_by", models.TextField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField()),
                ("release", models.IntegerField(null=True, unique=True)),
            ],
        ),
        migrations.AddConstraint(
            "release",
            models.CheckConstraint(
                condition=Q(
                    way__in=("bootstrap", "calendar", "list", "earlier"), author__isnull=True, proposal__isnull=True
                )
                | (Q(way="proposal", author__isnull=False, proposal__isnull=False) & ~Q(author=F("actor"))),
                name="catalogue_release_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            "release",
            models.UniqueConstraint(fields=["way"], condition=Q(way="bootstrap"), name="catalogue_release_bootstrap"),
        ),
        migrations.AddConstraint(
            "release",
            models.CheckConstraint(
                condition=Q(way="earlier") | Q(stream__isnull=False), name="catalogue_release_recorded"
            ),
        ),
        migrations.AddConstraint(
            "proposal",
            models.CheckConstraint(
                condition=Q(state="open", decided_by__isnull=True, decided_at__isnull=True)
                | Q(state="withdrawn", decided_by=F("author"))
                | (Q(state__in=("released", "declined"), decided_by__isnull=False) & ~Q(decided_by=F("author"))),
                name="catalogue_proposal_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            "proposal",
            models.CheckConstraint(
                condition=Q(state="released", release__isnull=False) | (~Q(state="released") & Q(release__isnull=True)),
                name="catalogue_proposal_release",
            ),
        ),
        migrations.AddIndex("proposal", models.Index(fields=["state", "-number"], name="catalogue_proposals")),
    ]
