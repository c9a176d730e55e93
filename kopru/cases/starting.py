"""What a new office begins with: answer templates with the endings that the laws ask for; the office changes them.

Source: turkey.md (a); laws 3071, 4982 and 6698 as they stand in 2026. Nothing here is legal advice.
"""

from typing import Any, Final

from django.db import transaction

from kopru.cases.models import AnswerKind, AnswerOutcome, Kind, Template

_REMEDY_4982: Final = (
    "Bu karara karşı, kararın tebliğinden itibaren on beş gün içinde Bilgi Edinme Değerlendirme Kuruluna itiraz"
    " edebilirsiniz; ayrıca idari yargı yoluna başvurma hakkınız saklıdır (4982 sayılı Kanun m.12 ve m.13)."
)
_BASIS_3071: Final = "Bilgilerinize sunarız (3071 sayılı Dilekçe Hakkının Kullanılmasına Dair Kanun m.7)."
_REMEDY_6698: Final = (
    "Cevabımızı yetersiz bulmanız hâlinde, cevabı öğrendiğiniz tarihten itibaren otuz gün içinde Kişisel Verileri"
    " Koruma Kuruluna şikâyette bulunabilirsiniz (6698 sayılı Kanun m.14)."
)
_OPENING: Final = "{received_on} tarihli ve {number} sayılı başvurunuz incelenmiştir."

_TEMPLATES: Final[tuple[dict[str, Any], ...]] = (
    {
        "title": "Talep yerine getirildi",
        "text": f"{_OPENING}\n\nTalebiniz doğrultusunda ilgili birimimizce gereken iş yapılmış ve tamamlanmıştır.",
        "ending": _BASIS_3071,
        "source": "3071 sayılı Kanun m.7",
    },
    {
        "title": "Talep yerine getirilemiyor",
        "outcome": AnswerOutcome.REFUSED,
        "text": f"{_OPENING}\n\nTalebiniz şu nedenle yerine getirilememektedir: ",
        "ending": _BASIS_3071,
        "source": "3071 sayılı Kanun m.7: cevap gerekçeli olmalıdır",
    },
    {
        "title": "Ara cevap: işlemin safahatı",
        "kind": AnswerKind.INTERIM,
        "outcome": AnswerOutcome.NONE,
        "text": (
            "{received_on} tarihli ve {number} sayılı başvurunuz işleme alınmıştır. Konu ilgili birimimizce"
            " incelenmektedir; sonuç size ayrıca bildirilecektir."
        ),
        "ending": _BASIS_3071,
        "source": "3071 sayılı Kanun m.7: safahat bildirilirse sonuç ayrıca bildirilir",
    },
    {
        "title": "Kişiye soru: eksik bilgi",
        "kind": AnswerKind.QUESTION,
        "outcome": AnswerOutcome.NONE,
        "text": (
            "{received_on} tarihli ve {number} sayılı başvurunuzu inceleyebilmemiz için şu bilgi gerekiyor: \n\n"
            "Bu iletiyi yanıtlamanız yeterlidir."
        ),
    },
    {
        "title": "Bilgi edinme: bilgi veya belge verildi",
        "case_kind": Kind.INFORMATION,
        "text": f"{_OPENING}\n\nİstediğiniz bilgi ve belgeler ekte sunulmuştur.",
        "ending": "4982 sayılı Bilgi Edinme Hakkı Kanunu kapsamında bilgilerinize sunarız.",
        "source": "4982 sayılı Kanun m.11",
    },
    {
        "title": "Bilgi edinme: kısmen verildi",
        "case_kind": Kind.INFORMATION,
        "outcome": AnswerOutcome.PARTLY,
        "text": (
            f"{_OPENING}\n\nAçıklanması mümkün olan bilgi ve belgeler ekte sunulmuştur. Gizli veya açıklanması"
            " yasaklanan bölümler şu gerekçeyle çıkarılmıştır: "
        ),
        "ending": _REMEDY_4982,
        "source": "4982 sayılı Kanun m.9 ve m.12",
    },
    {
        "title": "Bilgi edinme: ret",
        "case_kind": Kind.INFORMATION,
        "outcome": AnswerOutcome.REFUSED,
        "text": f"{_OPENING}\n\nİstediğiniz bilgi veya belge şu gerekçeyle verilememektedir: ",
        "ending": _REMEDY_4982,
        "source": "4982 sayılı Kanun m.12: ret gerekçesi ve başvuru yolları bildirilir",
    },
    {
        "title": "Bilgi edinme: yayımlanmış bilgi",
        "case_kind": Kind.INFORMATION,
        "text": (
            f"{_OPENING}\n\nİstediğiniz bilgi daha önce yayımlanmıştır. Nerede, ne zaman ve hangi adreste"
            " yayımlandığı aşağıdadır: "
        ),
        "ending": "4982 sayılı Kanun m.8 uyarınca bilgilerinize sunarız.",
        "source": "4982 sayılı Kanun m.8",
    },
    {
        "title": "Şikâyet: işlem yapıldı",
        "case_kind": Kind.COMPLAINT,
        "text": f"{_OPENING}\n\nŞikâyetinize konu durum yerinde incelenmiş ve şu işlem yapılmıştır: ",
        "ending": _BASIS_3071,
        "source": "3071 sayılı Kanun m.7",
    },
    {
        "title": "Kişisel veri başvurusu: cevap",
        "case_kind": Kind.DATA,
        "text": f"{_OPENING}\n\nBelediyemizde işlenen kişisel verilerinize ilişkin bilgiler aşağıdadır: ",
        "ending": _REMEDY_6698,
        "source": "6698 sayılı Kanun m.13 ve m.14",
    },
    {
        "title": "CİMER: cevap metni",
        "case_kind": Kind.CIMER,
        "text": f"{_OPENING}\n\nKonu ilgili birimimizce incelenmiştir: ",
        "ending": _BASIS_3071,
        "source": "CİMER; süre 3071 ve 4982 sayılı Kanunlardaki süredir",
    },
    {
        "title": "Teşekkür: karşılık",
        "case_kind": Kind.THANKS,
        "outcome": AnswerOutcome.NONE,
        "text": "Nazik sözleriniz için teşekkür ederiz. İletiniz ilgili arkadaşlarımıza ulaştırılmıştır.",
    },
    {
        "title": "Answer to a visitor",
        "language": "en",
        "text": "Thank you for writing to us about “{subject}”.\n\n",
        "outcome": AnswerOutcome.NONE,
    },
)


@transaction.atomic
def seed_templates() -> bool:
    """Write the templates into a house that has none; return whether it had none. What is deleted later stays so."""
    if Template.objects.exists():
        return False
    Template.objects.bulk_create(Template(**given) for given in _TEMPLATES)
    return True
