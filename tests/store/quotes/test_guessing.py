"""The passage that was probably meant is the one that reads most like the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.quotes.guessing import closest_passage

BODY = (
    "The boats will be full, he said. The town lost eleven days, and nobody won. It was necessary, he said."
)


@pytest.mark.parametrize(
    ("wanted", "passage"),
    [
        ("The town lost seven days", "The town lost eleven days"),
        ("the boats will be empty", "The boats will be full"),
        ("The town has lost eleven days", "The town lost eleven days"),
        ("The town eleven days, and nobody won", "The town lost eleven days, and nobody won"),
        ("necesary", "necessary"),
        ("Nobody", "nobody"),
        ("elephants", None),
        ("Nothing of this stands anywhere in there", None),
        ("", None),
        ("…!", None),
    ],
)
def test_the_closest_passage(wanted: str, passage: str | None) -> None:
    found = closest_passage(BODY, wanted)
    assert (found and BODY[slice(*found)]) == passage


def test_a_body_without_words_has_none() -> None:
    assert closest_passage("… — !", "words") is None


@given(st.text("ab c.", max_size=80), st.text("ab c.", max_size=30))
def test_a_passage_is_words_of_the_body(body: str, wanted: str) -> None:
    found = closest_passage(body, wanted)
    if found is not None:
        start, end = found
        assert 0 <= start < end <= len(body)
        assert not body[start].isspace()
        assert not body[end - 1].isspace()
