"""The language of a mail, as far as the form of the answer hangs on it."""

import pytest

from kopru.cases.intake.mail import language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sokağımızdaki lamba yanmıyor, bilgi rica ederim.", "tr"),
        ("Sokagimizdaki lamba icin bilgi rica ederim, iyi gunler", "tr"),
        ("SOKAĞIMIZDAKİ LAMBA YANMIYOR", "tr"),
        ("When is the beach open and what is the price of a visit?", "en"),
        ("Wann ist der Strand offen und wie komme ich mit dem Bus hin?", "de"),
        ("Quand la plage est-elle ouverte pour les groupes ?", "fr"),
        ("Quando a praia está aberta para você e sua família? Não sei que horas.", "pt"),
        ("\u041a\u043e\u0433\u0434\u0430 \u043e\u0442\u043a\u0440\u044b\u0442 \u043f\u043b\u044f\u0436?", "ru"),
        ("12345 !!", ""),
        ("", ""),
    ],
)
def test_languages(text: str, expected: str) -> None:
    assert language.guess(text) == expected
