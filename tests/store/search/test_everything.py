"""One search over all kinds finds what the searches over each find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.model.criteria import (
    QuoteCriteria,
    SearchCriteria,
    SearchMatch,
    StoryCriteria,
    StoryKind,
)
from pullquote.store.model.pages import InvalidFacet
from pullquote.store.model.records import Quote, Story
from pullquote.store.search.everything import Everything
from tests.store.newsrooms import TOPICS, WORDS, QuoteSpec, StorySpec, newsrooms, snapshot_of

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
    selection = snapshot.search(word, ["article", "editorial", "quote"])
    found = selection.page(first=100).nodes if selection.match is SearchMatch.ALL else ()
    stories = snapshot.stories.select(StoryCriteria(search=word)).page(first=100).nodes
    quotes = snapshot.quotes.select(QuoteCriteria(search=word)).page(first=100).nodes
    assert sorted(each.id for each in found) == sorted(
        [each.id for each in stories] + [each.id for each in quotes]
    )


def test_mistyped_words_are_corrected_where_nothing_matches() -> None:
    found = everything().search("fery sials")
    assert (found.match, found.did_you_mean) == (SearchMatch.CORRECTED, "ferry sails")
    page = found.page()
    assert page.highlights(0)[0].html == "A <mark>ferry</mark> <mark>sails</mark>"
    either = everything().search("fery zeppelin")
    assert (either.match, either.did_you_mean) == (SearchMatch.ANY, "ferry zeppelin")
    assert either.total_count == everything().search("ferry").total_count
    exact = everything().search("ferry sails")
    assert (exact.match, exact.did_you_mean) == (SearchMatch.ALL, None)
    for nothing in ("zeppelin", "", "?!", "qqqqq zzzzzz"):
        missed = everything().search(nothing)
        assert (missed.match, missed.did_you_mean, missed.total_count) == (SearchMatch.NOTHING, None, 0)


def test_the_facet_of_kinds_counts_all_kinds() -> None:
    found = everything().search("ferry", ["article", "person"]).facet("kinds")
    assert {each.key: (each.count, each.is_selected) for each in found if each.key != "TOPIC"} == {
        "ARTICLE": (1, True),
        "EDITORIAL": (1, False),
        "QUOTE": (1, False),
        "PERSON": (0, True),
    }
    assert len(everything().search("ferry").facet("kinds", 1)) == 1
    with pytest.raises(InvalidFacet, match='no facet "topics"'):
        everything().search("ferry").facet("topics")


@given(newsrooms(), st.sampled_from(WORDS), st.sampled_from(TOPICS))
def test_criteria_narrow_it_to_stories_and_quotes(specs: list[StorySpec], word: str, topic: str) -> None:
    snapshot = snapshot_of(*specs)
    found = snapshot.search(word, None, SearchCriteria(topics=(topic,)))
    if found.match is SearchMatch.ALL:
        expected: set[Story | Quote] = set()
        expected |= set(
            snapshot.stories.select(StoryCriteria(search=word, topics=(topic,))).page(first=100).nodes
        )
        expected |= set(
            snapshot.quotes.select(QuoteCriteria(search=word, topics=(topic,))).page(first=100).nodes
        )
        assert set(found.page(first=100).nodes) == expected
    else:
        assert found.match is SearchMatch.NOTHING or found.did_you_mean
