"""June to August."""

from typing import Final

from kopru.demo.season.items import MAYOR, Item, Picture, facts, p, quote, sub

ITEMS: Final[tuple[Item, ...]] = (
    Item(
        when=(6, 5),
        overline="Dünya Çevre Günü",
        headline="Kumburnu Plajı mavi bayrağını yeniden göndere çekti",
        spot="Kumburnu Halk Plajı, deniz suyu ve erişilebilirlik ölçütlerini karşılayarak mavi "
        "bayrağını bu yıl da korudu. Plaja engelli rampası ve yüzer iskele eklendi.",
        body=(
            p(
                "Kumburnu Halk Plajı’nda mavi bayrak, Dünya Çevre Günü’nde düzenlenen törenle yeniden göndere "
                "çekildi. Plaj, 15 günde bir alınan deniz suyu numunelerinin tamamında “çok iyi” sonucunu aldı."
            ),
            p(
                "Bu yıl plaja, tekerlekli sandalyeyle denize girmeyi sağlayan 40 metrelik rampa ile yüzer iskele "
                "yapıldı. Beş cankurtaran, 15 Eylül’e kadar her gün 09.00–19.00 saatleri arasında görev yapacak."
            ),
            p(
                "Plaja giriş, duş ve soyunma kabinleri ücretsiz. Şezlong ve şemsiye kiralamak isteyenler için fiyat "
                "listesi girişte ve belediyenin sitesinde duyuruluyor."
            ),
            facts(
                "Kumburnu Halk Plajı",
                ("Uzunluk", "620 m"),
                ("Cankurtaran", "5 kişi, 09.00–19.00"),
                ("Giriş", "Ücretsiz"),
                ("Ulaşım", "3 numaralı hat, 20 dakikada bir"),
            ),
        ),
        topics=("Çevre",),
        unit="Temizlik İşleri Müdürlüğü",
        audiences=("Yerel ve bölgesel basın", "Ulusal basın"),
        pictures=(
            Picture(
                "beach",
                "NOON",
                605,
                "Kumburnu Halk Plajı",
                "Mavi bayraklı Kumburnu Halk Plajı’na giriş ücretsiz.",
                "Renkli şemsiyelerle dolu kumsal, gönderde mavi bayrak ve turkuaz deniz.",
                "Kumburnu",
                ("plaj", "mavi bayrak", "deniz"),
            ),
        ),
        small=True,
    ),
    Item(
        when=(6, 16),
        overline="Kan bağışı",
        headline="Bir günde 214 ünite kan toplandı",
        spot="Çınarlı Meydan’da kurulan çadırlarda 214 kişi kan verdi; 31 kişi kök hücre bağışçısı oldu.",
        body=(
            p(
                "Zeytinyalı Belediyesi ile kan merkezinin birlikte düzenlediği kan bağışı gününde 214 ünite kan "
                "toplandı. Çınarlı Meydan’daki üç çadırda 09.00’da başlayan bağış, yoğunluk nedeniyle 19.30’a kadar "
                "sürdü."
            ),
            p(
                "Bağışçıların 68’i ilk kez kan verdi. Kök hücre bağışı için 31 kişiden örnek alındı. Belediye, bağış "
                "yapan çalışanlarına yarım gün izin verdi."
            ),
            quote(
                "Yazın bağış düşer, ihtiyaç artar. Zeytinyalı bugün üç ilçenin bir haftalık ihtiyacını karşıladı.",
                "Dr. Selin Umutlu",
                "Kan merkezi sorumlu hekimi",
            ),
            p("Bir sonraki kan bağışı günü eylül ayında Yukarıköy’de yapılacak."),
        ),
        topics=("Sağlık",),
        unit="Kültür ve Sosyal İşler Müdürlüğü",
        audiences=("Yerel ve bölgesel basın",),
        pictures=(
            Picture(
                "blood_drive",
                "NOON",
                616,
                "Kan bağışı günü",
                "Çınarlı Meydan’daki çadırlarda 214 kişi kan verdi.",
                "Meydanda üzerinde kan damlası işareti olan beyaz çadırlar ve sıra bekleyenler.",
                "Çınarlı Meydan",
                ("sağlık", "kan bağışı"),
            ),
        ),
    ),
    Item(
        when=(7, 4),
        overline="Zeytinyalı Kitap Günleri",
        headline="Kitap Günleri 46 yazarı ağırlayacak",
        spot="Beşincisi düzenlenen Kitap Günleri {3} günü başlıyor. Beş gün sürecek buluşmada 46 yazar "
        "söyleşi yapacak, kitaplarını imzalayacak.",
        body=(
            p(
                "Zeytinyalı Kitap Günleri, {3} günü saat 18.00’de Çınarlı Meydan’da başlayacak. Beş gün sürecek "
                "etkinlikte 38 yayınevi tezgâh açacak, 46 yazar okurlarıyla buluşacak."
            ),
            p(
                "Söyleşiler her akşam 20.00 ve 21.30’da yapılacak; işaret diliyle de aktarılacak. Çocuklar için her "
                "sabah 10.00’da masal ve resim atölyesi düzenlenecek. Tüm etkinlikler ücretsiz."
            ),
            sub("Bir kitap getir, bir kitap götür"),
            p(
                "Meydanın girişindeki takas rafına okunmuş kitabını bırakan, bir başka kitabı alabilecek. Geçen yıl "
                "rafta 2 bin 300 kitap el değiştirdi."
            ),
            quote(
                "Bu meydanda yazarla okur aynı çınarın gölgesinde oturuyor. Kitap Günleri’ni kitap günleri yapan da "
                "bu.",
                *MAYOR,
            ),
        ),
        topics=("Kültür ve sanat",),
        unit="Kültür ve Sosyal İşler Müdürlüğü",
        audiences=("Yerel ve bölgesel basın", "Ulusal basın", "Ajanslar ve televizyonlar"),
        pictures=(
            Picture(
                "square",
                "GOLDEN",
                704,
                "Çınarlı Meydan",
                "Kitap Günleri, Çınarlı Meydan’da beş gün sürecek.",
                "Ulu çınarın gölgesinde masalar, arkada taş evler.",
                "Çınarlı Meydan",
                ("kitap", "meydan"),
            ),
            Picture(
                "book_days",
                "GOLDEN",
                705,
                "Yayınevi tezgâhları",
                "Etkinlikte 38 yayınevi tezgâh açacak.",
                "Meydanda beyaz çadırlar ve dolaşan yurttaşlar.",
                "Çınarlı Meydan",
                ("kitap",),
            ),
        ),
    ),
    Item(
        when=(7, 19),
        overline="Kıyı Konserleri",
        headline="Yaz geceleri müzikle dolacak",
        spot="Kıyı Konserleri temmuz ve ağustosta altı cumartesi akşamı Eski İskele’de yapılacak. "
        "Girişler ücretsiz, son konserin geliri sokak hayvanlarına.",
        body=(
            p(
                "Kıyı Konserleri’nin ilki {0} akşamı Eski İskele’de 4 bin kişinin katılımıyla yapıldı. Altı hafta "
                "sürecek dizide halk müziğinden caza kadar altı topluluk sahne alacak."
            ),
            p(
                "Konserler 21.30’da başlıyor. Alana 19.00’dan sonra araç alınmıyor; Yeni Sanayi’deki otoparktan 15 "
                "dakikada bir ücretsiz servis kalkıyor. Son servis 00.30’da."
            ),
            p("Ses düzeni, komşu sokaklarda ölçüm yapılarak ayarlanıyor. Konserler en geç 23.30’da sona eriyor."),
            facts(
                "Kıyı Konserleri",
                ("Yer", "Eski İskele"),
                ("Saat", "21.30"),
                ("Giriş", "Ücretsiz"),
                ("Servis", "Yeni Sanayi Otoparkı’ndan, 19.00–00.30"),
            ),
        ),
        topics=("Kültür ve sanat",),
        unit="Kültür ve Sosyal İşler Müdürlüğü",
        audiences=("Yerel ve bölgesel basın",),
        pictures=(
            Picture(
                "stage",
                "NIGHT",
                719,
                "Kıyı Konserleri",
                "Dizinin ilk konserini Eski İskele’de 4 bin kişi izledi.",
                "Gece, deniz kıyısında aydınlatılmış sahne ve önünde kalabalık.",
                "Eski İskele",
                ("konser", "yaz"),
            ),
        ),
    ),
    Item(
        when=(8, 6),
        headline="Zeytinlikler yangına karşı yaz boyu izleniyor",
        overline="Orman yangınları",
        spot="Sıcaklığın 38 dereceyi aştığı günlerde iki gözetleme noktası ve gönüllü devriyeler görev "
        "yapıyor. Anız ve bahçe atığı yakmak 31 Ekim’e kadar yasak.",
        body=(
            p(
                "Zeytinyalı’daki 21 bin dekar zeytinliği yangından korumak için alınan önlemler artırıldı. Gözcütepe "
                "ve Yukarıköy’deki gözetleme noktalarında 24 saat nöbet tutuluyor."
            ),
            p(
                "Belediyenin üç arazözü ile 26 tarım tankeri, ihbardan sonra 12 dakika içinde olay yerine ulaşacak "
                "biçimde konuşlandırıldı. 84 gönüllü, itfaiye ekiplerinden eğitim aldı."
            ),
            sub("Tarım tankeri olanlara çağrı"),
            p(
                "Tankeri olan üreticilerin Tarımsal Hizmetler Müdürlüğüne başvurarak acil durum listesine yazılması "
                "isteniyor. Listedeki tankerlerin mazotu belediyece karşılanıyor."
            ),
            facts(
                "Yangın gördüğünüzde",
                ("Acil çağrı", "112"),
                ("Belediye nöbetçi hattı", "Dahili 199"),
                ("Söyleyin", "Yer, rüzgârın yönü, yakında ev olup olmadığı"),
            ),
        ),
        topics=("Çevre", "Tarım"),
        unit="Tarımsal Hizmetler Müdürlüğü",
        audiences=("Yerel ve bölgesel basın",),
        pictures=(
            Picture(
                "olive_terraces",
                "MORNING",
                806,
                "Zeytinyalı’da zeytinlikler",
                "21 bin dekar zeytinlik, iki gözetleme noktasından 24 saat izleniyor.",
                "Denize inen taş duvarlı teraslarda zeytin ağaçları.",
                "Gözcütepe",
                ("zeytin", "çevre"),
            ),
        ),
    ),
    Item(
        when=(8, 24),
        overline="Balıkçı barınağı",
        headline="Barınağın feneri yeniden yandı",
        spot="Kış fırtınalarında zarar gören dalgakıran onarıldı, fener yenilendi. 64 teknelik barınak "
        "av sezonuna hazır.",
        body=(
            p(
                "Şubat ayındaki lodos fırtınasında 70 metrelik bölümü yıkılan dalgakıranın onarımı tamamlandı. 8 bin "
                "ton kayayla güçlendirilen dalgakıranın ucundaki fener de yenilendi."
            ),
            p(
                "Barınağa, teknelerin elektrik ve su alabileceği 16 bağlantı noktası ile soğuk hava deposu yapıldı. "
                "Balıkçılar 1 Eylül’de başlayacak av sezonunda avlarını karaya çıktıkları yerde depolayabilecek."
            ),
            quote(
                "Fırtına çıkınca tekneyi nereye çekeceğimizi düşünüyorduk. Fener yanınca içimiz rahat etti.",
                "Kemal Reis",
                "Su Ürünleri Kooperatifi Başkanı",
            ),
            facts(
                "Balıkçı barınağı", ("Dalgakıran", "310 m"), ("Kapasite", "64 tekne"), ("Soğuk hava deposu", "20 ton")
            ),
        ),
        topics=("Su ve altyapı",),
        unit="Fen İşleri Müdürlüğü",
        audiences=("Yerel ve bölgesel basın", "Ulusal basın"),
        pictures=(
            Picture(
                "breakwater",
                "SUNSET",
                824,
                "Balıkçı barınağı",
                "Onarılan dalgakıranın ucundaki fener yeniden yandı.",
                "Gün batımında dalgakıran, yanan fener ve demirli balıkçı tekneleri.",
                "Balıkçı barınağı",
                ("liman", "balıkçı"),
            ),
            Picture(
                "harbour",
                "MORNING",
                825,
                "Eski liman",
                "Barınaktaki 64 tekne 1 Eylül’de başlayacak av sezonuna hazırlanıyor.",
                "Taş evlerin önünde bağlı renkli balıkçı tekneleri ve sudaki yansımaları.",
                "Eski liman",
                ("liman",),
            ),
        ),
    ),
)
