"""What citizens write to a town by the sea, invented: per matter several ways to say it, the last two kept for testing.

Deterministic; with greetings, endings, names, streets, missing Turkish letters and slips, as mails have them.
"""

import random
from collections.abc import Iterator
from typing import Final, NamedTuple

Matter = tuple[str, ...]

#: unit → what is asked of it; of each matter the last two ways of saying it are never learned in the harder run
UNITS: Final[dict[str, tuple[Matter, ...]]] = {
    "Fen İşleri": (
        (
            "{yer} asfalt çok bozuk, çukurlar yüzünden arabamız zarar gördü",
            "{yer} yol delik deşik, yama yapılmasını istiyoruz",
            "Kaldırım taşları yerinden oynamış, annem {yer} düştü",
            "{yer} kilit taşı parkeler çökmüş, tamir edilmesini rica ederim",
            "Sokağımızın yolu köstebek yuvasına döndü, asfaltlanmasını bekliyoruz",
            "{yer} kaldırımlar kırık, bebek arabasıyla yürünmüyor",
        ),
        (
            "{yer} sokak lambası yanmıyor, akşamları karanlıkta kalıyoruz",
            "{yer} aydınlatma direği üç gündür sönük",
            "Direk devrilmek üzere, {yer} tehlikeli",
            "Parkın karşısındaki lambalar gündüz yanıyor gece sönüyor",
            "{yer} ışıklar yanmıyor, aydınlatma yapılmasını istiyoruz",
            "Mahallemiz karanlık, {yer} yeni lamba direği rica ediyoruz",
        ),
        (
            "{yer} rögar kapağı kırık, çocuk düşecek",
            "Yağmur suyu ızgarası tıkalı, {yer} göl oluyor",
            "{yer} yağmur yağınca su basıyor, mazgallar temizlensin",
            "Menfez kapağı çalınmış, yol ortasında çukur var",
        ),
    ),
    "Su ve Kanalizasyon": (
        (
            "{yer} iki gündür sular kesik, ne zaman gelecek",
            "Evimize su gelmiyor, tazyik çok düşük",
            "Musluktan çamurlu su akıyor",
            "{yer} su borusu patladı, sokak göle döndü",
            "Su kesintisi hakkında bilgi alamıyoruz, {yer} susuz kaldık",
            "Çeşmeden sarı renkli su geliyor, içilir mi",
        ),
        (
            "{yer} kanalizasyon taştı, koku dayanılmaz",
            "Lağım suyu sokağa akıyor, vidanjör gönderilsin",
            "Foseptik çukuru doldu, vidanjör istiyorum",
            "Gider tıkandı, {yer} pis su geri tepiyor",
            "{yer} atık su hattı patlamış, pis koku var",
        ),
        (
            "Su faturam çok yüksek geldi, sayacın kontrol edilmesini istiyorum",
            "Su aboneliği açtırmak için hangi evraklar gerekiyor",
            "Sayaç bozuk, su saatimin değişmesini talep ediyorum",
            "Su abonesi devri nasıl yapılır",
            "Kaçak su kullanımı bildirmek istiyorum",
        ),
    ),
    "Temizlik İşleri": (
        (
            "{yer} çöpler üç gündür alınmıyor, koku ve sinek var",
            "Çöp konteyneri dolup taşıyor, {yer} yenisi konulsun",
            "Konteyner kırık, kapağı yok, çöpler etrafa saçılıyor",
            "Çöp kamyonu sokağımıza uğramıyor",
            "{yer} çöp yığını oluştu, toplanmasını istiyoruz",
        ),
        (
            "{yer} sokak süpürülmüyor, her yer yaprak ve izmarit",
            "Plaj kenarı pislik içinde, temizlenmesini rica ederim",
            "Pazar yeri pazardan sonra yıkanmıyor",
            "{yer} yerler çok kirli, süpürge aracı gelmiyor",
        ),
        (
            "Eski koltuk ve dolabı atmak istiyorum, alınması için kimi aramalıyım",
            "Moloz atıkları {yer} bırakılmış",
            "Geri dönüşüm kutusu istiyoruz, cam ve kağıt ayrı toplansın",
            "Budanan dallar ve hurda eşya {yer} duruyor, kaldırılsın",
            "Atık pil ve elektronik atık nereye bırakılıyor",
        ),
    ),
    "Park ve Bahçeler": (
        (
            "{yer} ağaç dalları elektrik tellerine değiyor, budanmasını istiyoruz",
            "Kuruyan çam ağacı evin üstüne devrilecek",
            "Ağaç kökleri duvarımızı yıktı, {yer} kesilmesi gerekiyor",
            "Zeytin ağacının budanması için talepte bulunuyorum",
            "Sokaktaki ağaç pencereyi kapatıyor, dalların kesilmesi rica olunur",
        ),
        (
            "Çocuk parkında salıncak kırık, çocuklar yaralanacak",
            "{yer} parktaki kaydırak ve oyun grubu bozuk",
            "Parka bank ve kamelya konulmasını istiyoruz",
            "Oyun alanının zemini yırtılmış, kauçuk yenilensin",
            "Mahallemize spor aletleri olan bir park yapılsın",
        ),
        (
            "{yer} çimler sararmış, sulama yapılmıyor",
            "Refüjdeki çiçekler kurudu, yeni fidan dikilsin",
            "Yabani otlar boyumuzu aştı, {yer} ot biçilsin",
            "{yer} peyzaj çok kötü, yeşil alan bakımsız",
        ),
    ),
    "Zabıta": (
        (
            "{yer} kaldırımı işgal eden masa ve sandalyeler var, yürüyemiyoruz",
            "Dükkân malzemelerini yola diziyor, işgaliye denetimi istiyorum",
            "Seyyar satıcılar {yer} bağırarak satış yapıyor",
            "Pazarcılar yolu kapatıyor, zabıta gelsin",
            "{yer} tezgâh açılmış, kaldırım işgal altında",
        ),
        (
            "{yer} gece yarısı yüksek sesle müzik çalınıyor, uyuyamıyoruz",
            "Kafenin gürültüsünden şikâyetçiyim",
            "Bar geç saate kadar canlı müzik yapıyor, {yer} denetlensin",
            "Komşunun gürültüsü ve inşaat sesi pazar günü de sürüyor",
        ),
        (
            "Fırın eksik gramajlı ekmek satıyor",
            "Markette etiketle kasa fiyatı farklı, denetim istiyorum",
            "Tarihi geçmiş ürün satan bakkalı şikâyet ediyorum",
            "Dilenciler {yer} rahatsız ediyor",
            "{yer} esnaf fahiş fiyat uyguluyor",
        ),
    ),
    "İmar ve Şehircilik": (
        (
            "Arsam için imar durumu belgesi almak istiyorum",
            "Parselimin imar planındaki yeri nedir, {yer}",
            "İmar çapı başvurusu nasıl yapılır",
            "{yer} ada parsel numaralı arsanın imarı var mı",
            "Plan değişikliğine itiraz etmek istiyorum",
        ),
        (
            "{yer} kaçak kat çıkılıyor, durdurulmasını istiyorum",
            "Ruhsatsız inşaat var, komşu balkonu kapattı",
            "Sahilde kaçak yapı yapılıyor",
            "Bahçeye izinsiz baraka yapılmış, yıkım kararı var mı",
            "{yer} çatıya ruhsatsız kat eklendi",
        ),
        (
            "Yapı ruhsatı ve iskân için hangi evraklar gerekli",
            "Yapı kullanma izin belgesi ne zaman verilir",
            "Binamızın deprem riski raporu hakkında bilgi istiyorum",
            "Numarataj belgesi, kapı numarası almak istiyorum",
            "Tadilat için izin almam gerekir mi",
        ),
    ),
    "Mali Hizmetler": (
        (
            "Emlak vergisi borcumu nasıl öğrenirim",
            "Emlak vergisini iki kere ödemişim, iade istiyorum",
            "Beyan vermedim, emlak beyanı için ne gerekli",
            "Emlak vergisi internetten ödeniyor mu",
            "Vergi borcumun taksitlendirilmesini talep ediyorum",
        ),
        (
            "Çevre temizlik vergisi neden bu kadar arttı",
            "İlan reklam vergisi beyannamesi nereye verilir",
            "Ödeme emri geldi ama borcum yok",
            "Borcu yoktur yazısı almak istiyorum",
            "Gecikme faizi yanlış hesaplanmış, düzeltilsin",
        ),
        (
            "Belediyenin geçen yılki bütçe gerçekleşmesi nedir",
            "Kesin hesap ve harcama tutarlarının tarafıma verilmesini isterim",
            "Belediyenin toplam borcu ne kadardır, bilgi edinmek istiyorum",
        ),
    ),
    "Kültür ve Sosyal İşler": (
        (
            "Yaz konserlerinin programı belli mi",
            "Festivalde stant açmak istiyorum",
            "Zeytin hasadı şenliği ne zaman yapılacak",
            "Açık hava sinemasında hangi film var",
            "Tiyatro gösterisine bilet nereden alınır",
        ),
        (
            "Ücretsiz gitar ve resim kursuna kayıt olmak istiyorum",
            "Çocuklar için yaz okulu ve yüzme kursu var mı",
            "Kadınlar için dikiş kursu açılacak mı",
            "Halk oyunları kursunun saatleri nedir",
            "Satranç kursuna başvuru nasıl yapılır",
        ),
        (
            "Düğün salonunu kiralamak istiyorum, fiyatı nedir",
            "Nikâh günü almak için ne yapmalıyım",
            "Kültür merkezini dernek toplantımız için ayırtmak istiyoruz",
            "Sergi açmak için salon tahsisi talep ediyoruz",
        ),
    ),
    "Sosyal Yardım İşleri": (
        (
            "Engelli annem için tekerlekli sandalye yardımı istiyorum",
            "Maddi durumum kötü, gıda kolisi yardımı rica ediyorum",
            "Yakacak ve kömür yardımı için başvurmak istiyorum",
            "Kirayı ödeyemiyorum, nakdi yardım talep ediyorum",
            "Askıda fatura uygulamasından yararlanmak istiyorum",
        ),
        (
            "Yaşlı babam için evde bakım hizmeti istiyorum",
            "Hasta bezi ve hasta yatağı ihtiyacımız var",
            "Yalnız yaşıyorum, sıcak yemek hizmetine yazılmak istiyorum",
            "Evde temizlik ve berber hizmetinden faydalanmak istiyoruz",
        ),
        (
            "Üniversite öğrencisiyim, burs başvurusu ne zaman",
            "Okul için kırtasiye yardımı var mı",
            "Öğrenci bursum kesildi, nedenini öğrenmek istiyorum",
        ),
    ),
    "Veteriner İşleri": (
        (
            "{yer} sokak köpekleri sürü halinde, çocuklar korkuyor",
            "Başıboş köpek oğlumu ısırdı",
            "Köpekler gece havlıyor, {yer} toplanmasını istiyorum",
            "Saldırgan bir köpek {yer} dolaşıyor",
        ),
        (
            "Yaralı kedi buldum, {yer}, veteriner gelebilir mi",
            "Sokak kedilerinin kısırlaştırılmasını istiyoruz",
            "Hayvan barınağından köpek sahiplenmek istiyorum",
            "Ölü hayvan {yer} yatıyor, alınsın",
            "Kedimin kuduz aşısı için randevu istiyorum",
        ),
        (
            "Sivrisinek çok fazla, ilaçlama yapılsın",
            "{yer} fare ve haşere var, ilaçlanmasını rica ederim",
            "Karasinek için larva mücadelesi yapılıyor mu",
            "Evin önünde yılan gördük, kene ilaçlaması istiyoruz",
        ),
    ),
    "Ulaşım Hizmetleri": (
        (
            "Minibüs saatleri çok seyrek, {yer} durakta bir saat bekliyoruz",
            "Otobüs durağına gölgelik ve bank konulsun",
            "Dolmuş şoförü kaba davrandı",
            "Belediye otobüsü seferleri artırılsın",
            "Köy minibüsü durağa uğramadan geçti",
        ),
        (
            "{yer} hız kesici kasis yapılmasını istiyoruz",
            "Trafik levhası devrilmiş, dur tabelası yok",
            "Okul önüne yaya geçidi çizilsin",
            "{yer} park yasağı levhası konulsun, araçlar yolu kapatıyor",
            "Tek yön uygulamasının kaldırılmasını talep ediyoruz",
        ),
        (
            "Otopark ücretleri çok yüksek",
            "Engelli park yeri ayrılmasını istiyorum",
            "Sahildeki otoparkta yer bulamıyoruz",
            "Bisiklet yolu yapılacak mı",
        ),
    ),
    "Ruhsat ve Denetim": (
        (
            "İşyeri açma ruhsatı için gerekli belgeler nelerdir",
            "Kafe açacağım, ruhsat başvurusu nasıl yapılıyor",
            "Pansiyon işletme belgesi ve ruhsat devri için ne gerekir",
            "Ruhsat başvurumun sonucu ne oldu",
            "Umuma açık istirahat yeri ruhsatı almak istiyorum",
        ),
        (
            "Alt kattaki imalathane ruhsatsız çalışıyor",
            "Apart otelin ruhsatı var mı, şikâyetçiyim",
            "İşletmenin mesul müdürlük belgesi yenilenecek",
            "Hafta tatili ruhsatı harcı ne kadar",
        ),
    ),
    "Emlak ve İstimlak": (
        (
            "Belediyeye ait dükkânı kiralamak istiyorum, ihale ne zaman",
            "Kiracısı olduğum belediye işyerinin kira sözleşmesi uzatılsın",
            "Belediye arsası satışa çıkacak mı",
            "Ecrimisil ihbarnamesine itiraz ediyorum",
        ),
        (
            "Arsamdan yol geçti, kamulaştırma bedeli ödenmedi",
            "Hisseli tapuda belediye payını satın almak istiyorum",
            "İstimlak işlemi hangi aşamada, {yer}",
            "Tapudaki kamulaştırma şerhi kaldırılsın",
        ),
    ),
    "Mezarlıklar": (
        (
            "Aile mezarlığında yer almak istiyorum",
            "Babamın mezarının yerini bulamıyoruz, ada numarası nedir",
            "Mezar taşı yaptırmak için izin gerekir mi",
            "Mezarlıkta otlar çok uzamış, bakımı yapılsın",
            "Cenaze nakil aracı ve defin işlemleri için kime başvurulur",
        ),
    ),
}

