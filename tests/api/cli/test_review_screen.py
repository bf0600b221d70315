"""The screen of ``pullquote review`` keeps the marked words in sight, whatever the size."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from pullquote.api.cli.review_screen import HELP, KEYS, draw, help_lines, proposal_lines
from pullquote.importing.review.editing import QuoteEntry
from pullquote.importing.review.proposals import Paragraph, QuoteToReview

WORDS = "before " * 300 + "It will hold" + " behind" * 300
START = WORDS.index("It will")


def proposal(*paragraphs: Paragraph, **keys: str) -> QuoteToReview:
    return QuoteToReview(
        "articles/wall.md", "", QuoteEntry(0), 6, "The wall", {"review": "A", **keys}, paragraphs
    )


@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 12), (20, 6), (200, 60), (1, 1)])
def test_the_marked_words_are_seen_in_every_size(width: int, height: int) -> None:
    console = Console(width=width, file=io.StringIO())
    one = proposal(Paragraph(WORDS, ((START, START + 12),)), speaker="ida-brook")
    lines = [line.plain for line in proposal_lines(one, {}, console, width, height)]
    assert len(lines) <= height
    assert all(len(line) <= width for line in lines) or width < 20
    assert any(">>It" in line for line in lines) or height < 6


def test_words_that_stand_nowhere_are_shown_all_the_same() -> None:
    console = Console(width=80, file=io.StringIO())
    assert proposal_lines(proposal(), {}, console, 12, 20)[1].plain == "…s/wall.md:6"
    shown = "\n".join(line.plain for line in proposal_lines(proposal(text="Gone"), {}, console, 80, 20))
    assert ">>Gone<<  (these words do not stand in the story)" in shown
    assert "who     nobody, no name" in shown


def test_what_is_explained_is_what_there_is() -> None:
    shown = [line.plain for line in help_lines(80, Console(width=80, file=io.StringIO()))]
    for key, _ in HELP:
        assert key in KEYS
        assert any(line.startswith(key) for line in shown)
    assert len(shown) <= 24


def test_the_screen_is_filled_and_no_more() -> None:
    console = Console(width=20, height=5, file=(written := io.StringIO()))
    many = help_lines(20, console)
    draw(console, many, [many[0]], 20, 5)
    assert len(written.getvalue().split("\n")) == 5
