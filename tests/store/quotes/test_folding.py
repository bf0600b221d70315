"""Words are found however they are set, and their places are those of the text as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.quotes.folding import MAX_PLACES, Words, made_alike


def places(text: str, wanted: str) -> list[str]:
    words = Words(text)
    return [text[slice(*words.span(*place))] for place in words.places(made_alike(wanted))]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("He’s “here” now", 'He\'s "here" now', ["He’s “here” now"]),
        ('He\'s "here" now', "He’s „here“ now", ['He\'s "here" now']),
        ("a – b", "a - b", ["a – b"]),
        ("a—b", "a-b", ["a—b"]),
        ("a -- b", "a – b", ["a -- b"]),
        ("one\u00a0two\nthree   four", "one two three four", ["one\u00a0two\nthree   four"]),
        ("one\n\ntwo", "one two", ["one\n\ntwo"]),
        ("Wait… what", "Wait... what", ["Wait… what"]),
        ("Wait... what", "Wait… what", ["Wait... what"]),
        ("co\u00adoperate", "cooperate", ["co\u00adoperate"]),
        ("cooperate", "co\u00adoperate", ["cooperate"]),
        ("cafe\u0301 noir", "café noir", ["cafe\u0301 noir"]),
        ("café noir", "cafe\u0301 noir", ["café noir"]),
        ("cafe\u00ad\u0301 noir", "café noir", ["cafe\u00ad\u0301 noir"]),
        ("« oui »", '"oui"', ["« oui »"]),
        ("il dit « oui » deux fois", 'dit "oui" deux', ["dit « oui » deux"]),
        ("told me ‘never’ twice", 'me "never" twice', ["me ‘never’ twice"]),
        ("「橋」と述べた", "橋", ["橋"]),
        ("isnʼt ＇old＇", "isn't 'old'", ["isnʼt ＇old＇"]),
        ("O′Brien’s", "O'Brien's", ["O′Brien’s"]),
        (
            "A bridge—a real bridge—costs",
            "A bridge -- a real bridge -- costs",
            ["A bridge—a real bridge—costs"],
        ),
        ("a ⸺ b − c", "a – b - c", ["a ⸺ b − c"]),
        ("Street… to", "Street … to", ["Street… to"]),
        ("Street…to", "Street . . . to", ["Street…to"]),
        ("Street . . . to the end", "Street... to", ["Street . . . to"]),
        ("Il fermera\u202f!", "Il fermera!", ["Il fermera\u202f!"]),
        ("«\u200fسيغلق\u200e الجسر\u200f»", "\u200fسيغلق الجسر", ["سيغلق\u200e الجسر"]),
        ("می\u200cروم", "میروم", ["می\u200cروم"]),
        ("a\ufeffb\u2066c\u2069 d", "abc d", ["a\ufeffb\u2066c\u2069 d"]),
        ("橋は閉じる", "橋は 閉じる", ["橋は閉じる"]),
        ("다리는 닫힌다", "다리는닫힌다", []),
        ("สะพานเก่า", "เก่า", ["เก่า"]),
        ("« oui »", "« oui »", ["« oui »"]),
        ("unnecessary and necessary", "necessary", ["necessary"]),
        ("necessarily", "necessary", []),
        ("The war. the war", "the war", ["the war"]),
        ("aa aa aa", "aa aa", ["aa aa", "aa aa"]),
        ("10,000 and 110,000", "10,000", ["10,000"]),
        ("", "x", []),
        ("x", "", []),
        ("🌊 b 🌊 b", "b", ["b", "b"]),
    ],
)
def test_places(text: str, wanted: str, found: list[str]) -> None:
    assert places(text, wanted) == found


def test_there_is_an_end_to_the_places() -> None:
    assert len(places("a " * 10_000, "a")) == MAX_PLACES


TEXT = st.text("ab é’'“\"–- \n\u00a0…\u00ad\u0301.🌊橋!\u200f", max_size=40)


@given(TEXT, TEXT, TEXT)
def test_what_stands_in_a_text_is_found_in_it(before: str, wanted: str, after: str) -> None:
    if not made_alike(wanted):
        return
    # Words around it: dots and dashes that meet are one ellipsis and one dash.
    found = places(f"{before}x {wanted} x{after}", wanted)
    assert any(made_alike(each) == made_alike(wanted) for each in found) or len(found) == MAX_PLACES


@given(TEXT)
def test_every_range_leads_back_into_the_text(text: str) -> None:
    words = Words(text)
    size = len(words.alike)
    for start in range(size):
        for end in range(start + 1, size + 1):
            first, last = words.span(start, end)
            assert 0 <= first < last <= len(text)
            assert made_alike(words.alike[start:end]).strip("-") in made_alike(text[first:last])
