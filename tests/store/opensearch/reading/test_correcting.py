"""Mistyped words, corrected by the words of what was published."""

from __future__ import annotations

import pytest

from pullquote.store.model.snapshots.questions import MatchOf, Searched
from tests.store.opensearch.reading.conftest import Both


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("counsil", "council"),
        ("cuoncil", "council"),
        ("the counsil", "the council"),
        ("Counsil!", "council!"),
        ("abc", None),
        ("zzyzxwv", None),
        ("12345", None),
    ],
)
def test_a_mistyped_word(demo: Both, query: str, meant: str | None) -> None:
    [(found, _)] = demo.same(MatchOf(Searched(query)))
    assert found == meant


def test_only_words_of_the_kinds_that_are_looked_for(demo: Both) -> None:
    person = demo.memory.people.records[0].name.split()[-1]
    mistyped = f"{person[:-1]}q"
    demo.same(MatchOf(Searched(mistyped, ("person",))))
