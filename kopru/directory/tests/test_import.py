"""Lists of contacts come in: what is understood, what is refused and in which words, and that nothing is lost."""

import io
import json
import threading
import zipfile
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopru.core.roles import Role
from kopru.directory import actions as directory
from kopru.directory import exporting, tasks
from kopru.directory.intake import sheets, takeover
from kopru.directory.intake.known import Register
from kopru.directory.models import ContactPoint, ImportFile, Outlet, Person, Post, Tag
from kopru.directory.tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def csv_of(*lines, encoding="utf-8"):
    return "\r\n".join(lines).encode(encoding)


def xlsx_of(*rows, **formulas):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for cell, (formula, result) in formulas.items():
            sheet.write_formula(cell, formula, None, result)
    return file.getvalue()


def receive(raw, name="liste.csv"):
    found = directory.receive(ContentFile(raw), name=name, by=make.user(Role.CLERK), at=AT)
    tasks.read_import.call(found.pk)
    found.refresh_from_db()
    return found


def take_over(raw, name="liste.csv"):
    found = directory.apply(receive(raw, name), by=make.user(Role.CLERK), at=AT)
    tasks.apply_import.call(found.pk)
    found.refresh_from_db()
    assert found.state == ImportFile.State.APPLIED
    return found


def outcomes(found):
    return list(found.rows.values_list("outcome", flat=True))


def complaints(found):
    return [(row.line, p["column"], p["problem"]) for row in found.rows.all() for p in row.problems]


def test_a_list_of_the_press_is_understood_by_its_turkish_headings():
    take_over(
        csv_of(
            "BASIN LİSTESİ;;;;;;",
            "Gazete;Türü;Adı Soyadı;Görevi;E-Posta Adresi;Cep Tel;Tel",
            "Ege Postası;yerel gazete;Av. AYŞE IŞIK;Haber Müdürü;Ayse@Example.org;5321234567;0286 752 50 54 / 115",
            "Ege Postası;;;;haber@example.org;;444 17 10",
        )
    )
    ayse = Person.objects.get()
    assert (ayse.title, ayse.first_name, ayse.last_name, ayse.circle) == ("Av.", "Ayşe", "Işık", "press")
    assert [(p.kind, p.address, p.extension) for p in ayse.contact_points.all()] == [
        ("email", "Ayse@example.org", ""),
        ("mobile", "+905321234567", ""),
        ("phone", "+902867525054", "115"),
    ]
    post = Post.objects.get()
    assert (str(post.outlet), post.duty) == ("Ege Postası", "news_editor")
    assert sorted(post.outlet.contact_points.values_list("kind", flat=True)) == ["email", "phone"]


def test_every_bad_row_is_named_with_its_column_in_turkish():
    found = receive(
        csv_of(
            "Ad;Soyad;E-posta;Telefon;Grup;Vefat tarihi",
            "Ali;Ak;ali(at)example.org;752 50 54;uzaylı;yarın",
            ";;kim@example.org;;;",
            '"Veli\nBcc: x@example.org";Ak;veli@example.org;;;',
            "Can;Ak;can@example.org;;;;fazla",
            "",
            "Naz;Ak;naz@example.org;#N/A;;",
        )
    )
    assert outcomes(found) == ["bad"] * 5
    assert found.blank_count == 1
    assert complaints(found) == [
        (2, "E-posta", "E-posta adresinde @ işareti yok."),
        (2, "Telefon", "Alan kodu eksik, örneğin 0286."),
        (2, "Grup", "Bu değer bilinmiyor. Şunlardan birini yazın: Basın, Protokol, Belediye, Davetli, Vatandaş."),
        (2, "Vefat tarihi", "Tarih okunamadı. 23.11.2026 gibi yazın."),
        (3, "Ad, Soyad, Mecra", "Satırda ne kişi adı ne mecra adı var."),
        (4, "Ad", "Satır sonu ve denetim karakteri kullanılamaz."),
        (6, "7. sütun", "Satırda, başlıklardan çok hücre var."),
        (8, "Telefon", "Hücrede değer yerine bir Excel hatası var."),
    ]
    assert found.row_count + found.blank_count == 6


