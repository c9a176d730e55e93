"""The index: rows of Django's, and beside them the full text of the database at hand."""

from django.db import migrations, models


def make_full_text(apps, schema_editor):
    """FTS5 over the rows' own text on SQLite; an expression index on PostgreSQL."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE VIRTUAL TABLE search_fts USING fts5("
            "text, content='search_entry', content_rowid='id', tokenize='ascii')"
        )
    else:
        schema_editor.execute(
            "CREATE INDEX search_entry_text ON search_entry USING gin (to_tsvector('simple', text))"
        )


def drop_full_text(apps, schema_editor):
    """Take it away again."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_fts")
    else:
        schema_editor.execute("DROP INDEX search_entry_text")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.BigIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("summary", models.CharField(blank=True, max_length=300)),
                ("url", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("text", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id"), name="one_entry_per_object")
                ],
            },
        ),
        migrations.RunPython(make_full_text, drop_full_text),
    ]
