"""The invented office: its identity, its units, its people, and who signs in."""

from dataclasses import dataclass
from typing import Final

from kopru.core.roles import Role

EXAMPLE: Final = "ÖRNEK – uydurma kayıt, tanıtım içindir."
DOMAIN: Final = "example.org"
PASSWORD: Final = "kopru-deneme-2026"  # noqa: S105 — printed on the sign-in page of the demonstration

IDENTITY: Final = {
    "name": "Zeytinyalı Belediyesi",
    "office": "Basın Yayın ve Halkla İlişkiler Servisi",
    "motto": "Ege’ye açılan kapı",
    "place": "Zeytinyalı",
    "address": "Eski İskele Caddesi No: 1, Zeytinyalı (ÖRNEK – uydurma belediye)",
    "phone": "0286 000 00 00 / 115",
    "email": "basin@example.org",
    "registered_email": "zeytinyali@kep.example.org",
    "publisher": "Zeytinyalı Belediyesi adına Defne Kıyıcı (ÖRNEK)",
    "responsible_manager": "Ebru Sayfalı (ÖRNEK)",
    "management_place": "Eski İskele Caddesi No: 1, Zeytinyalı (ÖRNEK)",
    "host_name": "Zeytinyalı Belediyesi Bilgi İşlem (ÖRNEK)",
    "host_address": "Eski İskele Caddesi No: 1, Zeytinyalı (ÖRNEK)",
    "notification_address": "zeytinyali@kep.example.org",
}


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody who signs in."""

    username: str
    first_name: str
    last_name: str
    role: Role
    duty: str
    unit: str = ""


LOGINS: Final = (
    Login("yazar", "Umut", "Satırcı", Role.WRITER, "Basın görevlisi"),
    Login("sorumlu", "Ebru", "Sayfalı", Role.HEAD, "Servis sorumlusu"),
    Login("fotograf", "Kaan", "Işıklı", Role.PHOTOGRAPHER, "Fotoğrafçı"),
    Login("buro", "Sevgi", "Defterci", Role.CLERK, "Büro görevlisi"),
    Login("birim", "Tolga", "Köprülü", Role.UNIT, "Fen İşleri Müdürlüğü irtibat görevlisi", "Fen İşleri Müdürlüğü"),
    Login("baskanlik", "Nilay", "Yamaçlı", Role.MAYORS_OFFICE, "Başkanlık özel kalem"),
    Login("yonetici", "Barış", "Kablocu", Role.ADMINISTRATOR, "Bilgi işlem sorumlusu"),
)

#: Name, mail box, what it does.
UNITS: Final = (
    ("Yazı İşleri Müdürlüğü", "yaziisleri", "Meclis ve encümen işleri, evrak, evlendirme"),
    ("Mali Hizmetler Müdürlüğü", "malihizmetler", "Bütçe, gelir, gider"),
    ("Fen İşleri Müdürlüğü", "fenisleri", "Yol, kaldırım, yapım ve onarım"),
    ("İmar ve Şehircilik Müdürlüğü", "imar", "Plan, ruhsat, kent dokusu"),
    ("Su ve Kanalizasyon Müdürlüğü", "su", "İçme suyu, atık su, arıza"),
    ("Park ve Bahçeler Müdürlüğü", "parklar", "Parklar, ağaçlandırma, oyun alanları"),
    ("Zabıta Müdürlüğü", "zabita", "Pazar yerleri, denetim, ulaşım"),
    ("Temizlik İşleri Müdürlüğü", "temizlik", "Çöp, geri kazanım, kıyı temizliği"),
    ("Kültür ve Sosyal İşler Müdürlüğü", "kultur", "Etkinlikler, kitaplık, sosyal destek"),
    ("Tarımsal Hizmetler Müdürlüğü", "tarim", "Üretici destekleri, zeytin, kırsal"),
)

#: Name, institution (or unit), precedence, form of address, holder, deputy.
OFFICES: Final = (
    ("Kaymakam", "Zeytinyalı Kaymakamlığı", 1, "Sayın Kaymakamım", ("Sinan", "Dağyolu"), None),
    ("Belediye Başkanı", "Zeytinyalı Belediyesi", 2, "Sayın Başkanım", ("Defne", "Kıyıcı"), ("Orhan", "Limoncu")),
    ("Garnizon Komutanı", "Zeytinyalı Garnizonu", 3, "Sayın Komutanım", ("Hakan", "Sancaklı"), None),
    (
        "İlçe Millî Eğitim Müdürü",
        "Zeytinyalı Kaymakamlığı",
        10,
        "Sayın Müdürüm",
        ("Gülten", "Tebeşir"),
        ("Cem", "Kalemli"),
    ),
    ("Müftü", "Zeytinyalı Müftülüğü", 11, "Sayın Müftüm", ("Yusuf", "Kandilci"), None),
    ("Ticaret Odası Başkanı", "Zeytinyalı Ticaret Odası", 20, "Sayın Başkanım", ("Aylin", "Terazi"), None),
    ("Ziraat Odası Başkanı", "Zeytinyalı Ziraat Odası", 21, "Sayın Başkanım", ("Rıza", "Dallı"), None),
    ("Kooperatif Başkanı", "Su Ürünleri Kooperatifi", 22, "Sayın Başkanım", ("Kemal", "Reis"), None),
    ("Muhtar", "Taşpınar Mahallesi", 30, "Sayın Muhtarım", ("Fatma", "Çeşmeli"), ("Ali", "Harmancı")),
    ("Muhtar", "Yukarıköy Mahallesi", 31, "Sayın Muhtarım", ("Hüseyin", "Bağcı"), None),
    ("Muhtar", "Kıyı Mahallesi", 32, "Sayın Muhtarım", ("Zehra", "Kumlu"), None),
)
