"""Bulletins to set, invented: the shortest, a usual one, a full one, and one that strains the page."""

import io

from PIL import Image, ImageDraw

from kopru.typesetting import codes, documents

LINK = "https://basin.example.org/bulten/2026/114/"
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="31" fill="#0B4F6C"/>'
    b'<path d="M8 40q12-16 24 0t24 0" fill="none" stroke="#EFEBE2" stroke-width="4"/>'
    b'<path d="M8 50q12-12 24 0t24 0" fill="none" stroke="#6B7A3A" stroke-width="4"/>'
    b'<circle cx="32" cy="20" r="7" fill="#EFEBE2"/></svg>'
)


def photo(width: int, height: int, *, sky: str, land: str) -> bytes:
    """Draw a shore: sky, sun, sea, land."""
    picture = Image.new("RGB", (width, height), sky)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((width * 0.7, height * 0.12, width * 0.7 + height * 0.18, height * 0.3), fill="#F6E7C1")
    pen.polygon([(0, height * 0.55), (width * 0.35, height * 0.3), (width * 0.8, height * 0.56)], fill=land)
    pen.rectangle((0, height * 0.55, width, height), fill="#0B4F6C")
    pen.polygon([(0, height), (0, height * 0.8), (width * 0.6, height)], fill="#EFEBE2")
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()


def identity(**more: object) -> dict[str, object]:
    return {
        "name": "Küçükkuyu Belediyesi",
        "office": "Basın Yayın ve Halkla İlişkiler Servisi",
        "motto": "Ege’nin başladığı yer",
        "logo": "logo.svg",
        "address": "Küçükkuyu, Ayvacık / Çanakkale",
        "phone": "0286 752 50 54 / 115",
        "email": "basin@example.org",
        "website": "https://www.example.org",
        "imprint": [
            {"label": "Sahibi", "value": "Küçükkuyu Belediyesi adına Ayşe Örnek"},
            {"label": "Sorumlu müdür", "value": "Işıl Örnekoğlu"},
            {"label": "Yönetim yeri", "value": "Küçükkuyu, Ayvacık / Çanakkale"},
        ],
        **more,
    }


def paragraph(text: str) -> dict[str, object]:
    return {"kind": "paragraph", "runs": [{"text": text}]}


OPENING = (
    "KÜÇÜKKUYU – Küçükkuyu Belediyesi, Mıhlı Çayı boyunca yapılan 2,4 kilometrelik yürüyüş ve bisiklet yolunu 24 Kasım "
    "Salı günü hizmete açıyor. Yol, liman meydanından başlıyor ve zeytinliklerin arasından Mıhlı Şelalesi’ne uzanıyor."
)


def shortest() -> tuple[dict[str, object], dict[str, bytes]]:
    """Everything optional is left out."""
    return {
        "language": "tr",
        "words": documents.words("tr"),
        "identity": {"name": "Örnek Belediyesi", "office": ""},
        "headline": "Su kesintisi",
    }, {}


def empty() -> tuple[dict[str, object], dict[str, bytes]]:
    """Everything optional is there and empty."""
    texts = ("number", "date", "place", "unit", "embargo", "stamp", "overline", "spot", "link", "qr")
    lists = ("blocks", "photos", "contacts", "notices")
    data, files = shortest()
    return data | dict.fromkeys(texts, "") | {name: [] for name in lists}, files


def usual() -> tuple[dict[str, object], dict[str, bytes]]:
    """One page, one photo."""
    data = {
        "language": "tr",
        "words": documents.words("tr"),
        "identity": identity(),
        "number": "2026/114",
        "date": "24 Kasım 2026 Salı",
        "place": "Küçükkuyu",
        "unit": "Fen İşleri Müdürlüğü",
        "overline": "Ulaşım",
        "headline": "Mıhlı yürüyüş yolu açılıyor",
        "spot": "Liman meydanını Mıhlı Şelalesi’ne bağlayan 2,4 kilometrelik yol tamamlandı. Yol boyunca 86 aydınlatma "
        "direği, 11 dinlenme yeri ve 340 yeni ağaç bulunuyor.",
        "blocks": [
            paragraph(OPENING),
            {
                "kind": "quote",
                "runs": [{"text": "“Çocuklarımız okula, büyüklerimiz çarşıya arabadan uzak bir yoldan gidecek.”"}],
                "speaker": "Ayşe Örnek",
                "office": "Küçükkuyu Belediye Başkanı",
            },
            {
                "kind": "paragraph",
                "runs": [
                    {"text": "Açılış saat "},
                    {"text": "10.30", "bold": True},
                    {"text": "’da liman meydanında yapılacak; ayrıntılar "},
                    {"text": "etkinlik sayfasında", "link": "https://www.example.org/etkinlik"},
                    {"text": "."},
                ],
            },
        ],
        "photos": [
            {
                "file": "1.jpg",
                "alt": "Deniz kıyısında yeni yürüyüş yolu",
                "caption": "Yolun liman tarafı.",
                "credit": "Can Örnek",
            }
        ],
        "contacts": [
            {
                "name": "Elif Örnek",
                "duty": "Basın görevlisi",
                "phone": "0286 752 50 54 / 115",
                "email": "basin@example.org",
            }
        ],
        "link": LINK,
        "qr": "qr.svg",
    }
    files = {"logo.svg": LOGO, "qr.svg": codes.qr_svg(LINK), "1.jpg": photo(1500, 1000, sky="#A9CBD6", land="#6B7A3A")}
    return data, files


