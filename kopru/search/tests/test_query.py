"""Asking the index."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kopru.search import index, query, registry
from kopru.search.models import Entry
from kopru.search.tests.note import KIND, Note

NOON = datetime(2026, 11, 24, 9, tzinfo=UTC)
PAST = NOON - timedelta(days=400)


def note(title, text="", *, days_ago=0, secret_until=PAST):
    return Note.objects.create(title=title, text=text, at=NOON - timedelta(days=days_ago), secret_until=secret_until)


def titles(words, **options):
    options = {"user": "citizen", "at": NOON, **options}
    return [hit.title for hit in query.find(words, **options).hits]


@pytest.mark.parametrize(
    "asked",
    [
        "kaldırım",
        "KALDIRIM",
        "kaldirim",
        "kaldırımlar",
        "Küçükkuyu",
        "kucukkuyu kaldirim",
        '"kaldırım çalışması"',
        "kal*",
    ],
)
def test_finds_inflected_and_folded(asked):
    note("Küçükkuyu’nun kaldırımları yenileniyor", "Kaldırım çalışması sürüyor.")
    note("Zeytin hasadı")
    assert titles(asked) == ["Küçükkuyu’nun kaldırımları yenileniyor"]


@pytest.mark.parametrize("asked", ["", "   ", '"', "AND OR NOT", "'; drop table", "*", "(((", "\x00"])
def test_what_is_no_query_finds_nothing_and_breaks_nothing(asked):
    note("Zeytin hasadı")
    assert titles(asked) == []


def test_newest_first_and_page_by_page():
    for days in range(7):
        note(f"Şenlik {days}", days_ago=days)
    first = query.find("şenlik", user="citizen", at=NOON, limit=3)
    assert [hit.title for hit in first.hits] == ["Şenlik 0", "Şenlik 1", "Şenlik 2"]
    assert (first.count, first.capped) == (7, False)
    second = query.find("şenlik", user="citizen", at=NOON, limit=3, before=first.next_before)
    assert [hit.title for hit in second.hits] == ["Şenlik 3", "Şenlik 4", "Şenlik 5"]
    last = query.find("şenlik", user="citizen", at=NOON, limit=3, before=second.next_before)
    assert [hit.title for hit in last.hits] == ["Şenlik 6"]
    assert last.next_before is None


def test_hidden_things_are_neither_shown_nor_counted():
    note("Açık şenlik")
    note("Ambargolu şenlik", secret_until=NOON + timedelta(seconds=1))
    found = query.find("şenlik", user="citizen", at=NOON)
    assert [hit.title for hit in found.hits] == ["Açık şenlik"]
    assert found.count == 1
    assert len(titles("şenlik", user="office")) == 2
    assert len(titles("şenlik", at=NOON + timedelta(seconds=1))) == 2


def test_many_hidden_things_do_not_hide_the_visible_one():
    note("Eski şenlik", days_ago=30)
    Note.objects.bulk_create(
        Note(title=f"Gizli şenlik {n}", at=NOON, secret_until=NOON + timedelta(days=1)) for n in range(450)
    )
    index.put_many(Note.objects.filter(title__startswith="Gizli"))
    assert titles("şenlik", limit=1) == ["Eski şenlik"]


def test_a_changed_thing_is_found_by_its_new_words_only():
    changed = note("Pazar yeri", "eski sözcükler")
    changed.text = "bambaşka"
    changed.at = NOON - timedelta(days=90)
    changed.save()
    assert titles("sözcük") == []
    assert titles("bambaşka") == ["Pazar yeri"]
    assert Entry.objects.count() == 1


def test_a_deleted_thing_and_one_with_nothing_to_say_are_gone():
    note("Silinecek pazar").delete()
    note("Susan pazar", "nothing to say")
    assert titles("pazar") == []
    assert not Entry.objects.exists()


def test_kinds_narrow_and_an_unknown_one_is_an_error():
    note("Zeytin")
    assert titles("zeytin", kinds=["note"]) == ["Zeytin"]
    assert titles("zeytin", kinds=[]) == []
    with pytest.raises(registry.KindUnknown):
        titles("zeytin", kinds=["nothing"])
    assert query.ids("note", "zeyt") == [Note.objects.get().pk]


def test_rebuild_drops_what_is_gone_and_finds_what_was_missed():
    kept = note("Kalan zeytin")
    Note.objects.bulk_create([Note(title="Kaçan zeytin", at=NOON, secret_until=PAST)])
    Note.objects.filter(pk=kept.pk).delete()  # by the database, past the mixin
    assert list(index.rebuild(KIND, batch=1)) == [1]
    assert titles("zeytin") == ["Kaçan zeytin"]


class AnyText(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=60))
    def test_no_text_breaks_the_query(self, text):
        query.find(text, user="office", at=NOON)

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.integers(0, 3), min_size=2, max_size=6))
    def test_things_of_one_second_all_stand(self, seconds):
        Note.objects.bulk_create(
            Note(title="Aynı an", at=NOON + timedelta(seconds=s), secret_until=PAST) for s in seconds
        )
        index.put_many(Note.objects.filter(title="Aynı an"))
        assert query.find("aynı an", user="citizen", at=NOON).count == len(seconds)


def test_an_index_of_other_lemmas_is_known_and_made_again():
    note("Kaldırımlar")
    list(index.rebuild_all())
    assert index.is_current()
    index._edition_note().write_text("yesterday's")
    assert not index.is_current()
    assert [(kind.name, done) for kind, done in index.rebuild_all() if kind is KIND] == [("note", 1)]
    assert index.is_current()
