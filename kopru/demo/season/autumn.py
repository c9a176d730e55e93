"""September to November."""

from typing import Final

from kopru.demo.season.items import MAYOR, End, Item, Picture, facts, p, quote, sub

ITEMS: Final[tuple[Item, ...]] = (
    Item(
        when=(9, 8),
        headline="Okullar yeni eğitim yılına hazır",
        overline="Eğitim yılı",
        spot="Yaz boyunca 14 okulun bakımı yapıldı; okul önlerindeki kaldırımlar genişletildi. 820 öğrenciye kırtasiye "
        "desteği verildi.",
        body=(
            p(
                "Zeytinyalı Belediyesi, yeni eğitim yılı öncesinde 14 okulda boya, çatı ve bahçe bakımı yaptı. "
                "Atatürk İlkokulu’nun önündeki kaldırım 1,2 metreden 3 metreye çıkarıldı, iki yeni yaya geçidi "
                "yapıldı."
            ),
            p(
                "Kaldırımın genişletilmesini, 23 Nisan’da başkanlık koltuğuna oturan öğrenciler istemişti. Öğrenciler "
                "ilk ders gününde yeni kaldırımda toplanarak çalışmayı yerinde inceledi."
            ),
            p(
                "İhtiyaç sahibi ailelerin 820 çocuğuna kırtasiye kartı verildi. Servis araçları, eğitim yılının ilk "
                "iki haftası her sabah zabıta ekiplerince denetlenecek."
            ),
            facts(
                "Hazırlık",
                ("Bakımı yapılan okul", "14"),
                ("Kırtasiye kartı", "820 öğrenci"),
                ("Yeni yaya geçidi", "9"),
                ("Denetlenen servis", "112 araç"),
            ),
        ),
        topics=("Eğitim",),
        unit="Fen İşleri Müdürlüğü",
        audiences=("Yerel ve bölgesel basın",),
        pictures=(
            Picture(
                "school_gate",
                "AUTUMN",
                908,
                "Yeni eğitim yılının ilk günü",
                "Atatürk İlkokulu’nun önündeki kaldırım çocukların isteğiyle genişletildi.",
                "Okul bahçesine giren sırt çantalı çocuklar ve veliler.",
                "Atatürk İlkokulu",
                ("okul", "eğitim"),
            ),
        ),
    ),
    Item(
        when=(9, 22),
        overline="Ulaşım",
        headline="Sahil yolunun 3 kilometresi asfaltlanıyor",
        spot="Eski İskele ile Kumburnu arasındaki yol {2} günü trafiğe kapanıyor. Araçlar bir hafta boyunca üst yolu "
        "kullanacak.",
        body=(
            p(
                "Fen İşleri Müdürlüğü, sahil yolunun Eski İskele ile Kumburnu arasındaki 3 kilometrelik bölümünü "
                "asfaltlıyor. Yol {2} günü saat 07.00’de trafiğe kapatılacak, bir hafta sonra yeniden açılacak."
            ),
            p(
                "Çalışma boyunca araçlar Zeytinli Sokak ve üst çevre yolundan geçecek. 3 numaralı hattın minibüsleri "
                "geçici duraklardan yolcu alacak; durakların yeri hattın bütün araçlarına asılacak."
            ),
            p(
                "Yolla birlikte kaldırım ve bisiklet yolu da yenileniyor. Yağmur suyu için 1,1 kilometrelik yeni hat "
                "döşendi."
            ),
            facts(
                "Çalışma",
                ("Kapanış", "{2}, 07.00"),
                ("Süre", "7 gün"),
                ("Seçenek yol", "Zeytinli Sokak – üst çevre yolu"),
                ("Bilgi", "Dahili 130"),
            ),
        ),
        topics=("Ulaşım",),
        unit="Fen İşleri Müdürlüğü",
        audiences=("Yerel ve bölgesel basın", "Muhtarlar ve oda başkanları"),
        end=End.CORRECTED,
        mend=("{2}", "{4}", "Sahil yolunun trafiğe kapanacağı gün ilk bültende {2} olarak yazılmıştı. Doğrusu: {4}."),
        pictures=(
            Picture(
                "road",
                "GOLDEN",
                922,
                "Sahil yolunda asfalt çalışması",
                "Eski İskele ile Kumburnu arasındaki 3 kilometrelik yol yenileniyor.",
                "Deniz kıyısındaki yolda çalışan silindir ve iki işçi.",
                "Sahil yolu",
                ("yol", "ulaşım"),
            ),
        ),
        small=True,
    ),
    Item(
        when=(10, 5),
        overline="Zeytin hasadı",
        headline="Sezonun ilk zeytini dalından indi",
        spot="Zeytinyalı’da hasat, asırlık ağaçların bulunduğu Gözcütepe’de başladı. Rekoltenin geçen "
        "yılın yüzde 15 üzerinde olması bekleniyor.",
        body=(
            p(
                "Zeytinyalı’da yeni sezonun ilk zeytini {0} günü Gözcütepe’deki asırlık ağaçlardan toplandı. Hasat 21 "
                "bin dekarda aralık ortasına kadar sürecek."
            ),
            p(
                "Tarımsal Hizmetler Müdürlüğünün tahminine göre bu yıl 9 bin 800 ton zeytin bekleniyor; bu miktar "
                "geçen yılın yüzde 15 üzerinde. İlk sıkımlarda asit oranı 0,4 olarak ölçüldü."
            ),
            sub("Üreticiye ağ ve kasa desteği"),
            p(
                "Belediye, 310 üreticiye yarı bedeli karşılanan sergi ağı ve havalandırmalı kasa dağıttı. Zeytini "
                "aynı gün sıktıran üreticiler için ortak sıkım tesisi 24 saat çalışıyor."
            ),
            quote(
                "Bu ağaçların bazısı 600 yaşında. Bize düşen, onları bizden sonrakilere aynı verimle bırakmak.", *MAYOR
            ),
            facts(
                "Hasat",
                ("Alan", "21 bin dekar"),
                ("Beklenen ürün", "9.800 ton"),
                ("Destek alan üretici", "310"),
                ("Ortak sıkım tesisi", "24 saat, dahili 155"),
            ),
        ),
        topics=("Tarım",),
        unit="Tarımsal Hizmetler Müdürlüğü",
        audiences=("Yerel ve bölgesel basın", "Ulusal basın", "Ajanslar ve televizyonlar"),
        pictures=(
            Picture(
                "olive_harvest",
                "AUTUMN",
                1005,
                "Zeytin hasadı",
                "Gözcütepe’deki asırlık ağaçlarda hasat başladı.",
                "Zeytin ağaçlarının altına serilmiş ağlar, zeytin toplayan üreticiler ve kasalar.",
                "Gözcütepe",
                ("zeytin", "hasat"),
            ),
            Picture(
                "olive_terraces",
                "GOLDEN",
                1006,
                "Gözcütepe zeytinlikleri",
                "Hasat, denize bakan teraslarda aralık ortasına kadar sürecek.",
                "Akşam ışığında teraslı zeytinlik ve deniz.",
                "Gözcütepe",
                ("zeytin",),
            ),
        ),
        small=True,
    ),
    Item(
        when=(10, 16),
        headline="Yukarıköy’ün taş evleri ayağa kalkıyor",
        overline="Kent dokusu",
        spot="Yukarıköy’de 34 taş evin cephesi ve çatısı onarıldı. Çalışmanın ikinci bölümünde 52 ev daha yenilenecek.",
        body=(
            p(
                "İmar ve Şehircilik Müdürlüğünün yürüttüğü sokak sağlıklaştırma çalışmasının ilk bölümü tamamlandı. "
                "Yukarıköy’de 34 taş evin cephesi temizlendi, çatıları ve ahşap doğramaları aslına uygun yenilendi."
            ),
            p(
                "Onarımda, çevredeki eski ocaktan çıkan taş ve geleneksel kireç harcı kullanıldı. Elektrik ve telefon "
                "hatları yeraltına alındı; 1,8 kilometrelik sokak özgün taşıyla döşendi."
            ),
            quote(
                "Evimi satmayı düşünüyordum. Şimdi torunlar burada kalmak istiyor.", "Mehmet Taşçı", "Yukarıköy sakini"
            ),
            p(
                "52 evi kapsayan ikinci bölüm için başvurular, ay sonuna kadar İmar ve Şehircilik Müdürlüğüne "
                "yapılacak."
            ),
        ),
        topics=("Kültür ve sanat",),
        unit="İmar ve Şehircilik Müdürlüğü",
        audiences=("Yerel ve bölgesel basın", "Ulusal basın"),
        pictures=(
            Picture(
                "hillside_town",
                "GOLDEN",
                1016,
                "Yukarıköy",
                "Onarılan 34 taş ev, Yukarıköy’ün siluetini geri kazandırdı.",
                "Yamaçta üst üste kırmızı çatılı taş evler, arkada deniz ve güneş.",
                "Yukarıköy",
                ("kent", "mimari"),
            ),
        ),
    ),
    Item(
        when=(10, 29),
        hour=21,
        overline="29 Ekim",
        headline="Cumhuriyet Bayramı meydanı doldurdu",
        spot="Cumhuriyet Bayramı; tören, fener alayı ve konserle kutlandı. Fener alayına 3 bin kişi katıldı.",
        body=(
            p(
                "29 Ekim Cumhuriyet Bayramı, Zeytinyalı’da coşkuyla kutlandı. Çınarlı Meydan’daki törende çelenk "
                "sunuldu, saygı duruşunda bulunuldu, İstiklal Marşı okundu. Öğrenciler şiirler okudu, halk oyunları "
                "toplulukları gösteri yaptı."
            ),
            p(
                "Akşam saat 19.00’da Eski İskele’den başlayan fener alayına yaklaşık 3 bin kişi katıldı. Yürüyüşün "
                "ardından meydanda konser verildi."
            ),
            quote(
                "Cumhuriyet bize yalnızca bir bayram değil, her sabah yeniden sahip çıkacağımız bir söz bıraktı.",
                *MAYOR,
            ),
        ),
        topics=("Bayram ve anma",),
        unit="Kültür ve Sosyal İşler Müdürlüğü",
        audiences=("Yerel ve bölgesel basın", "Ajanslar ve televizyonlar"),
        pictures=(
            Picture(
                "feast",
                "GOLDEN",
                1029,
                "29 Ekim kutlaması",
                "Cumhuriyet Bayramı’nda Çınarlı Meydan doldu.",
                "Türk bayraklarıyla süslenmiş meydanda ellerinde bayraklarla kalabalık.",
                "Çınarlı Meydan",
                ("bayram", "cumhuriyet"),
            ),
            Picture(
                "stage",
                "SUNSET",
                1030,
                "Bayram konseri",
                "Fener alayının ardından meydanda konser verildi.",
                "Akşam vakti aydınlatılmış sahne ve kalabalık.",
                "Çınarlı Meydan",
                ("konser",),
            ),
        ),
    ),
    Item(
        when=(11, 11),
        hour=15,
        overline="Milli Ağaçlandırma Günü",
        headline="Yanan yamaca 4 bin fidan dikildi",
        spot="İki yıl önce yanan Gözcütepe yamacına, Milli Ağaçlandırma Günü’nde 600 gönüllü 4 bin fidan dikti.",
        body=(
            p(
                "Gözcütepe’de iki yıl önce yanan 40 dekarlık yamaca, 11 Kasım Milli Ağaçlandırma Günü’nde 4 bin fidan "
                "dikildi. Dikime öğrenciler, dernekler, esnaf ve belediye çalışanlarından oluşan 600 gönüllü katıldı."
            ),
            p(
                "Kızılçam yerine, yangına daha dayanıklı servi, harnup ve zeytin fidanları seçildi. Fidanlar iki yıl "
                "boyunca tankerle sulanacak, tutmayanların yerine yenisi dikilecek."
            ),
            facts(
                "Ağaçlandırma",
                ("Alan", "40 dekar"),
                ("Fidan", "4.000"),
                ("Türler", "Servi, harnup, zeytin, defne"),
                ("Gönüllü", "600"),
            ),
        ),
        topics=("Çevre",),
        unit="Park ve Bahçeler Müdürlüğü",
        audiences=("Yerel ve bölgesel basın",),
        pictures=(
            Picture(
                "saplings",
                "AUTUMN",
                1111,
                "Fidan dikimi",
                "600 gönüllü, Gözcütepe yamacına 4 bin fidan dikti.",
                "Yamaçta sıra sıra dikilmiş fidanlar ve çalışan gönüllüler, arkada deniz.",
                "Gözcütepe",
                ("ağaçlandırma", "çevre"),
            ),
        ),
    ),
)
