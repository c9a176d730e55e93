"""What a heading means: the columns of a list of contacts and the many names offices give them."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kopru.turkish.folding import fold


@dataclass(frozen=True, slots=True)
class Column:
    """One thing a row may say; `synonyms` are folded headings."""

    field: str
    heading: str
    label: Promise
    synonyms: tuple[str, ...] = ()


#: In the order of the export. Headings are Turkish in the file itself, whatever the language of the screen.
COLUMNS: Final = (
    Column("title", "Unvan", _("Title before the name"), ("unvani", "title", "akademik unvan")),
    Column("first_name", "Ad", _("First name"), ("adi", "isim", "ismi", "first name", "given name", "on ad")),
    Column("last_name", "Soyad", _("Surname"), ("soyadi", "soy ad", "soy adi", "soyisim", "last name", "surname")),
    Column(
        "full_name",
        "Ad Soyad",
        _("First name and surname"),
        (
            "adi soyadi",
            "ad soyadi",
            "adi ve soyadi",
            "ad ve soyad",
            "isim soyisim",
            "yetkili",
            "ilgili kisi",
            "kisi",
            "name",
            "full name",
            "yetkili adi soyadi",
            "yetkili kisi",
            "muhabir",
            "gazeteci",
        ),
    ),
    Column("gender", "Cinsiyet", _("Gender"), ("cinsiyeti", "gender")),
    Column("salutation", "Özel hitap", _("Own form of address"), ("hitap", "hitap sekli")),
    Column("circle", "Grup", _("Group"), ("grubu", "kategori", "sinif")),
    Column("language", "Dil", _("Language"), ("dili", "yazisma dili")),
    Column("city", "Şehir", _("City"), ("il", "ili", "sehri", "kent", "city")),
    Column("tags", "Etiketler", _("Tags"), ("etiket", "anahtar kelimeler", "ilgi alani", "ilgi alanlari")),
    Column("note", "Not", _("Note"), ("notlar", "aciklama", "aciklamalar", "dusunceler")),
    Column(
        "outlet",
        "Mecra",
        _("Outlet"),
        (
            "kurum",
            "kurumu",
            "kurulus",
            "gazete",
            "yayin",
            "yayin adi",
            "yayin organi",
            "basin kurulusu",
            "medya",
            "gazete adi",
            "kurum adi",
            "ajans",
            "kanal",
            "firma",
            "mecra adi",
            "calistigi kurum",
            "basin yayin kurulusu",
        ),
    ),
    Column("outlet_kind", "Mecra türü", _("Kind of outlet"), ("tur", "turu", "yayin turu", "kurum turu", "mecra turu")),
    Column("reach", "Yayın alanı", _("Reach"), ("yayginlik", "yayin alani", "kapsam", "yerel ulusal", "duzey")),
    Column(
        "website", "Web adresi", _("Web address"), ("web", "web sitesi", "internet adresi", "site", "internet sitesi")
    ),
    Column("duty", "Görevi", _("Duty"), ("gorev", "pozisyon", "gorevi unvani", "meslegi")),
    Column("wording", "Kartvizitteki görev", _("As it stands on the card")),
    Column("starts_on", "Görev başlangıcı", _("First day"), ("baslangic", "baslama tarihi", "gorev baslama tarihi")),
    Column("ends_on", "Görev bitişi", _("Last day"), ("bitis", "bitis tarihi", "ayrilis tarihi")),
    Column(
        "email",
        "E-posta",
        _("E-mail"),
        (
            "eposta",
            "e posta adresi",
            "eposta adresi",
            "mail",
            "e mail",
            "email",
            "mail adresi",
            "e mail adresi",
            "elektronik posta",
        ),
    ),
    Column(
        "mobile",
        "Cep telefonu",
        _("Mobile telephone"),
        ("cep", "gsm", "cep tel", "mobil", "cep no", "cep telefonu no", "gsm no", "mobil telefon", "mobile"),
    ),
    Column(
        "phone",
        "Telefon",
        _("Telephone"),
        (
            "tel",
            "telefonu",
            "tel no",
            "telefon no",
            "telefon numarasi",
            "sabit telefon",
            "is telefonu",
            "phone",
            "santral",
        ),
    ),
    Column("address", "Posta adresi", _("Postal address"), ("adres", "adresi", "acik adres", "address")),
    Column("invalid", "Geçersiz adresler", _("Addresses that are not valid"), ("gecersiz adres",)),
    Column("deceased_on", "Vefat tarihi", _("Died on"), ("vefat", "olum tarihi")),
)
FIELDS: Final = {column.field: column for column in COLUMNS}
#: Several columns, and several lines or semicolons in one cell, may each give one.
MANY: Final = ("email", "mobile", "phone", "address", "invalid", "tags")
_MEANING: Final = {
    name: column.field for column in reversed(COLUMNS) for name in (fold(column.heading), *column.synonyms)
}


def meaning(heading: str) -> str:
    """Return the field that a heading means, or nothing; "E-Posta Adresi 2" is another e-mail."""
    words = fold(heading).split()
    while words:
        found = _MEANING.get(" ".join(words))
        if found:
            return found
        if not words[-1].isdigit():
            return ""
        words.pop()
    return ""


def meanings(headings: list[str]) -> list[str]:
    """Return the field of each heading; a second column of what can be only one is left out."""
    found: list[str] = []
    for heading in headings:
        field = meaning(heading)
        found.append("" if field in found and field not in MANY else field)
    return found