_PLACES: Final = (
    "Zeytin Sokak’ta",
    "İskele Caddesi’nde",
    "Mıhlı mevkiinde",
    "Cumhuriyet Mahallesi’nde",
    "okulun önünde",
    "sahil yolunda",
    "Adatepe yolunda",
    "pazar yerinin yanında",
    "caminin arkasında",
    "evimizin önünde",
    "Şelale Sokak’ta",
    "sitemizin girişinde",
)
_GREETINGS: Final = (
    "Merhaba,",
    "Sayın yetkili,",
    "İyi günler.",
    "Sayın Başkanım,",
    "Kolay gelsin.",
    "Belediye Başkanlığına",
    "",
)
_FILLERS: Final = (
    "Defalarca aradım ama kimse ilgilenmedi.",
    "Kaç aydır aynı durumdayız.",
    "Komşular da şikâyetçi.",
    "Vergimizi ödüyoruz, hizmet bekliyoruz.",
    "Yazlıkçıyız, yazın daha da kötü oluyor.",
    "Fotoğrafı ekte gönderiyorum.",
    "Bu konuda bilgi verilmesini rica ederim.",
    "Daha önce de dilekçe vermiştim.",
    "Muhtara da söyledik.",
    "Küçük çocuğum ve yaşlı annem var.",
)
_ENDINGS: Final = (
    "Gereğini arz ederim.",
    "Saygılarımla,",
    "Teşekkürler.",
    "İlginize şimdiden teşekkür ederim.",
    "Dönüşünüzü bekliyorum.",
    "",
)
_NAMES: Final = (
    "Ayşe",
    "Mehmet",
    "Işıl",
    "Çağlar",
    "Ömer",
    "Şükran",
    "Gülten",
    "Hasan",
    "Zeynep",
    "Kemal",
    "Nermin",
    "İbrahim",
)
_LAST: Final = ("Yılmaz", "Öztürk", "Çelik", "Şahin", "Kaya", "Arslan", "Güneş", "Doğan", "Işık", "Toprak")
_BARE: Final = str.maketrans("çğıöşüÇĞİÖŞÜâ’", "cgiosuCGIOSUa'")


