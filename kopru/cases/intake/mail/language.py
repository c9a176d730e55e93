"""Which language a mail is in, by its letters and smallest words: enough to choose a form of answer."""

import re
from collections import Counter
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")
_SAMPLE: Final = 1500
_SMALL: Final = {
    "tr": "ve bir bu için ile da de değil var yok çok mı mi ne olarak sayın merhaba rica"
    " ederim saygılarımla teşekkürler"
    " olan kadar sonra nasıl ben biz siz gibi ama daha her şu ki belediye iyi günler talep",
    "en": "the and of to in is that for you are with have this be on not please thank we our from my would",
    "de": "der die das und ist nicht ich sie mit für von wir ein eine zu den auf bitte danke sehr geehrte im",
    "es": "de la que el en los del las por con para una no se es su al como pero muy gracias hola señor estimado",
    "pt": "de da do que não para você seu sua em um uma com por os as foi ao olá obrigado senhor esta este",
    "it": "di che la il per non una un sono con della del gli le grazie buongiorno gentile vostro è alla",
    "fr": "le la les et des est pas vous nous pour que une dans je sur avec merci bonjour votre du au",
}
_LANGUAGES: Final[dict[str, list[str]]] = {}
for _language, _words in _SMALL.items():
    for _word in _words.split():
        _LANGUAGES.setdefault(_word, []).append(_language)
#: Scripts that one language of our visitors stands for.
_SCRIPTS: Final = {
    "ru": re.compile("[\u0400-\u04ff]{2,}"),
    "el": re.compile("[\u0370-\u03ff]{2,}"),
    "ar": re.compile("[\u0600-\u06ff]{2,}"),
}
_FOREIGN: Final = re.compile("[\u0370-\u06ff]")
_TURKISH: Final = re.compile("[ğışĞİŞ]")


def guess(text: str) -> str:
    """Return the two letters of a language (ISO 639-1), or "" where there is too little to say."""
    sample = text[:_SAMPLE].replace("İ", "i")
    words = _WORD.findall(sample.lower())
    if not words:
        return ""
    scores = Counter([language for word in words if word in _LANGUAGES for language in _LANGUAGES[word]])
    if _FOREIGN.search(sample):
        scores.update({language: len(script.findall(sample)) for language, script in _SCRIPTS.items()})
    scores["tr"] += min(len(_TURKISH.findall(sample)), len(words))
    best, score = scores.most_common(1)[0]
    return best if score * 25 >= len(words) else ""
