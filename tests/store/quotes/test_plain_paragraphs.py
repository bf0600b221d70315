"""What is read without the parser of Markdown is what that makes of it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pullquote.store.quotes.bodies import parse_body
from pullquote.store.quotes.plain_paragraphs import plain_paragraphs


@pytest.mark.parametrize(
    "markdown",
    [
        "One line.",
        "\n\nTwo\nlines.\n\n\n“And,” she said, “another paragraph!”\n",
        "R&D, AT&T, 2 > 1, a - b, a + b = c, 100 % (#3): it's 'so' – and so on… {x} $y ^z @w",
        "1984 was a year\n\nand 2024 - too",
        "海の壁は持つ。\n\n二つ目の段落。",
    ],
)
def test_words_need_no_parser(markdown: str) -> None:
    assert plain_paragraphs(markdown) is not None


@pytest.mark.parametrize(
    "markdown",
    [
        "*a*", "_a_", "`a`", "~~a~~", "[a](b)", "a <b>c</b>", "a | b\n--|--\nc | d", "a \\\nb", "a\tb", "a&amp;b", "a&#32;b",
        "# a", "text\n# a", "> a", "- a", "+ a", "1. a", "2) a", "text\n1. a", "a\n===", "a\n---", "    code", " a", "a\n b",
        "a  \nb", "a \nb", "a\n \nb", "a ", "\u00a0a", "一\n二", "a\r\nb", "a\0b", "a\vb",
    ],
)  # fmt: skip
def test_what_may_be_more_goes_to_the_parser(markdown: str) -> None:
    assert plain_paragraphs(markdown) is None


PIECES = st.sampled_from(
    [
        "word", "Word,", "“quoted”", "1984", "2.", "-", "–", "=", "#", ">", ":", "+", "&", "&amp", ";", "!", "]", ")", "(", "^", "$", "{", "}",
        "'", '"', "…", "é", "e\u0301", "海", "ไทย", "אב", "\u00a0", "\u2003", "\u200b", "\u2028", "\x1c", "\x85", "🌊", ".", "\f", "*", "    ",
        " ", " ", " ", "\n", "\n", "\n\n", "\n\n", "\n\n\n",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40))
def test_it_is_what_the_parser_makes_of_it(markdown: str) -> None:
    plain = plain_paragraphs(markdown)
    assume(plain is not None)
    # A line of stars is for the parser, and so all of it is.
    parsed = parse_body(f"{markdown}\n\n***")
    assert parsed is not None
    assert plain == list(parsed.blocks[:-1])