def test_the_same_file_twice_changes_nothing():
    raw = csv_of(
        "Ad Soyad;Kurum;E-posta;Tel",
        "Ayşe Ak;Ege Postası;a@example.org;",
        "Veli Ak;Ege Postası;;",
        "Can Öz;;;0532 123 45 67",
        "Naz Öz;;;",
    )
    take_over(raw)
    before = (Person.objects.count(), ContactPoint.objects.count(), Post.objects.count(), Outlet.objects.count())
    again = take_over(raw)
    assert set(outcomes(again)) == {"same"}
    assert before == (
        Person.objects.count(),
        ContactPoint.objects.count(),
        Post.objects.count(),
        Outlet.objects.count(),
    )


def test_a_merged_row_is_not_brought_back():
    raw = csv_of("Ad Soyad;E-posta", "Ayse Ak;a@example.org")
    take_over(raw)
    directory.merge(make.person("Ayşe Akın"), Person.objects.get(first_name="Ayse"), by=make.user(), at=AT)
    assert outcomes(take_over(raw)) == ["same"]
    assert Person.objects.present().count() == 1


def test_an_address_in_other_letter_case_is_the_same_one():
    found = receive(csv_of("Ad Soyad;E-posta", "IŞIL AK;Isil@Example.org", "Işıl Ak;isil@EXAMPLE.ORG"))
    assert outcomes(found) == ["new", "repeated"]


def test_what_the_directory_already_says_stays_and_the_reader_is_told():
    ayse = make.person("Ayşe Ak", city="İzmir")
    make.contact_point(ayse, "a@example.org")
    found = take_over(csv_of("Ad Soyad;E-posta;Şehir;Unvan", "Ayşe Ak;a@example.org;BURSA;Dr."))
    ayse.refresh_from_db()
    assert (ayse.city, ayse.title, outcomes(found)) == ("İzmir", "Dr.", ["changed"])
    assert found.rows.get().notes[0]["problem"] == "Rehberdeki değer korunur: “İzmir”."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1254", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_of_a_turkish_office_is_read(encoding):
    receive_ = receive(csv_of("Ad;Soyad;Şehir", "Işıl;Çağdaş Öğüt;İzmir", "Gül;Şen;Muğla", encoding=encoding))
    assert [row.values["last_name"] for row in receive_.rows.all()] == ["Çağdaş Öğüt", "Şen"]


def test_a_file_glued_together_of_two_encodings_is_read_line_by_line():
    raw = csv_of("Ad;Soyad", "Işıl;Çağdaş\r\n") + "Gül;Şen\r\n".encode("cp1254")
    assert [row.values["last_name"] for row in receive(raw).rows.all()] == ["Çağdaş", "Şen"]


def test_a_unicode_domain_is_taken():
    take_over(csv_of("Ad;E-posta", "Işıl;bilgi@küçükkuyu.example"))
    point = ContactPoint.objects.get()
    assert point.value == "bilgi@küçükkuyu.example"
    assert point.address.startswith("bilgi@xn--")


def test_whole_numbers_and_formulas_of_excel():
    raw = xlsx_of(
        ["Ad", "Soyad", "Cep", "Not", "Vefat tarihi"],
        ["Işıl", "Ak", 5321234567, "=1+1", ""],
        ["Can", "Ak", None, None, None],
        C3=("=5320000000+1", 5320000001),
    )
    found = receive(raw, "liste.xlsx")
    assert found.notes == ["Dosyada formüller var; kayıtlı son sonuçları alındı."]
    first, second = found.rows.all()
    assert first.values["contacts"] == [["mobile", "0532 123 45 67"]]
    assert first.values["note"] == "=1+1"
    assert first.notes[0]["problem"] == "Formüle benziyor; metin olarak alındı."
    assert second.values["contacts"] == [["mobile", "0532 000 00 01"]]


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 410 * 1024 * 1024)
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "name", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "liste.csv", "adı “.csv” ile bitiyor, ama içeriği başka"),
        (b"Ad;Soyad", "liste.xlsx", "adı “.xlsx” ile bitiyor, ama içeriği başka"),
        (xlsx_of(["Ad"]), "liste.csv", "adı “.csv” ile bitiyor, ama içeriği başka"),
        (b"PK\x03\x04 broken", "liste.xlsx", "bozuk ya da Excel dosyası değil"),
        (b"", "liste.csv", "Dosya boş"),
        (b"x", "liste.pdf", "“.pdf” uzantılı dosyalar içe aktarılamaz"),
        (b"elma;armut\r\n1;2", "liste.csv", "Hiçbir sütun başlığı tanınmadı"),
        (b"\x00\x01\x02\x03" * 9, "liste.csv", "Dosya metin değil"),
    ],
)
def test_what_is_no_list_is_refused_in_words(raw, name, words):
    found = receive(raw, name)
    assert found.state == ImportFile.State.REFUSED
    assert words in found.obstacle
    assert found.file.size == len(raw)