def full() -> tuple[dict[str, object], dict[str, bytes]]:
    """Everything there is: two pages, three photos, embargo, correction, facts, list."""
    data, files = usual()
    blocks = [
        *data["blocks"],  # type: ignore[misc]
        {"kind": "subhead", "text": "Zeytinlikler korunarak yapıldı"},
        paragraph(
            "Çalışmalar mart ayında başladı. Güzergâhtaki 62 zeytin ağacının hiçbiri kesilmedi; yol, ağaçların "
            "çevresinden dolaştırıldı. Zeminde yağmur suyunu geçiren taş kullanıldı, aydınlatma ise kuşları ve "
            "yarasaları rahatsız etmeyecek biçimde alçak ve sıcak ışıklı seçildi."
        ),
        {
            "kind": "facts",
            "title": "Sayılarla Mıhlı yolu",
            "facts": [
                {"label": "Uzunluk", "value": "2,4 km"},
                {"label": "Maliyet", "value": "18.750.000 ₺ (KDV dâhil)"},
                {"label": "Ağaç", "value": "340 yeni çınar, ıhlamur ve defne"},
                {"label": "Süre", "value": "12 Mart – 2 Kasım 2026"},
            ],
        },
        {"kind": "subhead", "text": "Açılış günü"},
        paragraph(
            "Törene katılacak basın mensuplarının 23 Kasım Pazartesi saat 17.00’ye kadar bilgi vermesi rica olunur."
        ),
        {
            "kind": "list",
            "numbered": True,
            "items": [
                [{"text": "10.30 – Karşılama, liman meydanı"}],
                [{"text": "11.00 – Konuşmalar ve kurdelenin kesilmesi"}],
                [{"text": "11.30 – Şelaleye ilk yürüyüş ("}, {"text": "herkese açık", "italic": True}, {"text": ")"}],
            ],
        },
        {
            "kind": "list",
            "items": [
                [{"text": "Basın için otopark: eski zeytinyağı fabrikasının önü"}],
                [{"text": "Canlı yayın aracı için elektrik vardır."}],
            ],
        },
    ]
    photos = [
        *data["photos"],  # type: ignore[misc]
        {
            "file": "2.jpg",
            "alt": "Zeytinlik içinden geçen taş yol",
            "caption": "Yol, 62 zeytin ağacının çevresinden dolaşıyor.",
            "credit": "Can Örnek",
        },
        {
            "file": "3.jpg",
            "alt": "Akşam ışığında şelale",
            "caption": "Yolun sonundaki Mıhlı Şelalesi, akşamüstü.",
            "credit": "Arşiv",
        },
    ]
    files |= {
        "2.jpg": photo(1500, 1000, sky="#DCE7E4", land="#8A9A52"),
        "3.jpg": photo(900, 1300, sky="#E9C9A8", land="#44552A"),
    }
    data |= {
        "embargo": "24 Kasım 2026 Salı, saat 10.30",
        "blocks": blocks,
        "photos": photos,
        "notices": [
            {"label": "Düzeltme", "date": "25 Kasım 2026, 09.10", "text": "Yolun uzunluğu 2,6 değil 2,4 kilometredir."},
            {"label": "Ek", "date": "25 Kasım 2026, 14.00", "text": "Açılış günü servis saatleri eklendi."},
        ],
    }
    return data, files


def strained() -> tuple[dict[str, object], dict[str, bytes]]:
    """Long words, long headline, long names, many contacts."""
    data, files = full()
    word = "Çekoslovakyalılaştıramadıklarımızdanmışsınızcasına"
    data |= {
        "headline": "Küçükkuyu’da altyapı çalışmaları nedeniyle Mıhlı, Sahil ve Zeytinli mahallelerinde üç gün "
        "boyunca uygulanacak kademeli su kesintisinin saatleri ve su dağıtım noktaları açıklandı",
        "overline": "Su ve Kanalizasyon İşleri Müdürlüğü ile Afet İşleri Müdürlüğünün ortak duyurusu – "
        "uzun bir üst başlık örneği",
        "unit": "İmar, Şehircilik, Kentsel Dönüşüm ve Gayrimenkul Değerlendirme Müdürlüğü",
        "stamp": "TASLAK",
        "identity": identity(
            name="Büyükçekmece Örnek Büyükşehir Belediye Başkanlığı",
            office="Basın Yayın ve Halkla İlişkiler Dairesi Başkanlığı Basın Bülteni Şube Müdürlüğü",
            address="Atatürk Mahallesi, Cumhuriyet Meydanı Caddesi No: 1234, Kat 5, Daire 17, "
            "Küçükkuyu, Ayvacık / Çanakkale",
        ),
        "contacts": [
            {
                "name": f"Ayşegül Nur Örnekoğulları-Kahramanlar {n}",
                "duty": "Basın ve Halkla İlişkiler Uzmanı",
                "phone": "0286 752 50 54 / 115",
                "email": "cok.uzun.bir.eposta.adresi@basin-yayin.example.org",
            }
            for n in range(1, 4)
        ],
    }
    data["blocks"] = [paragraph(f"{word} {word} {word.upper()} " * 3), *data["blocks"]] * 2  # type: ignore[list-item]
    return data, files
