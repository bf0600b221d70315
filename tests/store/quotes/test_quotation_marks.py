"""Quotation marks of many habits are told from apostrophes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.quotes.quotation_marks import quoted


def inside(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted(text).ranges]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Yes,” he said.", ["Yes,"]),
        ('"Yes," he said, "and no."', ["Yes,", "and no."]),
        ("‘Yes,’ he said. It’s ‘no’.", ["Yes,", "no"]),
        ("'Yes,' he said. It's 'no'.", ["Yes,", "no"]),
        ("He said: « La mer n’attend pas », puis rien.", [" La mer n’attend pas "]),
        ("„Es wird reichen“, sagte sie.", ["Es wird reichen"]),
        ("»Es wird reichen«, sagte sie.", ["Es wird reichen"]),
        ("”Det räcker”, sade hon.", ["Det räcker"]),
        ("‚So‘ und ‹so› und ›so‹.", ["So", "so", "so"]),
        ("“He said ‘no’ twice,” she said.", ["He said ‘no’ twice,"]),
        ('“He said "no" twice,” she said.', ['He said "no" twice,']),
        ("‘He said “no” twice,’ she said.", ["He said “no” twice,"]),
        ("It’s the dogs’ day and rock ’n’ roll.", []),
        ("It's the dogs' day in the '90s.", []),
        ("The 6'2\" man stood 5'10\" tall.", []),
        ("‘The fishers’ rights are ours,’ he said.", ["The fishers’ rights are ours,"]),
        ("‘It’s James’ and “yours” too,’ he said.", ["It’s James’ and “yours” too,"]),
        ("“One,” “two”", ["One,", "two"]),
        ("“It goes on", ["It goes on"]),
        ("he said. “It goes on", ["It goes on"]),
        ("(“Yes”) [‘no’] —“so”", ["Yes", "no", "so"]),
        ("", []),
        ("“”", []),
        ('"', []),
        ("Nothing here.", []),
    ],
)
def test_what_stands_inside_marks(text: str, words: list[str]) -> None:
    assert inside(text) == words


def test_a_paragraph_tells_that_it_is_not_closed_and_what_closes_first() -> None:
    assert quoted("“It goes on").runs_on
    assert not quoted("“It ends.”").runs_on
    assert quoted("and ends here.” He left.").closes_first == 14
    assert quoted("“It ends.” And “so”").closes_first is None


@given(st.text("\"“”„«»'‘’‚‹› ab,.\n", max_size=60))
def test_ranges_are_in_order_and_apart(text: str) -> None:
    ranges = quoted(text).ranges
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(one[1] < other[0] for one, other in pairwise(ranges))


@pytest.mark.parametrize("mark", list("\"“”„«»'‘’‚‹›"))
def test_very_many_marks_end_quickly(mark: str) -> None:
    assert len(quoted(f"{mark}a {mark} " * 10_000).ranges) <= 20_000
