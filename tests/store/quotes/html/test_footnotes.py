"""Footnotes of other systems' HTML are those of Markdown."""

from __future__ import annotations

import pytest

from pullquote.store.model.bodies import BlockKind
from pullquote.store.quotes.html.blocks import blocks_of


def test_marks_and_notes_are_linked_and_no_words() -> None:
    text, again, second, first = blocks_of(
        '<p>The bridge<sup id="r1"><a href="#n1">[1]</a></sup> is old.<a role="doc-noteref" href="#n0">*</a></p>'
        '<p>And long.<a href="#n1"><sup>1</sup></a></p>'
        '<ol><li id="n0">Not very. <a role="doc-backlink" href="#r0">back</a></li><li id="n1"><p>By hand.</p></li></ol>'
    )
    assert (text.text, again.text) == ("The bridge is old.", "And long.")
    assert (second.kind, second.text, first.text) == (BlockKind.FOOTNOTE, "Not very.", "By hand.")
    assert first.footnote is not None
    assert second.footnote is not None
    assert (first.footnote.number, first.footnote.references) == (1, (0, 1))
    assert (second.footnote.number, second.footnote.references) == (2, (0,))
    assert (
        '<sup><a href="#fn-1" id="fnref-1" role="doc-noteref" rel="noopener noreferrer">1</a></sup>'
        in text.html
    )
    assert 'id="fnref-1-2"' in again.html
    assert first.html.startswith(
        '<aside id="fn-1" role="doc-footnote"><a href="#fnref-1" role="doc-backlink"'
    )


def test_a_link_that_is_no_mark_is_a_link() -> None:
    block = blocks_of(
        '<p id="top">To <a href="#top">the top</a> of the 3<sup>rd</sup><sup><a href="#no">x</a></sup></p>'
    )[0]
    assert block.text == "To the top of the 3rdx"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("The bridge<sup>1</sup> is old.<sup>[12]</sup>", "The bridge is old."),
        ('The bridge<sup><a href="https://press.example/#n">1</a></sup> is old.', "The bridge is old."),
        ("The bridge<sup>*</sup> is “old.”<sup>†</sup>", "The bridge is “old.”"),
        (
            "20 km<sup>2</sup> of CO<sup>2</sup>, 10<sup>6</sup> times, the 3<sup>rd</sup>",
            "20 km2 of CO2, 106 times, the 3rd",
        ),
        ("The bridge<sup>TM</sup> of 1,<sup>2024</sup>", "The bridgeTM of 1,2024"),
    ],
)
def test_a_mark_whose_note_is_lost_is_no_word(html: str, text: str) -> None:
    [block] = blocks_of(f"<p>{html}</p>")
    assert block.text == text
    assert block.html.count("<sup>") == html.count("<sup>")
