"""The dictionary form of a word: the list, the names, the rules, and the goal of Q7."""

import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kopru.turkish import casing, folding, lemmas
from kopru.turkish.lemmas import Lemmatiser
from kopru.turkish.tests import lemma_quality
from kopru.turkish.tests.strategies import turkish_word

# The office's own words with an inflection that snowball or PostgreSQL's 'turkish' misses (turkey.md (e) 3 and 5).
OFFICE_WORDS = """
Belediyesi=belediye belediyemizin=belediye Başkanımız=başkan kaldırımlar=kaldırım şikâyetler=şikayet şikayeti=şikâyet
bültenlerimiz=bülten kupürlerin=kupür basınının=basın çöplerin=çöp ışığı=ışık IŞIKLAR=ışık ismi=isim isimler=isim
duyurular=duyuru toplantıya=toplantı açılışı=açılış törenle=tören bayramınız=bayram taziyelerini=taziye afişler=afiş
broşürümüz=broşür davetiyeler=davetiye plaketi=plaket sertifikalar=sertifika muhabirler=muhabir gazetesi=gazete
haberin=haber röportajda=röportaj fotoğraflar=fotoğraf yayınlar=yayın dilekçenin=dilekçe birimleri=birim
müdürlüğümüz=müdürlük meclisin=meclis sokağında=sokak mahallesine=mahalle Küçükkuyu’nun=Küçükkuyu
Küçükkuyuda=küçükkuyu Ayvacığa=Ayvacık
"""


@pytest.mark.parametrize("pair", OFFICE_WORDS.split())
def test_the_offices_own_words(pair: str, lemmatiser: Lemmatiser) -> None:
    form, _, lemma = pair.partition("=")
    assert folding.fold(lemma) in lemmatiser.lemmas(form)
    assert folding.fold(lemma) in lemmatiser.lemmas(folding.tokens(form)[0])


@pytest.mark.parametrize("typed", lemma_quality.TYPED)
@pytest.mark.parametrize("source", [lemma_quality.LABELLED, lemma_quality.HELD_OUT], ids=lambda source: source.stem)
def test_recall_and_precision_meet_the_goal(typed: str, source: Path, lemmatiser: Lemmatiser) -> None:
    found = lemma_quality.measure(lemmatiser, lemma_quality.TYPED[typed], source=source)
    assert found.recall >= 0.97, found.missed
    assert found.precision >= 0.93, found.wrong


@pytest.mark.parametrize("typed", lemma_quality.TYPED)
def test_a_query_may_be_inflected_too(typed: str, lemmatiser: Lemmatiser) -> None:
    found = lemma_quality.measure(lemmatiser, lemma_quality.TYPED[typed], by_form=True)
    assert found.recall >= 0.97, found.missed
    assert found.precision >= 0.93, found.wrong


def test_the_list_is_long_enough_to_mean_something() -> None:
    assert len(list(lemma_quality.labelled())) >= 240


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("Küçükkuyu'da", "kucukkuyu"),
        ("KÜÇÜKKUYUYA", "kucukkuyu"),
        ("ayvacığa", "ayvacik"),
        ("Sarıtepe’den", "saritepe"),
        ("saritepeden", "saritepe"),
        ("belediyedekilerin", "belediye"),
        ("2026'da", "2026"),
    ],
)
def test_rules_alone_find_the_stem(form: str, stem: str, by_rules_alone: Lemmatiser) -> None:
    assert stem in by_rules_alone.lemmas(form)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("karşı", "karsi"), ("kilise", "kilise"), ("bölüm", "bolum"), ("hatayı", "hata"), ("Kars'a", "kars")],
)
def test_a_place_does_not_hide_a_word_of_every_day(form: str, lemma: str, lemmatiser: Lemmatiser) -> None:
    assert lemma in lemmatiser.lemmas(form)


def test_a_word_without_letters_has_no_lemma(lemmatiser: Lemmatiser) -> None:
    assert lemmatiser.lemmas("—") == ()


def test_a_lemma_is_known_as_it_is_written(lemmatiser: Lemmatiser) -> None:
    assert lemmatiser.is_lemma("ad")
    assert lemmatiser.is_lemma("kâr")
    assert not lemmatiser.is_lemma("adı")
    assert not lemmatiser.is_lemma("xyzabc")


def test_building_tells_how_far_it_is(tmp_path: Path) -> None:
    path = tmp_path / "deep" / lemmas.FILE_NAME
    shares: list[float] = []
    assert lemmas.build(path, shares.append) > 1_000_000
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [entry.name for entry in path.parent.iterdir()] == [lemmas.FILE_NAME]
    assert lemmas.is_current(path)


def test_a_missing_damaged_or_old_file_is_not_current(tmp_path: Path) -> None:
    path = tmp_path / lemmas.FILE_NAME
    assert not lemmas.is_current(path)
    path.write_bytes(b"no database")
    assert not lemmas.is_current(path)
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE about (edition TEXT)")
        database.execute("INSERT INTO about VALUES ('0/0')")
    database.close()
    assert not lemmas.is_current(path)


def test_a_damaged_file_leaves_the_rules(tmp_path: Path) -> None:
    path = tmp_path / lemmas.FILE_NAME
    path.write_bytes(b"no database" * 100)
    assert "kucukkuyu" in Lemmatiser(path).lemmas("Küçükkuyuda")


def test_a_file_that_appears_later_is_used(tmp_path: Path, lemma_file: Path) -> None:
    path = tmp_path / lemmas.FILE_NAME
    waiting = Lemmatiser(path)
    assert "sehir" not in waiting.lemmas("şehri")
    path.symlink_to(lemma_file)
    assert "sehir" in waiting.lemmas("şehri")


def test_threads_share_one_lemmatiser(lemmatiser: Lemmatiser) -> None:
    answers: list[tuple[str, ...]] = []
    threads = [
        threading.Thread(target=lambda word=word: answers.append(lemmatiser.lemmas(word)))
        for word in ("yolların", "sahilimiz", "dergileri", "otellerin")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {"yol", "sahil", "dergi", "otel"} <= {lemma for answer in answers for lemma in answer}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turkish_word)
def test_every_word_has_folded_lemmas_and_case_never_matters(lemmatiser: Lemmatiser, word: str) -> None:
    found = lemmatiser.lemmas(word)
    assert found
    assert all(lemma == folding.fold(lemma) for lemma in found)
    assert lemmatiser.lemmas(casing.upper(word)) == found
