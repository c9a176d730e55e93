"""A thing to search for, with a table of its own while the tests run."""

from django.db import models

from kopru.search.indexed import Indexed
from kopru.search.registry import Document, Kind


class NoteQuerySet(models.QuerySet):
    def visible_to(self, user, at):
        return self.filter(secret_until__lte=at) if user != "office" else self


class Note(Indexed):
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    secret_until = models.DateTimeField()
    objects = NoteQuerySet.as_manager()

    class Meta:
        app_label = "search"
        managed = False
        db_table = "search_test_note"

    def __str__(self):
        return self.title


def document(note):
    if note.text == "nothing to say":
        return None
    return Document(title=note.title, text=note.text, at=note.at, url=f"/note/{note.pk}/", summary=note.text[:50])


KIND = Kind("note", "Notes", Note, document)