def test_two_cells_far_apart_are_refused_before_the_reader_fills_what_is_between():
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Ad")
        sheet.write(1_048_575, 16_383, "x")
    assert "açıldığında" in receive(raw.getvalue(), "liste.xlsx").obstacle


def test_a_bomb_is_refused_by_what_it_declares():
    assert "açıldığında" in receive(bomb(), "liste.xlsx").obstacle


def test_a_large_file_is_refused_before_it_is_read():
    large = ContentFile(b"")
    large.size = 200 * 1024 * 1024
    with pytest.raises(sheets.FileTooLarge, match="200 MB"):
        directory.receive(large, name="liste.csv", by=None, at=AT)
    assert not ImportFile.objects.exists()


def test_columns_can_be_named_by_hand():
    found = receive(csv_of("Ad;Elektronik", "Can;can@example.org"))
    assert found.columns[1]["field"] == ""
    directory.choose_columns(found, fields={"Elektronik": "email"}, by=make.user(), at=AT)
    tasks.read_import.call(found.pk)
    assert found.rows.get().values["contacts"] == [["email", "can@example.org"]]


def test_nothing_is_taken_over_twice_or_before_its_preview():
    found = take_over(csv_of("Ad;E-posta", "Can;can@example.org"))
    with pytest.raises(directory.NotPreviewed):
        directory.apply(found, by=make.user(), at=AT)
    tasks.apply_import.call(found.pk)
    assert Person.objects.count() == 1


def test_a_killed_worker_goes_on_where_it_stopped(monkeypatch):
    monkeypatch.setattr(takeover, "BATCH", 2)
    lines = [f"Can{n};can{n}@example.org" for n in range(5)]
    found = directory.apply(receive(csv_of("Ad;E-posta", *lines)), by=None, at=AT)
    taken = []

    def killed(stored, *rest):
        taken.append(stored)
        if len(taken) == 4:
            raise KeyboardInterrupt
        return take(stored, *rest)

    take = takeover._take_over
    monkeypatch.setattr(takeover, "_take_over", killed)
    with pytest.raises(KeyboardInterrupt):
        tasks.apply_import.call(found.pk)
    assert Person.objects.count() == 2
    assert tasks.sweep(AT) == 1
    tasks.apply_import.call(found.pk)
    assert sorted(Person.objects.values_list("first_name", flat=True)) == [f"Can{n}" for n in range(5)]


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_a_row_over_once(monkeypatch):
    lines = [f"Nur{n} Sönmez;nur{n}@example.org" for n in range(3)]
    found = directory.apply(receive(csv_of("Ad Soyad;E-posta", *lines)), by=None, at=AT)
    load = Register.load

    def other_worker():
        tasks.apply_import.call(found.pk)
        connection.close()

    other = threading.Thread(target=other_worker)

    def loaded_while_another_begins(self, rows):
        load(self, rows)
        if other.ident is None:
            other.start()
            other.join(timeout=1)  # where it must wait for us, it does so until we are done

    monkeypatch.setattr(Register, "load", loaded_while_another_begins)
    tasks.apply_import.call(found.pk)
    other.join()
    assert Person.objects.filter(last_name="Sönmez").count() == 3
    found.refresh_from_db()
    assert (found.state, found.done_count) == (ImportFile.State.APPLIED, 3)


