"""Any text is a query, and words are compared as readers compare them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.queries import ENGLISH, MAX_QUERY_WORDS, PLAIN, matches, parse


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


def found_in(text: str, query: str, analyzer: str = ENGLISH) -> list[str]:
    return [text[match.start : match.end] for match in matches(text, parse(query), analyzer)]


def test_matches() -> None:
    text = (
        "The ferries’ harbour: a ferry-boat, José’s, ran. “Growing  desperation”, he said; desperation grows."
    )
    assert found_in(text, "ferry") == ["ferries", "ferry"]
    assert found_in(text, "jose") == ["José"]
    assert found_in(text, '"growing desperation"') == ["Growing  desperation"]
    assert found_in(text, '"growing desperation" desperation') == ["Growing  desperation", "desperation"]
    assert found_in(text, "ferry-boat") == ["ferry-boat"]
    assert found_in(text, "nowhere") == []


def test_names_are_not_stemmed() -> None:
    assert found_in("Eve Banks", "bank", PLAIN) == []
    assert found_in("Eve Banks", "banks", PLAIN) == ["Banks"]
    assert found_in("Eve Banks", "banks", ENGLISH) == ["Banks"]


def test_accents_may_be_written_either_way() -> None:
    decomposed = unicodedata.normalize("NFD", "naïve José")
    assert parse(decomposed) == parse("naïve José") == parse("naive jose")


@given(st.text(), st.text())
def test_matches_are_in_order_and_apart(text: str, query: str) -> None:
    found = matches(text, parse(query), ENGLISH)
    ends = [0, *(match.end for match in found)]
    assert all(end <= match.start < match.end for end, match in zip(ends, found, strict=False))
