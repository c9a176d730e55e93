"""The invented press, and the invented people of the town; every address lies at example.org."""

from dataclasses import dataclass
from typing import Any, Final

from kopru.directory.models import Duty, OutletKind, Reach


@dataclass(frozen=True, slots=True)
class House:
    """An outlet and who works there: (first name, surname, duty)."""

    name: str
    box: str
    kind: str
    reach: str
    city: str
    people: tuple[tuple[str, str, str], ...]


_N, _M, _T = OutletKind.NEWSPAPER, OutletKind.MAGAZINE, OutletKind.TELEVISION
_R, _A, _S = OutletKind.RADIO, OutletKind.AGENCY, OutletKind.SITE
_C, _E, _W, _P, _K = Duty.CHIEF_EDITOR, Duty.NEWS_EDITOR, Duty.REPORTER, Duty.PHOTOGRAPHER, Duty.CAMERA

HOUSES: Final = (
    House(
        "Zeytinyalı Postası",
        "zeytinyaliposta",
        _N,
        Reach.LOCAL,
        "Zeytinyalı",
        (("Necla", "Mürekkepçi", _C), ("Onur", "Haberli", _W), ("Pelin", "Merceksiz", _P)),
    ),
    House(
        "Kıyı Haber", "kiyihaber", _S, Reach.LOCAL, "Zeytinyalı", (("Serkan", "Dalgalı", _C), ("Buse", "Yelkenci", _W))
    ),
    House("Zeytinyalı FM", "zeytinyalifm", _R, Reach.LOCAL, "Zeytinyalı", (("İlker", "Frekans", _E),)),
    House(
        "Körfezin Sesi",
        "korfezinsesi",
        _N,
        Reach.REGIONAL,
        "Körfezkent",
        (("Ümit", "Başyazı", _C), ("Ceren", "Notçu", _W)),
    ),
    House(
        "Ege Olay", "egeolay", _S, Reach.REGIONAL, "Körfezkent", (("Tuğba", "Sıcakhaber", _E), ("Emre", "Tuşlu", _W))
    ),
    House(
        "Körfez TV",
        "korfeztv",
        _T,
        Reach.REGIONAL,
        "Körfezkent",
        (("Levent", "Ekranlı", _E), ("Gizem", "Mikrofoncu", _W), ("Rıfat", "Kadraj", _K)),
    ),
    House("Ege’de Yaşam", "egedeyasam", _M, Reach.REGIONAL, "Körfezkent", (("Melis", "Kapakçı", _C),)),
    House(
        "Ülke Gündemi", "ulkegundemi", _N, Reach.NATIONAL, "Başkent", (("Haluk", "Manşet", _E), ("Şule", "Yurttan", _W))
    ),
    House("Günaydın Ülke", "gunaydinulke", _N, Reach.NATIONAL, "Büyükkent", (("Derya", "Sütunlu", _E),)),
    House(
        "Yurt Haber Ajansı",
        "yurtajansi",
        _A,
        Reach.NATIONAL,
        "Başkent",
        (("Murat", "Geçerli", _E), ("İpek", "Telgraf", _W), ("Çağlar", "Objektif", _P)),
    ),
    House(
        "Kanal Ufuk",
        "kanalufuk",
        _T,
        Reach.NATIONAL,
        "Büyükkent",
        (("Yeliz", "Canlıyayın", _E), ("Oğuz", "Kamera", _K)),
    ),
    House(
        "Tarım ve Zeytin",
        "tarimzeytin",
        _M,
        Reach.NATIONAL,
        "Büyükkent",
        (("Işık", "Filiz", _C), ("Suna", "Dalbudak", _W)),
    ),
)

FIRST_NAMES: Final = (
    "Ayşe", "Mehmet", "Zeynep", "Mustafa", "Elif", "Ahmet", "Hatice", "Hüseyin", "Merve", "İbrahim", "Gül", "Osman",
    "Şükran", "Halil", "Çiğdem", "Süleyman", "Işıl", "Ömer", "Nuray", "Yaşar",
)  # fmt: skip
LAST_NAMES: Final = (
    "Zeytinci", "Çınarlı", "Değirmenci", "Kuyulu", "Sahilli", "Bahçıvan", "İskeleci", "Yaylalı", "Üzümcü", "Ödemişli",
    "Ağaçlı", "Güneşli", "Irmaklı", "Şenyurt", "Öztepe", "Pınarlı", "Kayalı", "Ekinci", "Söğütlü", "İncirli",
)  # fmt: skip


def rules(offices: list[int]) -> tuple[tuple[str, str, dict[str, Any]], ...]:
    """Return the audiences: name, what for, rule; `offices` are the ids of the heads of chambers and mukhtars."""
    return (
        ("Yerel ve bölgesel basın", "Her bülten", {"any": [{"reach": [Reach.LOCAL, Reach.REGIONAL]}]}),
        ("Ulusal basın", "Ülke çapında ilgi çekecek bültenler", {"all": [{"reach": [Reach.NATIONAL]}]}),
        ("Ajanslar ve televizyonlar", "Görüntülü haberler", {"all": [{"outlet_kind": [_A, _T]}]}),
        ("Muhtarlar ve oda başkanları", "Yol, su ve etkinlik duyuruları", {"all": [{"office": offices}]}),
    )
