"""The proposals of a newsroom are listed with the words around them."""

from __future__ import annotations

from pathlib import Path

from pullquote.importing.review.editing import QuoteEntry
from pullquote.importing.review.proposals import files_to_review, proposals_in, speakers_of

STORY = """\
---
headline: The wall
datePublished: 2024-10-29
quotes:
- text: It stands
  speaker: ida-brook
- text: [The wall, will hold]
  speaker: ida-brook
  review: B
- text: Nobody said this
  speaker: ida-brook
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
    assert files_to_review(tmp_path) == ["articles/wall.md"]
    first, second = proposals_in(tmp_path, "articles/wall.md")
    assert (first.entry, first.line, first.tier, first.headline) == (QuoteEntry(1), 7, "B", "The wall")
    (paragraph,) = first.paragraphs
    assert [paragraph.text[start:end] for start, end in paragraph.spans] == ["The wall,", "will hold"]
    assert (second.entry, second.paragraphs) == (QuoteEntry(2), ())


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


def test_people_and_organizations_are_found_by_the_beginnings_of_their_words(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    ida = "name: Ida Brook\nalternateNames: [The Mayor]\nroles:\n- title: Mayor\n  startDate: 2020\n- title: Judge\n"
    (tmp_path / "people" / "ida-brook.yaml").write_text(ida)
    (tmp_path / "organizations.yaml").write_text("harbour-board:\n  name: Harbour Board\n")
    known = speakers_of(tmp_path)
    assert list(known) == ["harbour-board", "ida-brook"]
    assert known["ida-brook"].offices == ("Mayor (2020–)", "Judge")
    for words in ("id", "IDA br", "brook ida", "ida-br", "mayor"):
        assert [slug for slug, each in known.items() if each.is_meant_by(words)] == ["ida-brook"]
    assert not known["ida-brook"].is_meant_by("rook")
