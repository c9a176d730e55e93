"""What is asked in the demonstration office; everybody in it is invented."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kopru.cases.models import Channel, Kind


class End(StrEnum):
    """How far a case has come when the office is opened."""

    NEW = "new"
    TAKEN = "taken"
    REFERRED = "referred"
    TIME_ASKED = "time_asked"
    UNIT_ANSWERED = "unit_answered"
    APPROVAL = "approval"
    WITH_MAYOR = "with_mayor"
    ANSWERED = "answered"
    THANKED = "thanked"
    REOPENED = "reopened"
    EXTENDED = "extended"
    COST_TOLD = "cost_told"
    FORWARDED = "forwarded"
    TOLD_BY_PHONE = "told_by_phone"


@dataclass(frozen=True, slots=True)
class Asked:
    """One ask: `ago` is in hours before now; `answer` is what the office says, `said` what the unit says."""

    ago: int
    name: str
    subject: str
    text: str
    end: End = End.NEW
    kind: Kind = Kind.REQUEST
    channel: Channel = Channel.EMAIL
    matter: str = ""
    unit: str = ""
    said: str = ""
    answer: str = ""
    place: str = ""
    phone: str = ""
    hides_identity: bool = False
    is_for_mayor: bool = False
    language: str = "tr"
    outside_number: str = ""
    #: hours from the ask in which it is wanted
    wanted_in: int = 0
    questions: tuple[str, ...] = ()
    small: bool = False


#: Name, name in English, usual unit, own questions, asks for a place, asks for photos.
MATTERS: Final = (
    ("Sokak aydınlatması", "Street lighting", "Fen İşleri Müdürlüğü", True, True),
    ("Yol ve kaldırım", "Roads and pavements", "Fen İşleri Müdürlüğü", True, True),
    ("Su arızası", "Water fault", "Su ve Kanalizasyon Müdürlüğü", True, True),
    ("Çöp ve temizlik", "Waste and cleaning", "Temizlik İşleri Müdürlüğü", True, True),
    ("Park ve yeşil alan", "Parks and green areas", "Park ve Bahçeler Müdürlüğü", True, True),
    ("Gürültü", "Noise", "Zabıta Müdürlüğü", True, False),
    ("Pazar yeri", "Market place", "Zabıta Müdürlüğü", False, False),
    ("Etkinlikler", "Events", "Kültür ve Sosyal İşler Müdürlüğü", False, False),
    ("İmar ve ruhsat", "Building and permits", "İmar ve Şehircilik Müdürlüğü", False, False),
    ("Gezi ve konaklama", "Visiting the town", "Kültür ve Sosyal İşler Müdürlüğü", False, False),
    ("Okul ve grup gezisi", "School and group visits", "Kültür ve Sosyal İşler Müdürlüğü", False, False),
    ("Bilgi edinme", "Right to information", "Yazı İşleri Müdürlüğü", False, False),
)

ASKS: Final = (
    Asked(
        ago=2,
        name="Gülay Fenerci",
        subject="Zeytin Sokak’ta lambalar yanmıyor",
        text="Merhaba,\n\nZeytin Sokak’ın deniz tarafındaki üç lamba dört gündür yanmıyor. Akşam dönen "
        "öğrenciler için "
        "tehlikeli oluyor. Gereğini rica ederim.",
        matter="Sokak aydınlatması",
        place="Zeytin Sokak, 12–20 numaralar arası",
        small=True,
    ),
    Asked(
        ago=4,
        name="Rüstem Kayıkçı",
        subject="İskele tuvaletinin çalışma saatleri",
        text="Balıkçı barınağındaki tuvalet sabah 06.00’da kapalı oluyor. Denize çıkmadan açık olması mümkün mü?",
        channel=Channel.FORM,
        kind=Kind.SUGGESTION,
        matter="Çöp ve temizlik",
    ),
    Asked(
        ago=1,
        name="Selin Objektif",
        subject="Zeytin hasadı dosyası için beş soru",
        text="Hafta sonu eki için zeytin hasadı dosyası hazırlıyorum. Belediyenin bu yılki üretici "
        "desteklerini, destek "
        "alan üretici sayısını ve soğuk hava deposunun durumunu öğrenmek istiyorum.",
        kind=Kind.MEDIA,
        end=End.TAKEN,
        wanted_in=30,
        questions=(
            "Bu yıl kaç üreticiye destek verildi?",
            "Destek toplamı ne kadar?",
            "Soğuk hava deposu ne zaman açılacak?",
            "Geçen yılla karşılaştırma?",
            "Başkanın görüşü?",
        ),
        small=True,
    ),
    Asked(
        ago=26,
        name="Hatice Çınarlı",
        subject="Çocuk parkında kırık salıncak",
        text="Yukarıköy Parkı’ndaki iki salıncağın zinciri kopuk. Dün bir çocuk düştü, neyse ki bir şey olmadı.",
        kind=Kind.COMPLAINT,
        channel=Channel.PHONE,
        phone="0532 000 00 31",
        end=End.REFERRED,
        matter="Park ve yeşil alan",
        unit="Park ve Bahçeler Müdürlüğü",
        place="Yukarıköy Parkı",
        small=True,
    ),
    Asked(
        ago=30,
        name="",
        subject="Gece inşaat çalışması",
        text="Kıyı Mahallesi’nde gece 23.00’ten sonra beton dökülüyor. Adımın bildirilmesini istemiyorum.",
        kind=Kind.CIMER,
        channel=Channel.CIMER,
        outside_number="2611000114",
        hides_identity=True,
        end=End.REFERRED,
        matter="Gürültü",
        unit="Zabıta Müdürlüğü",
    ),
    Asked(
        ago=54,
        name="Mehmet Ali Sazlı",
        subject="Rögar kapağı çökmüş",
        text="Eski İskele Caddesi 44 numaranın önündeki rögar kapağı çökmüş durumda. Araçlar manevra yapmak "
        "zorunda kalıyor.",
        kind=Kind.REPORT,
        channel=Channel.FORM,
        end=End.UNIT_ANSWERED,
        matter="Su arızası",
        unit="Su ve Kanalizasyon Müdürlüğü",
        said="Rögar kapağı bu sabah ekibimizce değiştirilmiştir. Fotoğrafı ektedir.",
        place="Eski İskele Caddesi 44",
        small=True,
    ),
    Asked(
        ago=98,
        name="Nermin Dokumacı",
        subject="Kadın el emeği pazarı için yer",
        text="Kooperatifimiz adına, Cumartesi günleri sahilde el emeği pazarı için on iki tezgâhlık yer talep "
        "ediyoruz.",
        is_for_mayor=True,
        end=End.APPROVAL,
        matter="Pazar yeri",
        unit="Zabıta Müdürlüğü",
        said="Liman Meydanı’nda on iki tezgâhlık alan cumartesi günleri uygundur.",
        answer="Cumartesi günleri 10.00–18.00 saatleri arasında Liman Meydanı’nda on iki tezgâhlık alan "
        "kooperatifinize "
        "ayrılmıştır. Yerleşim planı için Zabıta Müdürlüğü sizi arayacaktır.",
        small=True,
    ),
    Asked(
        ago=120,
        name="Ozan Telgrafçı",
        subject="Belediye Başkanı ile röportaj",
        text="Körfez’de turizm konulu yazı dizimiz için Sayın Başkan’la yarım saatlik bir röportaj rica ediyoruz.",
        kind=Kind.MEDIA,
        end=End.WITH_MAYOR,
        wanted_in=200,
        questions=("Kış turizmi için ne planlanıyor?", "Yeni iskele ne zaman bitecek?"),
        answer="Kış aylarında yürüyüş yolları ve zeytin atölyeleri öne çıkarılacak.|Yeni iskelenin haziranda "
        "tamamlanması "
        "planlanıyor.",
    ),
    Asked(
        ago=290,
        name="Cevdet Harita",
        subject="Sahil yolu ihalesinin belgeleri",
        text="4982 sayılı Kanun kapsamında, sahil yürüyüş yolu ihalesine ait sözleşme ve hakediş belgelerinin "
        "birer "
        "örneğini talep ediyorum.",
        kind=Kind.INFORMATION,
        end=End.EXTENDED,
        matter="Bilgi edinme",
        unit="Mali Hizmetler Müdürlüğü",
    ),
    Asked(
        ago=170,
        name="Emine Arşivci",
        subject="1990–2000 meclis tutanakları",
        text="Doktora çalışmam için 1990–2000 arası belediye meclisi tutanaklarının örneklerini istiyorum.",
        kind=Kind.INFORMATION,
        end=End.COST_TOLD,
        matter="Bilgi edinme",
        unit="Yazı İşleri Müdürlüğü",
    ),
    Asked(
        ago=150,
        name="Kadir Bostancı",
        subject="Tarla yolunun stabilize edilmesi",
        text="Taşpınar’daki tarla yolumuz yağmurda geçilmez oluyor. Malzeme serilmesini rica ederiz.",
        channel=Channel.MUHTAR,
        end=End.TIME_ASKED,
        matter="Yol ve kaldırım",
        unit="Fen İşleri Müdürlüğü",
        said="Greyder başka mahallede çalışıyor; programa alınacaktır.",
        place="Taşpınar Mahallesi, Dere mevkii",
    ),
    Asked(
        ago=260,
        name="Yasemin Öğretmen",
        subject="4. sınıflar için belediye gezisi",
        text="28 öğrencimizle belediyeyi ve atık ayrıştırma tesisini gezmek istiyoruz. Uygun bir gün bildirir misiniz?",
        kind=Kind.GROUP,
        end=End.ANSWERED,
        matter="Okul ve grup gezisi",
        answer="Öğrencilerinizi memnuniyetle bekliyoruz. Gezinin günü ve rehberiniz ayrıca bildirilecektir.",
    ),
    Asked(
        ago=200,
        name="Anna Reisende",
        subject="Opening hours of the olive press museum",
        text="Hello, we will be in town next week with two children. When is the old olive press open, and is "
        "there a map "
        "of the walking path in English?",
        kind=Kind.TOURIST,
        language="en",
        end=End.THANKED,
        matter="Gezi ve konaklama",
        answer="The old olive press is open every day except Monday, from 10 am to 5 pm. The English map of the "
        "walking "
        "path is attached to our page for visitors.",
    ),
    Asked(
        ago=400,
        name="Fikret Dümenci",
        subject="Pazar günü müzik sesi",
        text="Sahildeki işletme pazar günleri gece yarısından sonra da yüksek sesle müzik yayını yapıyor.",
        kind=Kind.COMPLAINT,
        end=End.REOPENED,
        matter="Gürültü",
        unit="Zabıta Müdürlüğü",
        said="İşletme denetlenmiş, ses düzeyi için uyarılmıştır.",
        answer="İşletme 8 Kasım’da denetlenmiş ve yasal sınırlar konusunda uyarılmıştır.",
        small=True,
    ),
    Asked(
        ago=340,
        name="Sabri Yolcu",
        subject="Devlet karayolunda trafik ışığı",
        text="Şehirler arası yolun kavşağına trafik ışığı konulmasını talep ediyorum.",
        end=End.FORWARDED,
        matter="Yol ve kaldırım",
    ),
    Asked(
        ago=75,
        name="Fen İşleri Müdürlüğü",
        subject="Kaldırım yenilemesinin fotoğraflanması",
        text="Taşpınar’daki kaldırım yenilemesinin bitmiş hâlinin fotoğraflanmasını rica ederiz.",
        kind=Kind.SHOOT,
        channel=Channel.UNIT,
        end=End.TAKEN,
        wanted_in=120,
        place="Taşpınar Mahallesi, Okul Sokak",
    ),
    Asked(
        ago=8,
        name="Şükran Değirmenci",
        subject="Engelli rampası",
        text="Sağlık ocağının rampası çok dik; tekerlekli sandalyeyle çıkamıyoruz. Yüz yüze anlattı, not alındı.",
        channel=Channel.DESK,
        phone="0532 000 00 47",
        end=End.TAKEN,
        matter="Yol ve kaldırım",
    ),
    Asked(
        ago=500,
        name="Nuri Çarkçı",
        subject="Cenaze aracı için teşekkür",
        text="Acılı günümüzde gösterdiğiniz ilgi için ailem adına teşekkür ederim.",
        kind=Kind.THANKS,
        end=End.ANSWERED,
        answer="Nazik sözleriniz için teşekkür eder, başsağlığı dileklerimizi yineleriz.",
    ),
    Asked(
        ago=620,
        name="Bahar Limonluk",
        subject="Konteyner yeri değişikliği",
        text="Apartmanımızın önündeki konteynerin köşeye alınmasını rica ediyoruz.",
        channel=Channel.PHONE,
        phone="0532 000 00 52",
        end=End.TOLD_BY_PHONE,
        matter="Çöp ve temizlik",
        unit="Temizlik İşleri Müdürlüğü",
        said="Konteyner bugün köşeye alındı.",
        answer="Konteyneriniz köşeye alındı.",
    ),
)
