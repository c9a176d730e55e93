"""Words whose suffix the spelling does not show: front-sounding l and t, and names that are possessed already.

Source: turkey.md (e) 6 (*Saat’e, Kemal’e, Hilal’e, alkol*); Türk Dil Kurumu, Yazım Kılavuzu, "Kesme işareti".
"""


def _words(text: str) -> list[str]:
    return text.split()


FRONT_WORDS = frozenset(
    _words("""
alkol gol rol kontrol petrol ihtimal hal hayal normal festival karnaval final terminal portal amiral mareşal general
protokol futbol basketbol voleybol sembol saat seyahat hakikat menfaat ziraat itaat kabahat dikkat sıhhat harf kalp
harp iştirak idrak emsal misal istiklal ihlal iptal ikbal meal mail kemal hilal celal cemal bilal nihal zuhal zühal
iclal
""")
)
"""Last vowel written back, spoken front: the suffix is e, i, ö or ü."""

POSSESSED_ENDINGS = ("oğlu", "dağı", "dağları")
"""Ends of names, of one word also, that are possessed: Davutoğlu’na, Kazdağları’nda."""

POSSESSED_WORDS = frozenset(
    _words("""
caddesi mahallesi sokağı bulvarı meydanı parkı evi odası yurdu stadı stadyumu salonu bahçesi köprüsü limanı iskelesi
plajı sahili koyu körfezi denizi adası adaları nehri çayı gölü barajı yolu köyü ilçesi ili festivali bayramı günü
günleri haftası yarışması sergisi konseri töreni toplantısı projesi programı binası sarayı camisi camii kilisesi
tapınağı kalesi hamamı çarşısı pazarı otogarı havalimanı garı istasyonu tesisi tesisleri kursu otoparkı savaşı
savaşları evleri konutları şenliği şenlikleri gazetesi dergisi radyosu televizyonu
""")
)
"""Last words of names of places, days and works: a pronominal n stands before the case (Atatürk Caddesi’nde)."""

INSTITUTION_ENDINGS = ("lığı", "liği", "luğu", "lüğü")

INSTITUTION_WORDS = frozenset(
    _words("""
belediyesi merkezi derneği vakfı birliği kurumu kurulu okulu ilkokulu ortaokulu lisesi üniversitesi fakültesi
enstitüsü akademisi hastanesi müzesi kütüphanesi tiyatrosu sineması valisi başkanı müdürü meclisi encümeni ofisi
servisi birimi şubesi şirketi partisi ajansı komisyonu komitesi konseyi masası bakanı kulübü takımı federasyonu
sendikası barosu atölyesi kooperatifi emniyeti komutanı savcısı mahkemesi işleri
""")
)
"""Last words of names of institutions and offices: n as well, and no apostrophe (Küçükkuyu Belediyesine; TDK)."""