class Ask(NamedTuple):
    """What was written, and to which unit it went."""

    text: str
    unit: str
    asker: str


def asks(count: int, *, seed: int, unseen: bool | None = None) -> Iterator[Ask]:
    """Yield invented asks; `unseen` True takes only the last two ways of each matter, False only the others, None all.

    Three in a hundred went to a wrong unit, one in six is written without Turkish letters, one in eight has a slip.
    """
    chance = random.Random(seed)  # noqa: S311 - the same asks in every run
    names = list(UNITS)
    weights = [len(UNITS[name]) ** 1.2 for name in names]
    for number in range(count):
        unit = chance.choices(names, weights)[0]
        matter = chance.choice(UNITS[unit])
        ways = matter if unseen is None else matter[-2:] if unseen else matter[:-2] or matter[:1]
        text = _text(chance, chance.choice(ways))
        went_to = chance.choice(names) if chance.random() < 0.03 else unit
        yield Ask(text, went_to, str(number % (count // 2 + 1)))


def _text(chance: random.Random, way: str) -> str:
    said = way.format(yer=chance.choice(_PLACES))
    parts = [
        chance.choice(_GREETINGS),
        said + ".",
        *chance.sample(_FILLERS, chance.randint(0, 3)),
        chance.choice(_ENDINGS),
    ]
    text = " ".join(part for part in [*parts, f"{chance.choice(_NAMES)} {chance.choice(_LAST)}"] if part)
    if chance.random() < 1 / 6:
        text = text.translate(_BARE)
    if chance.random() < 1 / 8:
        place = chance.randrange(10, len(text) - 2)
        text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text
