from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_first")]

    operations = [
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["updated_at"], name="draft_by_age"),
        ),
    ]
