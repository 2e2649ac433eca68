"""One event may lead to several documents: an application to its receipt, and to what was promised with it."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """This will let documents of one event stand beside each other, each of its kind and about its item once."""

    dependencies: ClassVar = [("documents", "0001_issued_documents")]
    operations: ClassVar = [
        migrations.RemoveConstraint("document", "document_once"),
        migrations.AddConstraint(
            "document",
            models.UniqueConstraint(fields=("source", "event", "kind", "key"), name="document_once"),
        ),
    ]
