"""What begins as the text in a search box: the same as in memory."""

from __future__ import annotations

from pullquote.store.model.snapshots.questions import SuggestedFor
from tests.store.opensearch.reading.conftest import Both


def test_suggestions(demo: Both) -> None:
    texts = ("a", "the", "mar", "of the", "councl", "b r", "")
    found = demo.same(*[SuggestedFor(text, None, 10) for text in texts])
    assert any(found)


def test_kinds_and_sizes(demo: Both) -> None:
    questions = [SuggestedFor("ma", ("article", "person"), 10), SuggestedFor("ma", ("topic",), 20)]
    demo.same(
        *questions, SuggestedFor("ma", None, 0), SuggestedFor("ma", None, 1), SuggestedFor("ma", None, 20)
    )
    assert demo.same(SuggestedFor("ma", None, 21)) == [
        ("InvalidSuggestions", '"first" must be from 0 to 20, found 21.')
    ]
