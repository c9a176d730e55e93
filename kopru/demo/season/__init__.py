"""A season of bulletins, as an office by the sea would have written them."""

from typing import Final

from kopru.demo.season import autumn, desk, spring, summer
from kopru.demo.season.items import Item

SEASON: Final[tuple[Item, ...]] = (*spring.ITEMS, *summer.ITEMS, *autumn.ITEMS, *desk.ITEMS)
TOPICS: Final = (
    "Su ve altyapı",
    "Kültür ve sanat",
    "Çevre",
    "Tarım",
    "Ulaşım",
    "Eğitim",
    "Sağlık",
    "Meclis",
    "Bayram ve anma",
)
