"""What lies on the desk today: fresh, waiting, sent back, under embargo, withdrawn."""

from typing import Final

from kopru.demo.season.items import MAYOR, End, Item, Picture, facts, p, quote, sub

ITEMS: Final[tuple[Item, ...]] = (
    Item(
        when=-4,
        headline="Eski limandan 2,3 ton atık çıkarıldı",
        overline="Kıyı temizliği",
        spot="Dalgıçlar, balıkçılar ve gönüllüler kıyı temizliğinde buluştu; ağların yarısı yeniden kullanılacak.",
        body=(
            p(
                "Temizlik İşleri Müdürlüğünün {-1} günü düzenlediği kıyı temizliğinde eski limandan ve çevresinden "
                "2,3 ton atık çıkarıldı. Çalışmaya 12 dalgıç, 9 tekne ve 140 gönüllü katıldı."
            ),
            p(
                "Toplanan atığın yarısını plastik, dörtte birini terk edilmiş balık ağları oluşturdu. Ağlar, ip ve "
                "çanta yapılmak üzere Kadın Emeği Kooperatifi’ne verildi."
            ),
            quote(
                "Ağın denizde kalması balığa tuzaktır. Bugün 600 kilo tuzağı denizden aldık.",
                "Kemal Reis",
                "Su Ürünleri Kooperatifi Başkanı",
            ),
            facts(
                "Kıyı temizliği", ("Çıkarılan atık", "2,3 ton"), ("Gönüllü", "140"), ("Dalgıç", "12"), ("Tekne", "9")
            ),
        ),
        topics=("Çevre",),
        unit="Temizlik İşleri Müdürlüğü",
        audiences=("Yerel ve bölgesel basın",),
        pictures=(
            Picture(
                "harbour",
                "AUTUMN",
                1204,
                "Eski liman",
                "Kıyı temizliğinde limandan 2,3 ton atık çıkarıldı.",
                "Taş evlerin önünde bağlı tekneler, durgun suda yansımalar.",
                "Eski liman",
                ("liman", "temizlik"),
            ),
        ),
    ),
    Item(
        when=-3,
        headline="Taşpınar’da planlı su kesintisi",
        overline="Su ve altyapı",
        spot="Taşpınar Mahallesi’nin yukarı kesiminde {2} günü 10.00–16.00 saatleri arasında su verilemeyecek.",
        body=(
            p(
                "Su ve Kanalizasyon Müdürlüğü, depo bağlantısı çalışması nedeniyle Taşpınar Mahallesi’nin yukarı "
                "kesiminde {2} günü 10.00 ile 16.00 arasında su kesintisi uygulanacağını bildirdi."
            ),
            p(
                "Kesintiden Çeşme, Harman ve Değirmen sokakları etkilenecek. Acil ihtiyaç için iki tanker Harman "
                "Meydanı’nda bekletilecek."
            ),
        ),
        topics=("Su ve altyapı",),
        unit="Su ve Kanalizasyon Müdürlüğü",
        audiences=("Yerel ve bölgesel basın",),
        end=End.WITHDRAWN,
        reason="Depo bağlantısı çalışması ileri bir tarihe alındı; kesinti yapılmayacaktır.",
    ),
    Item(
        when=-2,
        hour=11,
        headline="Gün batımı yürüyüşlerine ilgi büyüyor",
        overline="Sağlıklı yaşam",
        spot="Her perşembe Eski İskele’den başlayan yürüyüşlere 200’e yakın yurttaş katılıyor; "
        "fizyoterapist eşlik ediyor.",
        body=(
            p(
                "Zeytinyalı Belediyesinin her perşembe düzenlediği gün batımı yürüyüşleri her hafta sürüyor. 4 "
                "kilometrelik yürüyüş, güneş batmadan bir saat önce Eski İskele’den başlıyor."
            ),
            p(
                "Yürüyüşlere bir fizyoterapist ile bir hemşire eşlik ediyor; isteyenlerin tansiyonu ölçülüyor. "
                "Katılmak için önceden yazılmak gerekmiyor."
            ),
            facts(
                "Yürüyüş", ("Gün", "Her perşembe"), ("Buluşma", "Eski İskele"), ("Uzunluk", "4 km"), ("Ücret", "Yok")
            ),
        ),
        topics=("Sağlık",),
        unit="Kültür ve Sosyal İşler Müdürlüğü",
        audiences=("Yerel ve bölgesel basın",),
        pictures=(
            Picture(
                "sunset",
                "SUNSET",
                1206,
                "Eski İskele’de gün batımı",
                "Yürüyüşler, güneş batmadan bir saat önce Eski İskele’den başlıyor.",
                "Adaların ardında batan güneş, denizde iki tekne ve kıyıda iki kişi.",
                "Eski İskele",
                ("gün batımı", "yürüyüş"),
            ),
        ),
    ),
    Item(
        when=1,
        overline="Yatırım programı",
        headline="Gelecek yılın yatırımları yurttaşın oyuyla belirlendi",
        spot="Katılımcı bütçede 5 bin 120 yurttaş oy kullandı. En çok oyu, arıtma tesisinin büyütülmesi "
        "ile gençlik merkezi aldı.",
        body=(
            p(
                "Zeytinyalı Belediyesinin gelecek yıl yapacağı yatırımlar, katılımcı bütçe oylamasıyla belirlendi. Üç "
                "hafta süren oylamaya 5 bin 120 yurttaş katıldı; 38 öneri arasından beşi programa alındı."
            ),
            p(
                "En çok oyu 2 bin 870 kişiyle atık su arıtma tesisinin büyütülmesi, ikinci en çok oyu gençlik merkezi "
                "aldı. Program, belediye meclisinin ilk toplantısında görüşülecek."
            ),
            sub("Beş yatırım"),
            facts(
                "Sonuçlar",
                ("Atık su arıtma tesisinin büyütülmesi", "2.870 oy"),
                ("Gençlik merkezi", "2.410 oy"),
                ("Yukarıköy otoparkı", "1.960 oy"),
                ("Sahil aydınlatması", "1.745 oy"),
                ("Gezici kitaplık", "1.512 oy"),
            ),
            quote("Bütçenin nereye gideceğine, o bütçeyi oluşturanlar karar verdi.", *MAYOR),
        ),
        topics=("Meclis",),
        unit="Mali Hizmetler Müdürlüğü",
        audiences=("Yerel ve bölgesel basın", "Ulusal basın"),
        needs_mayor=True,
        end=End.EMBARGOED,
        pictures=(
            Picture(
                "hillside_town",
                "MORNING",
                1207,
                "Zeytinyalı",
                "Katılımcı bütçe oylamasına 5 bin 120 yurttaş katıldı.",
                "Yamaçtan denize inen kırmızı çatılı evler, sabah ışığında.",
                "Zeytinyalı",
                ("kent", "bütçe"),
            ),
        ),
    ),
    Item(
        when=2,
        headline="Zeytin Şenliği’nin programı açıklandı",
        overline="Zeytin Şenliği",
        spot="Şenlik {12} günü başlıyor; üç gün boyunca sıkım gösterisi, yarışmalar ve üretici pazarı kurulacak.",
        body=(
            p(
                "Zeytinyalı Zeytin Şenliği {12} günü saat 11.00’de Çınarlı Meydan’da başlayacak. Üç gün sürecek "
                "şenlikte taş baskıyla sıkım gösterisi yapılacak, yörenin zeytinyağları tadım kurulunca "
                "değerlendirilecek."
            ),
            p(
                "60 üretici, şenlik pazarında ürünlerini satacak. Çocuklar için fidan dikme ve sabun yapma atölyeleri "
                "kurulacak."
            ),
            facts(
                "Şenlik",
                ("Başlangıç", "{12}, 11.00"),
                ("Yer", "Çınarlı Meydan"),
                ("Üretici", "60"),
                ("Giriş", "Ücretsiz"),
            ),
        ),
        topics=("Tarım", "Kültür ve sanat"),
        unit="Tarımsal Hizmetler Müdürlüğü",
        end=End.WITH_HEAD,
        pictures=(
            Picture(
                "market",
                "GOLDEN",
                1208,
                "Üretici pazarı",
                "Şenlikte 60 üretici tezgâh açacak.",
                "Akşam ışığında tenteli tezgâhlar ve alışveriş yapanlar.",
                "Çınarlı Meydan",
                ("zeytin", "pazar"),
            ),
        ),
        small=True,
    ),
    Item(
        when=1,
        headline="Meclis, otopark ücretlerini görüşecek",
        overline="Belediye meclisi",
        spot="Belediye meclisi {6} günü toplanıyor. Gündemde yedi madde var.",
        body=(
            p(
                "Zeytinyalı Belediye Meclisi, {6} günü saat 14.00’te Meclis Salonu’nda toplanacak. Yedi maddelik "
                "gündemde otopark ücret tarifesi, sokak adları ve bütçe aktarımları bulunuyor."
            ),
            p("Toplantı yurttaşlara açık; belediyenin sitesinden de canlı yayımlanacak."),
        ),
        topics=("Meclis",),
        unit="Yazı İşleri Müdürlüğü",
        needs_mayor=True,
        end=End.WITH_MAYOR,
    ),
    Item(
        when=3,
        headline="Emekliler Evi’nde yeni dönem kursları başlıyor",
        overline="Sosyal hizmetler",
        spot="Ahşap oyma, telefon kullanımı ve koro kurslarına kayıtlar sürüyor.",
        body=(
            p(
                "Emekliler Evi’nin yeni dönem kursları {7} günü başlıyor. Ahşap oyma, akıllı telefon kullanımı, koro "
                "ve sandalyede yoga kurslarına 55 yaşın üzerindeki herkes ücretsiz katılabilecek."
            ),
            p("Kayıtlar Emekliler Evi’nde ve Kültür ve Sosyal İşler Müdürlüğünde yapılıyor."),
        ),
        topics=("Kültür ve sanat",),
        unit="Kültür ve Sosyal İşler Müdürlüğü",
        end=End.RETURNED,
        reason="Kursların gün ve saatleri ile son kayıt günü eksik. Müdürlükten çizelgeyi alıp ekleyelim.",
    ),
    Item(
        when=4,
        headline="Minibüs saatleri değişiyor",
        overline="Ulaşım",
        spot="",
        body=(p("1, 3 ve 5 numaralı hatların saatleri değişiyor. (Saatler Zabıta Müdürlüğünden bekleniyor.)"),),
        topics=("Ulaşım",),
        unit="Zabıta Müdürlüğü",
        end=End.DRAFT,
        pictures=(
            Picture(
                "promenade",
                "GOLDEN",
                1210,
                "Kıyı yolu",
                "3 numaralı hat kıyı yolundan geçiyor.",
                "Deniz kıyısında yürüyenler ve bisikletliler, akşam ışığı.",
                "Kıyı yolu",
                ("ulaşım",),
            ),
        ),
    ),
)