def test_a_slow_second_reading_undoes_nothing_that_was_said_since():
    found = receive(csv_of("Ad;E-posta", "Can;can@example.org"))
    slow = ImportFile.objects.get(pk=found.pk)
    slow.state = ImportFile.State.STORED  # as it was when the other worker began
    directory.apply(found, by=None, at=AT)
    takeover.preview(slow)
    found.refresh_from_db()
    assert found.state == ImportFile.State.APPLYING
    tasks.apply_import.call(found.pk)
    assert Person.objects.filter(first_name="Can").exists()


@pytest.mark.parametrize("name", ["Ayşe " + "Ü" * 81, "Ayşe" * 30 + " Ak", "Ay\x1bşe Ak"])
def test_a_whole_name_in_one_cell_is_looked_at_as_its_parts_are(name):
    found = receive(csv_of("Ad Soyad;E-posta", f"{name};ayse@example.org"))
    row = found.rows.get()
    assert row.outcome == "bad"
    assert {problem["column"] for problem in row.problems} == {"Ad Soyad"}


def test_the_command_shows_first_and_takes_over_when_told(tmp_path, capsys):
    path = tmp_path / "liste.csv"
    path.write_bytes(csv_of("Ad;E-posta", "Can;can@example.org", "Naz;naz"))
    call_command("import", "contacts", str(path))
    assert "satır 3: E-posta: “naz”. E-posta adresinde @ işareti yok." in capsys.readouterr().out
    assert not Person.objects.exists()
    call_command("import", "contacts", str(path), "--apply", "--json")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["line"], line["outcome"], line["applied"]) for line in lines] == [(2, "new", True), (3, "bad", False)]
    with pytest.raises(CommandError, match="içe aktaramaz"):
        call_command("import", "contacts", str(path), "--as", make.user(Role.PHOTOGRAPHER).username)


NAMES = st.sampled_from(["Işıl", "İpek Su", "Çağla", "=1+1", "'Ali", "@naz", "-Can", "+Ege; Ak", 'A "B" C', "Ömer,"])
SHORT = st.sampled_from(["", "Çanakkale", "=SUM(A1)", "Ege;Ak", "'tırnak"])
LONG = st.sampled_from(["", "iki\nsatır", "=1", "; , \t x", "“ğ” ₺ 😀"])
DAYS = st.sampled_from([None, date(2020, 2, 29), date(2026, 1, 1)])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), kind=st.sampled_from(["csv", "xlsx"]))
def test_what_goes_out_comes_back_in(data, kind):
    """Export, forget everything, import: the export is then the same; and importing it again changes nothing."""
    Person.objects.all().delete()
    Outlet.objects.all().delete()
    Tag.objects.all().delete()
    outlets = [
        make.outlet(f"{data.draw(NAMES)} {n}", city=data.draw(SHORT), note=data.draw(LONG).strip()) for n in range(2)
    ]
    for number in range(data.draw(st.integers(1, 3))):
        person = make.person(f"{data.draw(NAMES)} {number}", title=data.draw(SHORT), note=data.draw(LONG).strip())
        person.gender = data.draw(st.sampled_from(["", "female"]))
        person.circle = data.draw(st.sampled_from(["press", "citizen"]))
        person.deceased_on = data.draw(DAYS)
        person.save()
        make.contact_point(person, f"Kişi{number}@küçük.example")
        bad = make.contact_point(person, "0286 752 50 54 / 115", kind="phone")
        if data.draw(st.booleans()):
            directory.mark_bad(bad, reason="x", at=AT)
        make.contact_point(person, "Sahil Yolu 1\nKüçükkuyu", kind="address")
        for outlet in outlets[: data.draw(st.integers(0, 2))]:
            make.post(person, outlet, duty="other", wording=data.draw(SHORT), starts_on=data.draw(DAYS))
        person.tags.add(Tag.objects.get_or_create(folded="tarim", defaults={"name": "Tarım"})[0])
    user = make.user(Role.CLERK)
    write = {"csv": exporting.as_csv, "xlsx": exporting.as_xlsx}[kind]
    before = sorted(exporting.table(user, AT))
    raw = write(exporting.table(user, AT))
    assert set(outcomes(receive(raw, f"rehber.{kind}"))) == {"same"}
    Person.objects.all().delete()
    Outlet.objects.all().delete()
    Tag.objects.all().delete()
    found = take_over(raw, f"rehber.{kind}")
    assert complaints(found) == []
    assert sorted(exporting.table(user, AT)) == before
