"""What is no slug is answered by the one that was meant."""

from __future__ import annotations

import pytest

from pullquote.store.files.guesses.slugs import not_a_slug, slug_suggestion


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Flood_Wall", 'did you mean "flood-wall"?'),
        ("inés", 'did you mean "ines"?'),
        ("東京", 'did you mean "dongjing"?'),
        ("…", None),
    ],
)
def test_the_slug_that_was_meant(text: str, suggestion: str | None) -> None:
    assert slug_suggestion(text) == suggestion


def test_a_slug_that_is_too_long_says_how_long_it_is() -> None:
    assert not_a_slug("x" * 201) == "a slug has at most 200 characters, found 201"
    assert not_a_slug("a--b").endswith('found "a--b"')
