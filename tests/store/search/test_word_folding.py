"""Words are equal however they are spelled, and are found again in the text as it was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.search.word_folding import WORD, FoldedText, compounds, folded, words, words_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The U.S. and the U.S.A, e.g. a Ph.D.",
            {"the": "the", "us": "U.S.", "usa": "U.S.A", "phd": "Ph.D."},
        ),
        ("Mr. A. Sm.th", {"a": "A", "mr": "Mr"}),
        ("1,200 and 3.142.500,75", {"1200": "1,200", "3142500": "3.142.500", "75": "75"}),
        ("12,50,000 or 5’000", {"1250000": "12,50,000", "5000": "5’000"}),
        ("3.5 or 12345,678", {"3": "3", "12345": "12345", "678": "678"}),
        ("１，２００円", {"1200": "１，２００", "円": "円"}),
        ("C++, C# and C", {"cplusplus": "C++", "csharp": "C#", "c": "C"}),
        ("co\xadoperate", {"cooperate": "co\xadoperate"}),
        ("Cafe\u0301s, cafe\u0301", {"cafes": "Cafe\u0301s", "cafe": "cafe\u0301"}),
        ("سَيُغْلِقُ الجسر", {"سيغلق": "سَيُغْلِقُ", "الجسر": "الجسر"}),
        ("橋を渡る", {"橋": "橋", "渡": "渡"}),
        ("ﾊﾞｽ か\u3099", {"バ": "ﾊﾞ", "ス": "ｽ", "が": "か\u3099"}),
        ("हिन्दी", {"हिनदी": "हिन्दी"}),
        ("👍🏽 ❤️", {"👍": "👍🏽", "❤": "❤️"}),
        ("Straße, İzmir", {"strasse": "Straße", "izmir": "İzmir"}),
    ],
)
def test_words_and_where_they_are(text: str, found: dict[str, str]) -> None:
    prepared = FoldedText(text)
    places = {word[0]: text[slice(*prepared.span(*word.span()))] for word in WORD.finditer(prepared.folded)}
    assert places.items() >= found.items()


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("e-mail, well\u2011being", {"email", "wellbeing"}),
        ("mother-in-law", {"motherinlaw"}),
        ("می\u200cشود", {"ميشود"}),
        ("בן־גוריון", {"בןגוריון"}),
        ("COVID-19 and F-16", {"covid19", "f16"}),
        ("won 3-2 in 2024-10", set()),
        ("on 2024-10-29", {"20241029"}),
        ("call 555-0123 now", {"5550123"}),
        ("call (020) 7946 0018", {"02079460018"}),
        ("1 200 of 30 000", {"1200", "30000"}),
        ("pages 12 200", {"12200"}),
        ("a - b, x--y", set()),
    ],
)
def test_compounds(text: str, joined: set[str]) -> None:
    assert {compound.joined for compound in compounds(folded(text))} == joined


anything = st.text() | st.text(alphabet="aZéß.,'’- 1٢Iİ\u0301\u3099\xad\u200cか市ﾊﾞᄒ\u1161한+#🌊\u064b")


@given(anything)
def test_a_text_is_folded_the_same_way_with_and_without_its_places(text: str) -> None:
    prepared = FoldedText(text)
    assert words_of(prepared.folded) == WORD.findall(prepared.folded) == words(text)
    for word in WORD.finditer(prepared.folded):
        start, end = prepared.span(*word.span())
        assert 0 <= start < end <= len(text)
        assert word[0] in words(text[start:end])


@given(st.text(alphabet="aZéüß,'- 1٢İか市がバ한글ёй🌊"))
def test_composed_and_decomposed_texts_have_the_same_words(text: str) -> None:
    assert (
        words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text)) == words(text)
    )
