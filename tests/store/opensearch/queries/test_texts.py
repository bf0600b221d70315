"""Queries for words: no more of them than the cluster takes."""

from __future__ import annotations

from typing import Any

from pullquote.store.files.kinds import KINDS
from pullquote.store.opensearch.queries.searches import NOTHING
from pullquote.store.opensearch.queries.texts import HEADLINES, MAX_CLAUSES, beginning, with_words
from pullquote.store.search.fields import FIELDS, QUOTE_FIELDS, STORY_FIELDS

EVERY_FIELD = (
    *STORY_FIELDS,
    *QUOTE_FIELDS,
    *(field for kind in KINDS.values() if kind.searched for field in FIELDS.by_type[kind.record]),
)


def clauses(query: Any) -> int:
    """How many words and phrases a query has."""
    match query:
        case {"term": _} | {"match_phrase": _} | {"prefix": _}:
            return 1
        case dict():
            return sum(map(clauses, query.values()))
        case list():
            return sum(map(clauses, query))
    return 0


def test_text_without_words_finds_nothing() -> None:
    assert with_words("!?", STORY_FIELDS) == NOTHING
    assert with_words("ferry", ()) == NOTHING
    assert beginning("!?") == NOTHING


def test_a_word_is_looked_for_in_every_field_in_all_its_spellings() -> None:
    found = str(with_words("wellbeing", STORY_FIELDS))
    for index in {field.index for field in STORY_FIELDS}:
        assert f"'term': {{'words_{index}': " in found
    assert "'query': 'well be'" in found, "as two words, as English compares them"
    assert "'query': 'well being'" in found, "as two words, as they are in names"


def test_all_words_or_any() -> None:
    assert set(with_words("ferry harbour", STORY_FIELDS)["bool"]) == {"must"}
    assert set(with_words("ferry harbour", STORY_FIELDS, any_word=True)["bool"]) == {
        "should",
        "minimum_should_match",
    }


def test_the_longest_query_has_as_many_clauses_as_the_cluster_takes() -> None:
    words = " ".join(f"counterproductive{letter} un-to-ward" for letter in "abcdefghijklmnopqrst")
    assert 200 < clauses(with_words(words, EVERY_FIELD)) <= MAX_CLAUSES
    assert clauses(beginning(words)) < 100


def test_words_of_names_begin_joined_or_apart() -> None:
    found = str(beginning("e mail", HEADLINES))
    assert found.count("headline_beginnings") == 4
    assert found.count("'value': 'email'") == 2
