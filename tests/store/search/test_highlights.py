"""A fragment shows what was found, is safe to put into a page, and is about two lines long."""

from __future__ import annotations

import re
from html import escape, unescape

from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.search.highlights import (
    ELLIPSIS,
    FRAGMENT_CHARACTERS,
    LONGEST_REMEMBERED,
    REMEMBERED_HIGHLIGHTS,
    fragment,
)
from pullquote.store.search.matches import matches
from pullquote.store.search.queries import ENGLISH, parse
from tests.store.newsrooms import StorySpec, snapshot_of

FILLER = "one two three four five six seven eight nine ten " * 12


def shown(text: str, query: str) -> str:
    return fragment(text, matches(text, parse(query), ENGLISH))


def test_a_short_text_is_shown_whole() -> None:
    assert shown("Ferries run late", "ferry late") == "<mark>Ferries</mark> run <mark>late</mark>"


def test_it_is_escaped() -> None:
    html = shown("<script>alert('x')</script> & a <b>ferry</b>", "script ferry")
    assert html == (
        "&lt;<mark>script</mark>&gt;alert(&#x27;x&#x27;)&lt;/<mark>script</mark>&gt; &amp; a "
        "&lt;b&gt;<mark>ferry</mark>&lt;/b&gt;"
    )


def test_a_long_text_is_cut_between_words() -> None:
    html = shown(f"{FILLER} a ferry sank {FILLER}", "ferry")
    assert html.startswith(ELLIPSIS)
    assert html.endswith(ELLIPSIS)
    assert "a <mark>ferry</mark> sank" in html
    text = re.sub(r"<.*?>", "", html).strip(ELLIPSIS)
    assert set(text.split()) <= {*FILLER.split(), "a", "ferry", "sank"}
    assert FRAGMENT_CHARACTERS - 20 <= len(text) <= FRAGMENT_CHARACTERS


def test_the_part_with_most_of_the_words_is_shown() -> None:
    text = f"A ferry. {FILLER} A ferry, a ferry. {FILLER} The ferry reached the harbour. {FILLER}"
    assert "<mark>ferry</mark> reached the <mark>harbour</mark>" in shown(text, "ferry harbour")
    assert "A <mark>ferry</mark>, a <mark>ferry</mark>" in shown(text, "ferry")


def test_paragraphs_become_spaces() -> None:
    assert shown("A ferry\n\nsank.", "ferry sank") == "A <mark>ferry</mark> <mark>sank</mark>."


def test_a_word_longer_than_a_fragment_is_shown_whole() -> None:
    word = "a" * 20 + "-" + "-".join(["bcdefghij"] * 20)
    assert f"<mark>{word}</mark>" in shown(f"{FILLER} {word} {FILLER}", word)


@given(st.text(alphabet="ab <>&\n'\"\u0301é", max_size=400), st.text(alphabet="ab ", max_size=8))
def test_what_is_shown_is_part_of_the_text(text: str, query: str) -> None:
    found = matches(text, parse(query), ENGLISH)
    if found:
        html = fragment(text, found)
        assert html.count("<mark>") == html.count("</mark>") >= 1
        unmarked = html.replace("<mark>", "").replace("</mark>", "")
        assert escape(unescape(unmarked)) == unmarked
        assert unescape(unmarked).strip(ELLIPSIS) in re.sub(r"\s+", " ", text)


def test_highlights_are_remembered_by_query_and_record() -> None:
    highlights = snapshot_of(
        StorySpec("a", headline="A ferry"), StorySpec("b", headline="B ferry")
    ).index.highlights
    first = highlights.of("ferry", 0)
    assert highlights.of("ferry", 0) is first
    assert highlights.of("ferry", 1) != first
    assert highlights.of("nowhere", 0) == ()
    for number in range(REMEMBERED_HIGHLIGHTS):
        highlights.of(f"ferry {number}", 0)
    assert highlights.of("ferry", 0) is not first
    assert highlights.of("ferry", 0) == first


def test_long_highlights_are_not_remembered() -> None:
    accents = "\u0301" * LONGEST_REMEMBERED
    highlights = snapshot_of(StorySpec("a", headline=f"A fe{accents}rry")).index.highlights
    found = highlights.of("ferry", 0)
    assert [each.field for each in found] == ["headline"]
    assert highlights.of("ferry", 0) is not found
