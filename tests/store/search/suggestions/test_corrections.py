"""Mistyped words are corrected to the nearest that documents have, and others stay as they are."""

from __future__ import annotations

import pytest

from pullquote.store.search.fields import QUOTE_FIELDS, STORY_FIELDS
from pullquote.store.search.suggestions.corrections import Corrections
from tests.store.newsrooms import QuoteSpec, StorySpec, snapshot_of

NEWS = snapshot_of(
    StorySpec("vaccine", headline="Vaccine arrives", body="The vaccine came by ferry. Vaccinations begin."),
    StorySpec("later", headline="Vaccines are late", body="The harbourmaster waits."),
    StorySpec("trump", headline="A trumpet, a dump and a jump", body="Jump! Jump! They jump."),
    StorySpec("ferries", headline="Ferries jump the queue", quotes=(QuoteSpec("Naïveté is no defence"),)),
)
CORRECTIONS = Corrections(NEWS.index)


@pytest.mark.parametrize(
    ("query", "corrected"),
    [
        ("vacine", "vaccine"),
        ("Vacine  rollout!", "vaccine  rollout!"),
        ('"vacine came"', '"vaccine came"'),
        ("vaccien", "vaccine"),
        ("harbormaster", "harbourmaster"),
        ("harbormastre", "harbourmaster"),
        ("haromaster", None),
        ("tump", "jump"),
        ("vaccine", None),
        ("ferry", None),
        ("ther", None),
        ("fer", None),
        ("2024", None),
        ("", None),
        ("?!", None),
        ("zzzzzzzz", None),
    ],
)
def test_queries_are_corrected(query: str, corrected: str | None) -> None:
    assert CORRECTIONS.corrected(query, STORY_FIELDS) == corrected


def test_words_are_those_of_the_fields_that_are_searched() -> None:
    assert CORRECTIONS.corrected("naivite", QUOTE_FIELDS) == "naivete"
    assert CORRECTIONS.corrected("vacine", QUOTE_FIELDS) is None


def test_of_a_long_query_few_words_are_corrected() -> None:
    found = CORRECTIONS.corrected(" ".join(["vacine"] * 20), STORY_FIELDS)
    assert found is not None
    assert found.split().count("vaccine") == 8
