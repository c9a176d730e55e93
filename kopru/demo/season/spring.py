"""March to May."""

from typing import Final

from kopru.demo.season.items import MAYOR, Item, Picture, facts, p, quote, sub

ITEMS: Final[tuple[Item, ...]] = (
    Item(
        when=(3, 18),
        hour=14,
        overline="Çanakkale Zaferi’nin yıl dönümü",
        headline="Zeytinyalı şehitlerini andı",
        spot="Çanakkale Zaferi’nin yıl dönümü ve Şehitleri Anma Günü, Çınarlı Meydan’daki törenle anıldı. Öğrencilerin "
        "hazırladığı mektup sergisi bir hafta boyunca açık kalacak.",
        body=(
            p(
                "18 Mart Şehitleri Anma Günü ve Çanakkale Deniz Zaferi’nin yıl dönümü dolayısıyla Çınarlı Meydan’da "
                "tören düzenlendi. Saat 11.00’de başlayan törende saygı duruşunda bulunuldu, İstiklal Marşı okundu."
            ),
            p(
                "Törene mülki ve askerî erkân, gaziler, muhtarlar, dernek temsilcileri, öğrenciler ve çok sayıda "
                "yurttaş katıldı. Zeytinyalı Ortaokulu öğrencileri, cepheden yazılmış mektuplardan bölümler okudu."
            ),
            quote(
                "O mektupların her birinde bir ev, bir bahçe, bir anne var. Çocuklarımızın bu satırları kendi "
                "sesleriyle okuması, bizim için törenin en kıymetli anıydı.",
                *MAYOR,
            ),
            p(
                "Mektuplardan ve dönemin fotoğraflarından oluşan sergi, Kent Kitaplığı’nın giriş katında bir hafta "
                "boyunca 09.00–18.00 saatleri arasında gezilebilecek."
            ),
        ),
        topics=("Bayram ve anma",),
        unit="Kültür ve Sosyal İşler Müdürlüğü",
        audiences=("Yerel ve bölgesel basın",),
        pictures=(
            Picture(
                "feast",
                "MORNING",
                318,
                "Şehitleri anma töreni",
                "Çınarlı Meydan’daki törene öğrenciler, gaziler ve yurttaşlar katıldı.",
                "Bayraklarla donatılmış meydanda toplanan kalabalık, arkada taş evler.",
                "Çınarlı Meydan",
                ("tören", "meydan"),
            ),
        ),
    ),
    Item(
        when=(3, 30),
        overline="Kütüphane Haftası",
        headline="Kent Kitaplığı’nın yeni okuma salonu açıldı",
        spot="Eski zeytin deposundan dönüştürülen 80 kişilik okuma salonu, Kütüphane Haftası’nda hizmete girdi. Salon "
        "haftanın altı günü 22.00’ye kadar açık olacak.",
        body=(
            p(
                "Zeytinyalı Kent Kitaplığı’nın yeni okuma salonu, Kütüphane Haftası’nın ilk gününde düzenlenen "
                "açılışla hizmete girdi. Yapı, 1930’lardan kalma bir zeytin deposunun aslına uygun onarılmasıyla "
                "kazanıldı."
            ),
            p(
                "Deniz gören salonda 80 çalışma yeri, çocuklar için ayrı bir bölüm ve görme engelli okurlar için "
                "sesli kitap odası bulunuyor. Kitaplığın koleksiyonuna bu yıl 6 bin 400 yapıt eklendi."
            ),
            sub("Öğrenciler saatlerin uzatılmasını istedi"),
            p(
                "Açılış saatleri, üç ay süren ankete verilen yanıtlarla belirlendi. Ankete katılan 612 gencin yüzde "
                "71’i salonun akşam da açık kalmasını istedi."
            ),
            quote("Kitaplığı gençlerin saatine göre kurduk. Sınav haftalarında çay ve çorba da bizden.", *MAYOR),
            facts(
                "Okuma salonu",
                ("Açık olduğu günler", "Pazartesi–cumartesi"),
                ("Saatler", "09.00–22.00"),
                ("Çalışma yeri", "80"),
                ("Koleksiyon", "31 bin 200 yapıt"),
                ("Adres", "Eski İskele Caddesi No: 14"),
            ),
        ),
        topics=("Kültür ve sanat", "Eğitim"),
        unit="Kültür ve Sosyal İşler Müdürlüğü",
        audiences=("Yerel ve bölgesel basın",),
        pictures=(
            Picture(
                "library",
                "GOLDEN",
                330,
                "Kent Kitaplığı okuma salonu",
                "Eski zeytin deposundan dönüştürülen salonda 80 çalışma yeri var.",
                "Raflar ve çalışma masaları; kemerli pencereden gün batımında deniz görünüyor.",
                "Kent Kitaplığı",
                ("kitaplık", "açılış"),
            ),
        ),
        small=True,
    ),
    Item(
        when=(4, 9),
        overline="Taşpınar Mahallesi",
        headline="4,2 kilometrelik içme suyu hattı yenileniyor",
        spot="Taşpınar Mahallesi’nde 1987’den kalma asbestli borular sökülüyor. Çalışma boyunca "
        "sokaklar sırayla, günde en çok dört saat susuz kalacak.",
        body=(
            p(
                "Su ve Kanalizasyon Müdürlüğü, Taşpınar Mahallesi’ndeki 4,2 kilometrelik içme suyu hattını yenilemeye "
                "{0} günü başladı. 1987’de döşenen asbestli çimento borular, ömrü 50 yılı bulan borularla "
                "değiştiriliyor."
            ),
            p(
                "Çalışma 11 sokakta, her seferinde bir sokak kapatılarak yürütülüyor. Hattın tamamlanmasıyla "
                "şebekedeki kaybın yüzde 38’den yüzde 20’nin altına inmesi bekleniyor."
            ),
            sub("Kesinti saatleri iki gün önceden duyuruluyor"),
            p(
                "Kesintiler 10.00 ile 14.00 arasında yapılıyor. Her sokağın takvimi iki gün önceden kısa mesajla "
                "bildiriliyor, apartman girişlerine asılıyor. Yatağa bağımlı hastası olan haneler için tankerle su "
                "taşınıyor."
            ),
            facts(
                "Bir bakışta",
                ("Hattın uzunluğu", "4,2 km"),
                ("Etkilenen hane", "1.140"),
                ("Süre", "70 gün"),
                ("Maliyet", "18,6 milyon TL"),
                ("Bilgi hattı", "Dahili 140"),
            ),
        ),
        topics=("Su ve altyapı",),
        unit="Su ve Kanalizasyon Müdürlüğü",
        audiences=("Yerel ve bölgesel basın",),
        pictures=(
            Picture(
                "trench",
                "MORNING",
                409,
                "İçme suyu hattı çalışması",
                "Taşpınar Mahallesi’nde asbestli borular sökülüyor, yerine yenileri döşeniyor.",
                "Kazılmış kanalda mavi boru döşeyen işçiler ve bir ekskavatör.",
                "Taşpınar Mahallesi",
                ("su", "altyapı"),
            ),
        ),
    ),
    Item(
        when=(4, 23),
        hour=17,
        overline="23 Nisan",
        headline="Başkanlık koltuğu bir günlüğüne Elif’in",
        spot="Ulusal Egemenlik ve Çocuk Bayramı’nda başkanlık koltuğuna 10 yaşındaki Elif Nur oturdu; "
        "ilk imzasını okul önündeki kaldırımın genişletilmesi için attı.",
        body=(
            p(
                "23 Nisan Ulusal Egemenlik ve Çocuk Bayramı, Zeytinyalı’da törenler ve çocuk şenliğiyle kutlandı. "
                "Çelenk sunma töreninin ardından çocuklar belediyeyi ziyaret etti."
            ),
            p(
                "Başkanlık koltuğuna oturan Atatürk İlkokulu 4-A sınıfı öğrencisi Elif Nur, sınıfının hazırladığı beş "
                "istekten birini imzaladı: Okul önündeki kaldırım genişletilecek, iki yeni yaya geçidi yapılacak. Fen "
                "İşleri Müdürlüğü çalışmaya yaz tatilinde başlayacak."
            ),
            quote(
                "Sabahları servisler gelince kaldırıma sığmıyoruz. Bunu yapacaklarına söz verdiler, ben de takip "
                "edeceğim.",
                "Elif Nur",
                "Atatürk İlkokulu öğrencisi",
            ),
            p(
                "Çınarlı Meydan’daki şenlikte 14 okuldan 640 çocuk sahneye çıktı; uçurtma atölyesi ve kukla gösterisi "
                "akşama kadar sürdü."
            ),
        ),
        topics=("Bayram ve anma", "Eğitim"),
        unit="Kültür ve Sosyal İşler Müdürlüğü",
        audiences=("Yerel ve bölgesel basın", "Ajanslar ve televizyonlar"),
        pictures=(
            Picture(
                "feast",
                "NOON",
                423,
                "23 Nisan kutlaması",
                "Çınarlı Meydan’daki kutlamada 14 okuldan 640 çocuk sahneye çıktı.",
                "Bayrak süslü meydanda ellerinde bayraklarla duran kalabalık.",
                "Çınarlı Meydan",
                ("bayram", "çocuk"),
            ),
            Picture(
                "school_gate",
                "MORNING",
                424,
                "Okul önü",
                "Çocukların isteği üzerine okul önündeki kaldırım genişletilecek.",
                "Okul kapısında sırt çantalı çocuklar ve veliler.",
                "Atatürk İlkokulu",
                ("okul",),
            ),
        ),
    ),
    Item(
        when=(5, 7),
        headline="Kapalı pazar yeri esnafla yurttaşı buluşturdu",
        overline="Çarşamba pazarı",
        spot="Yenilenen pazar yerinde ilk tezgâhlar kuruldu. 126 tezgâhın 40’ı kendi ürününü satan "
        "üreticilere ayrıldı.",
        body=(
            p(
                "Üstü kapatılan ve zemini yenilenen Zeytinyalı Pazar Yeri, {0} günü ilk tezgâhların kurulmasıyla "
                "kullanılmaya başlandı. Alanda 126 tezgâh, üç yükleme rampası, emzirme odası ve 210 araçlık otopark "
                "bulunuyor."
            ),
            p(
                "Tezgâhlardan 40’ı, Zeytinyalı ve çevre köylerde kendi ürününü yetiştiren üreticilere kura ile "
                "verildi. Üretici tezgâhlarından ilk yıl işgaliye alınmayacak."
            ),
            sub("Çatıdaki paneller aydınlatmayı karşılıyor"),
            p(
                "Çatıya yerleştirilen 180 kilovatlık güneş santrali, pazar yerinin ve yanındaki düğün salonunun "
                "elektriğini karşılıyor. Artan elektrik şebekeye veriliyor."
            ),
            quote(
                "Yağmurda brandanın altında tezgâh açıyorduk. Şimdi hem biz hem müşteri rahat.",
                "Hatice Bağcı",
                "Üretici, Yukarıköy",
            ),
        ),
        topics=("Tarım",),
        unit="Zabıta Müdürlüğü",
        audiences=("Yerel ve bölgesel basın",),
        pictures=(
            Picture(
                "market",
                "MORNING",
                507,
                "Yenilenen pazar yeri",
                "Pazar yerindeki 126 tezgâhın 40’ı üreticilere ayrıldı.",
                "Çizgili tenteli tezgâhlarda meyve ve sebze kasaları, alışveriş yapan yurttaşlar.",
                "Zeytinyalı Pazar Yeri",
                ("pazar", "üretici"),
            ),
        ),
    ),
    Item(
        when=(5, 19),
        hour=16,
        overline="19 Mayıs",
        headline="900 bisikletli gençlik için pedal çevirdi",
        spot="Atatürk’ü Anma, Gençlik ve Spor Bayramı’nda düzenlenen kıyı turuna 7 yaşından 74 yaşına "
        "900 bisikletli katıldı.",
        body=(
            p(
                "19 Mayıs Atatürk’ü Anma, Gençlik ve Spor Bayramı dolayısıyla düzenlenen Kıyı Bisiklet Turu’na 900 "
                "kişi katıldı. Eski İskele’den başlayan 12 kilometrelik tur, Kumburnu’nda sona erdi."
            ),
            p(
                "Tur sırasında sahil yolu iki saat araç trafiğine kapatıldı. Zabıta ve gönüllü sağlık ekipleri "
                "güzergâh boyunca görev yaptı; yaralanma yaşanmadı."
            ),
            quote(
                "Bu yolu her pazar iki saat bisiklete ve yürüyüşe açmayı meclisimize önereceğiz. Gençlerin ilk isteği "
                "bu oldu.",
                *MAYOR,
            ),
            facts(
                "Kıyı Bisiklet Turu",
                ("Katılan", "900"),
                ("Güzergâh", "Eski İskele–Kumburnu, 12 km"),
                ("En genç bisikletli", "7 yaşında"),
                ("En yaşlı bisikletli", "74 yaşında"),
            ),
        ),
        topics=("Bayram ve anma", "Ulaşım"),
        unit="Kültür ve Sosyal İşler Müdürlüğü",
        audiences=("Yerel ve bölgesel basın", "Ajanslar ve televizyonlar"),
        pictures=(
            Picture(
                "promenade",
                "MORNING",
                519,
                "Kıyı Bisiklet Turu",
                "Tura katılan 900 bisikletli, Eski İskele’den Kumburnu’na 12 kilometre pedal çevirdi.",
                "Deniz kıyısındaki bisiklet yolunda ilerleyen bisikletliler.",
                "Kıyı yolu",
                ("bisiklet", "gençlik"),
            ),
        ),
    ),
)
