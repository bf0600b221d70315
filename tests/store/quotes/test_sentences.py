"""Words are told from a sentence by how they begin and by what follows them."""

from __future__ import annotations

import pytest

from pullquote.store.quotes.sentences import is_fragment


@pytest.mark.parametrize(
    ("text", "words", "fragment"),
    [
        ("“It is over,” she said.", "It is over", False),
        ("“It is over”, she said.", "It is over", False),
        ("She spoke of “growing desperation”.", "growing desperation", True),
        ("“Nato is ready” was heard.", "Nato is ready", True),
        ("市長は「橋は閉じる」と述べた。", "橋は閉じる", False),
        ("市長は「橋」の名前を述べた。", "橋", True),
        ("– Most jest stary – powiedziała.", "Most jest stary", False),
        ("‘The bridge is old’", "The bridge is old", False),
        ("پل بند رہے گا۔", "پل بند رہے گا", False),
    ],
)
def test_a_fragment_is_less_than_a_sentence(text: str, words: str, fragment: bool) -> None:
    start = text.index(words)
    assert is_fragment(text, start, start + len(words)) is fragment
