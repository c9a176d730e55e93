"""What the invented municipality says of itself in its press room."""

from datetime import date
from typing import Final

from kopru.demo.office import EXAMPLE
from kopru.directory.models import Office
from kopru.web.models import Fact, Spokesperson

_TOWN, _HOUSE, _SERVICES = Fact.Section.TOWN, Fact.Section.MUNICIPALITY, Fact.Section.SERVICES
#: section, label, in English, value, in English
_FACTS: Final = (
    (_TOWN, "Nüfus", "Population", "9.480 (yazın yaklaşık 40.000)", "9,480 (about 40,000 in summer)"),
    (_TOWN, "Yüzölçümü", "Area", "68 km²", ""),
    (_TOWN, "Kıyı uzunluğu", "Length of the coast", "14 km", ""),
    (_TOWN, "Başlıca ürün", "Main product", "Zeytin ve zeytinyağı", "Olives and olive oil"),
    (_HOUSE, "Kuruluş yılı", "Founded", "1987", ""),
    (_HOUSE, "Çalışan sayısı", "Staff", "214", ""),
    (_HOUSE, "Yıllık bütçe", "Yearly budget", "186 milyon lira", "186 million lira"),
    (_SERVICES, "İçme suyu abonesi", "Water subscribers", "7.120", "7,120"),
    (_SERVICES, "Toplu taşıma hattı", "Public transport lines", "4", ""),
)


def furnish(*, on: date) -> None:
    """Name who speaks and what is so, once."""
    if Fact.objects.exists() or Spokesperson.objects.exists():
        return
    for order, (section, label, label_en, value, value_en) in enumerate(_FACTS, start=1):
        Fact.objects.create(
            section=section,
            label=label,
            label_en=label_en,
            value=value,
            value_en=value_en,
            source=EXAMPLE,
            as_of=date(on.year - 1, 12, 31),
            order=order,
        )
    mayor = Office.objects.filter(name="Belediye Başkanı").first()
    if mayor is not None:
        Spokesperson.objects.create(
            office=mayor,
            duty_en="Mayor",
            topics="Belediyenin bütün işleri; özel röportaj istekleri",
            topics_en="All matters of the municipality; interviews",
            order=1,
            checked_on=on,
        )
    Spokesperson.objects.create(
        name="Ebru Sayfalı (ÖRNEK)",
        duty="Basın Yayın ve Halkla İlişkiler Servisi sorumlusu",
        duty_en="Head of the press office",
        topics="Günlük sorular, bülten, fotoğraf ve basın toplantıları",
        topics_en="Daily questions, bulletins, photos and press conferences",
        languages="Türkçe, İngilizce",
        order=2,
        checked_on=on,
    )
