"""Words that the list or the rules get wrong and that an office meets every day: folded form to folded lemmas.

Source: turkey.md (e) 5 (belediye, başkan, kaldırım, isim over-stemmed) and what the labelled list of our tests found.
"""

from kopru.turkish import folding

# Each of these is a lemma, and all its inflected forms belong to it before anything else.
_PROTECTED = """
basın isim müdür şenlik açılış kutlama zeytinyağı koyun yayınevi kaldırım belediye başkan başkanlık bülten kupür
Küçükkuyu Ayvacık Çanakkale
"""

PROTECTED = frozenset(folding.fold(word) for word in _PROTECTED.split())

# Vowels that fall out before a suffix, softenings the rules cannot see, and forms that belong to two lemmas.
_FORMS = """
ismi=isim ismin=isim ismini=isim isminin=isim ismine=isim isminde=isim isimi=isim
oğlu=oğul burnu=burun ağzı=ağız alnı=alın gönlü=gönül göğsü=göğüs boynu=boyun nehri=nehir resmi=resim,resmi
başın=baş,basın başını=baş,basın başına=baş,basın başında=baş,basın başından=baş,basın
adalar=ada temizliğin=temizlik yayınevleri=yayınevi
kurdu=kurt,kur kurdun=kurt,kur
köyü=köy,koyu köyün=köy,koyun köyünü=köy,koyun köyüne=köy,koyun köyünde=köy,koyun köyünden=köy,koyun
"""

FORMS = {
    folding.fold(form): tuple(folding.fold(lemma) for lemma in lemmas.split(","))
    for form, _, lemmas in (entry.partition("=") for entry in _FORMS.split())
}
