"""What the property tests draw: text in the Turkish alphabet with what stands around it."""

from hypothesis import strategies as st

LETTERS = "abcçdefgğhıijklmnoöprsştuüvyzâîûqwxABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZÂÎÛQWX"

turkish_word = st.text(alphabet=LETTERS, min_size=1, max_size=14)
turkish_text = st.text(alphabet=LETTERS + "0123456789 .,-'’\n", max_size=60)
