"""The proposals of a newsroom are listed with the words around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.importing.review.editing import QuoteEntry
from pullquote.importing.review.proposals import Paragraph, files_to_review, proposals_in

STORY = """\
---
headline: The wall
publication: paper
datePublished: 2024-10-29
quotes:
- text: It stands
  speaker: ida-brook
- text: [The wall, will hold]
  speaker: ida-brook
  review: B
- text: Nobody said this
  speaker: ida-brook
  dateSpoken: 2024-10-01
  review: C
---
“It stands,” Ida Brook said.

“The wall,” she said, “will hold.”
"""


def test_those_that_wait_are_listed_with_their_paragraph(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "wall.md").write_text(STORY, encoding="utf-8")
    (tmp_path / "articles" / "other.md").write_text("---\nheadline: x\n---\n", encoding="utf-8")
    (tmp_path / "people.yaml").write_text("review:\n  name: review\n", encoding="utf-8")
    assert files_to_review(tmp_path) == {"articles/wall.md": {"B", "C"}}
    first, second = proposals_in(tmp_path, "articles/wall.md")
    assert (first.entry, first.line, first.tier, first.headline) == (QuoteEntry(1), 8, "B", "The wall")
    (paragraph,) = first.paragraphs
    assert [paragraph.text[start:end] for start, end in paragraph.spans] == ["The wall,", "will hold"]
    assert [piece for piece, is_quoted in paragraph.pieces if is_quoted] == ["The wall,", "will hold"]
    assert "".join(piece for piece, _ in paragraph.pieces) == paragraph.text
    assert (first.words, second.words) == ("The wall … will hold", "Nobody said this")
    assert (second.entry, second.paragraphs) == (QuoteEntry(2), ())
    assert [each.date and each.date.text for each in (first, second)] == ["2024-10-29", "2024-10-01"]


def test_stories_in_one_file(tmp_path: Path) -> None:
    text = "wall:\n  headline: Wall\n  body: “It stands,” she said.\n  quotes:\n  - text: It stands\n    review: A\n"
    (tmp_path / "articles.yaml").write_text(text, encoding="utf-8")
    (path,) = files_to_review(tmp_path)
    (found,) = proposals_in(tmp_path, path)
    assert found.entry == QuoteEntry(0, "wall")
    assert found.paragraphs[0].text == "“It stands,” she said."


def test_a_file_that_cannot_be_read_has_none(tmp_path: Path) -> None:
    (tmp_path / "articles.yaml").write_text("review: [", encoding="utf-8")
    assert proposals_in(tmp_path, "articles.yaml") == []
    assert proposals_in(tmp_path, "articles/none.md") == []


@pytest.mark.parametrize(
    ("text", "tiers"),
    [
        ("review: A", "A"),
        ("'review': 'C'", "C"),
        ('{"review":"B"}', "B"),
        ("review:\n    A", "A"),
        ("review: A\nreview: C", "AC"),
        ("review: # soon\n    A", "ABC"),
        ("review: Absolutely", "ABC"),
        ("preview: A", ""),
    ],
)
def test_a_file_is_looked_into_for_every_tier_that_it_may_have(tmp_path: Path, text: str, tiers: str) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "wall.yaml").write_text(text, encoding="utf-8")
    assert files_to_review(tmp_path) == ({"articles/wall.yaml": set(tiers)} if tiers else {})


def test_pieces_begin_and_end_with_words_too() -> None:
    assert Paragraph("ab", ((0, 1),)).pieces == [("a", True), ("b", False)]
    assert Paragraph("ab", ((1, 2),)).pieces == [("a", False), ("b", True)]
