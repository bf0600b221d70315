"""Any text is a query, and words are compared as readers compare them."""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.search.queries import (
    ACCENTED,
    ALTERED,
    ANALYZERS,
    ENGLISH,
    FOLDS,
    MAX_QUERY_WORDS,
    PLAIN,
    Match,
    Unit,
    english,
    matches,
    parse,
)
from tests.store.newsrooms import phrases


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


def looked_up(text: str, units: tuple[Unit, ...], analyzer: str) -> list[Match]:
    """The same by comparing every word of the text."""
    words = list(re.finditer(r"[^\W_]+", text))
    folded = [FOLDS[analyzer](word[0]) for word in words]
    found: list[Match] = []
    at = 0
    while at < len(words):
        fitting = [
            (len(wanted), number)
            for number, wanted in enumerate(unit.words(analyzer) for unit in units)
            if tuple(folded[at : at + len(wanted)]) == wanted
        ]
        if fitting:
            length, number = min(fitting, key=lambda each: -each[0])
            found.append(Match(words[at].start(), words[at + length - 1].end(), number))
            at += length
        else:
            at += 1
    return found


written = st.text(alphabet="aAeéÉiIlyYnNsz ss_-'’ßKſ²५ж")


@given(written | phrases, written | phrases, st.sampled_from(sorted(ANALYZERS)))
def test_matches_are_what_comparing_every_word_finds(text: str, query: str, analyzer: str) -> None:
    text = unicodedata.normalize("NFC", text)
    for asked in (query, text[:9], f'"{text[:12]}" {text[3:7]}'):
        units = parse(asked)
        assert matches(text, units, analyzer) == looked_up(text, units, analyzer)


ENDINGS = """
ability ably al alism alli ally ate ation ator ed eed eedly edly ely ement ence enci ency ent entli er es
ful fulness fully ible ibly ic ical icate iciti icity ied ies ing ingly ion ism ities ity ive iveness
iviti ivity ization ize izer less lessly li logi logical logy ly ness ous ousli ousness s sion sses tion
tional us y
"""
BEGINNINGS = "a d ap ba cr fl hop bedd gentl oper relat rat sens vil sk t"
IRREGULAR = "skis skies dying lying tying idly gently ugly early only singly news outing herring proceed"


def test_a_word_begins_as_its_stem_does() -> None:
    endings = ENDINGS.split()
    stemmed = [
        f"{start}{one}{two}" for start, one, two in product(BEGINNINGS.split(), endings, ("", *endings))
    ]
    for word in (*stemmed, *IRREGULAR.split()):
        stem = english(word)
        assert word.startswith(stem[:-2] if stem[-1] in ALTERED else stem)
        assert word[0] == stem[0]


def test_accented_letters_are_all_that_are_not_ascii() -> None:
    letters = {chr(code) for code in range(128, sys.maxunicode + 1) if chr(code).isalnum()}
    assert not [letter for letter in letters if not re.match(f"[{ACCENTED}]", letter)]
    assert not re.search(f"[{ACCENTED}]", "“”‘’„‚«»‹›–—…·\u00a0\u2009\u200b")
