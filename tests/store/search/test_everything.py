"""One search over all kinds finds what the searches over each find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.model.criteria import QuoteCriteria, StoryCriteria, StoryKind
from pullquote.store.search.everything import Everything
from tests.store.newsrooms import WORDS, QuoteSpec, StorySpec, newsrooms, snapshot_of

NEWS = snapshot_of(
    StorySpec("ferry", headline="A ferry sails", quotes=(QuoteSpec("The ferry is late", "ada"),)),
    StorySpec("opinion", headline="A ferry for all", editorial=True),
)


def everything() -> Everything:
    kinds = {kind.value: NEWS.stories.indexes["kinds"].having(kind) for kind in StoryKind}
    return Everything(NEWS.index, NEWS.records.kinds, kinds)


@pytest.mark.parametrize(
    ("nouns", "types"),
    [
        (None, {"Article", "Editorial", "Quote", "Topic"}),
        (["article"], {"Article"}),
        (["editorial", "quote"], {"Editorial", "Quote"}),
        (["person"], set()),
        ([], set()),
    ],
)
def test_kinds_are_chosen_by_what_one_is_called(nouns: list[str] | None, types: set[str]) -> None:
    found = everything().search("ferry", nouns).page(first=100).nodes
    assert {type(each).__name__ for each in found} - {"Topic"} == types - {"Topic"}


def test_a_word_too_many_is_forgiven_if_nothing_has_all() -> None:
    assert everything().search("ferry zeppelin").total_count == everything().search("ferry").total_count
    assert everything().search("zeppelin").total_count == 0


def test_highlights_are_of_the_record_that_was_found() -> None:
    page = everything().search("late", ["quote"]).page()
    assert [each.html for each in page.highlights(0)] == ["The ferry is <mark>late</mark>"]


@given(newsrooms(), st.sampled_from(WORDS))
def test_it_finds_what_each_search_finds(specs: list[StorySpec], word: str) -> None:
    snapshot = snapshot_of(*specs)
    found = snapshot.search(word, ["article", "editorial", "quote"]).page(first=100).nodes
    stories = snapshot.stories.select(StoryCriteria(search=word)).page(first=100).nodes
    quotes = snapshot.quotes.select(QuoteCriteria(search=word)).page(first=100).nodes
    assert sorted(each.id for each in found) == sorted(
        [each.id for each in stories] + [each.id for each in quotes]
    )
