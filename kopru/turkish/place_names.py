"""Proper names that no general word list holds or that it takes apart, folded; each stands for itself.

The 81 provinces, the districts of Çanakkale and the settlements and landmarks of the gulf of Edremit.
"""

from kopru.turkish import folding

_PROVINCES = """
Adana Adıyaman Afyonkarahisar Ağrı Aksaray Amasya Ankara Antalya Ardahan Artvin Aydın Balıkesir Bartın Batman Bayburt
Bilecik Bingöl Bitlis Bolu Burdur Bursa Çanakkale Çankırı Çorum Denizli Diyarbakır Düzce Edirne Elazığ Erzincan Erzurum
Eskişehir Gaziantep Giresun Gümüşhane Hakkâri Hatay Iğdır Isparta İstanbul İzmir Kahramanmaraş Karabük Karaman Kars
Kastamonu Kayseri Kilis Kırıkkale Kırklareli Kırşehir Kocaeli Konya Kütahya Malatya Manisa Mardin Mersin Muğla Muş
Nevşehir Niğde Ordu Osmaniye Rize Sakarya Samsun Siirt Sinop Sivas Şanlıurfa Şırnak Tekirdağ Tokat Trabzon Tunceli Uşak
Van Yalova Yozgat Zonguldak
"""
_DISTRICTS = "Ayvacık Bayramiç Biga Bozcaada Çan Eceabat Ezine Gelibolu Gökçeada Lapseki Yenice"
_NEIGHBOURS = """
Küçükkuyu Assos Behramkale Behram Adatepe Yeşilyurt Mıhlı Nusratlı Kozlu Arıklı Büyükhusun Küçükhusun Sazlı Gülpınar
Babakale Kadırga Tuzla Altınoluk Edremit Akçay Zeytinli Burhaniye Ayvalık Havran Gömeç Güre Kazdağı Kazdağları Truva
Troya Bergama Ege Marmara Akdeniz Karadeniz Anadolu Türkiye Midilli
"""

# A word of every day that is also a province: the word list knows it better than we do.
_ALSO_WORDS = (
    "Ordu Muş Van Çan Uşak Batman Tuzla Biga Behram Zeytinli Arıklı Kozlu Sazlı Yenice Güre Aydın Denizli Karaman"
)

PLACES = frozenset(folding.fold(name) for name in f"{_PROVINCES} {_DISTRICTS} {_NEIGHBOURS}".split()) - frozenset(
    folding.fold(name) for name in _ALSO_WORDS.split()
)
"""Folded names of one word."""
