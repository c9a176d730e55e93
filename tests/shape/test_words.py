"""Nothing is left to say: no untranslated message, no undocumented setting."""

from kopru.house import handbook, words
from tests.shape.source import expect_none


def test_every_message_of_ours_has_a_turkish_text():
    expect_none(words.untranslated())


def test_every_setting_is_documented():
    written = handbook.SETTINGS_PAGE.read_text(encoding="utf-8")
    assert written == handbook.settings_page(), "run: kopru settings --write"
