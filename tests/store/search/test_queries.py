"""Any text is a query, and words are compared as readers compare them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.search.queries import MAX_QUERY_WORDS, parse, splits


def words(query: str) -> list[str]:
    return [" ".join(unit.english) for unit in parse(query)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ferries", ["ferri"]),
        ("Ferry FERRY ferry", ["ferri"]),
        ("running", ["run"]),
        ('"growing desperation" russia', ["grow desper", "russia"]),
        ("“growing desperation”", ["grow desper"]),
        ('an "unclosed phrase', ["unclos phrase"]),
        ("north-korean o'clock 2024-10", ["north korean", "o clock", "2024 10"]),
        ("José NAÏVE", ["jose", "naiv"]),
        ("the war of the ferries", ["war", "ferri"]),
        ("the", ["the"]),
        ("to be or not to be", ["to", "be", "or", "not"]),
        ('"the war"', ["the war"]),
        ("", []),
        ("   ", []),
        ('"" "," -- !? ()', []),
        ("AND", ["and"]),
        ("headline:war", ["headlin war"]),
        ("*", []),
        ("war*", ["war"]),
        ("[a TO b] {x} ^2 ~3", None),
    ],
)
def test_queries(query: str, found: list[str] | None) -> None:
    if found is None:
        assert parse(query)
    else:
        assert words(query) == found


@given(st.text())
def test_nothing_that_is_typed_is_an_error(query: str) -> None:
    units = parse(query)
    assert all(unit.english and len(unit.english) == len(unit.plain) for unit in units)


def test_a_long_query_is_cut() -> None:
    query = " ".join(f"word{number}" for number in range(1000))
    assert len(parse(query)) <= MAX_QUERY_WORDS
    assert sum(len(unit.plain) for unit in parse(f'"{query}"')) <= MAX_QUERY_WORDS


def test_accents_may_be_written_either_way() -> None:
    decomposed = unicodedata.normalize("NFD", "naïve José")
    assert parse(decomposed) == parse("naïve José") == parse("naive jose")


@pytest.mark.parametrize(
    ("query", "others"),
    [
        ("e-mail", [("email",)]),
        ('"my e-mail"', [("my", "email"), ("mye", "mail")]),
        ("1 200", [("1200",)]),
        ("555 0123", [("5550123",)]),
        ("12 34", []),
        ("well being", [("wellbeing",)]),
        ("mother-in-law", [("motherinlaw",), ("motherin", "law"), ("mother", "inlaw")]),
        ("市長", []),
    ],
)
def test_words_that_may_be_one_are_looked_for_as_one(query: str, others: list[tuple[str, ...]]) -> None:
    found = {spelling for unit in parse(query) for spelling in unit.others}
    assert found == set(others)


@pytest.mark.parametrize(
    ("word", "pairs"),
    [
        ("1200", [("1", "200")]),
        ("200", []),
        ("2024365", []),
        ("email", [("e", "mail"), ("em", "ail"), ("ema", "il")]),
        ("train", [("tr", "ain")]),
        ("市", []),
    ],
)
def test_a_word_that_may_be_two(word: str, pairs: list[tuple[str, str]]) -> None:
    assert list(splits(word)) == pairs
