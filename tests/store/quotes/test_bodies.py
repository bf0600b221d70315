"""Markdown becomes blocks with plain text, and HTML that is safe to show."""

from __future__ import annotations

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pullquote.store.model.bodies import BlockKind
from pullquote.store.quotes.bodies import parse_body
from pullquote.store.quotes.html.blocks import ParsedBlock


def blocks(markdown: str) -> list[tuple[BlockKind, str, str]]:
    body = parse_body(markdown)
    return [] if body is None else [(block.kind, block.text, block.html) for block in body.blocks]


def block(markdown: str) -> ParsedBlock:
    body = parse_body(markdown)
    assert body is not None
    [only] = body.blocks
    return only


@pytest.mark.parametrize(
    ("markdown", "kind", "text", "html"),
    [
        ("A plain\nparagraph", BlockKind.PARAGRAPH, "A plain paragraph", "<p>A plain\nparagraph</p>"),
        ("## A **bold** head", BlockKind.HEADING, "A bold head", "<h2>A <strong>bold</strong> head</h2>"),
        (
            "*It* ~~was~~ `is`",
            BlockKind.PARAGRAPH,
            "It was is",
            "<p><em>It</em> <s>was</s> <code>is</code></p>",
        ),
        ("- one\n- two\n  - three", BlockKind.LIST, "one\ntwo\nthree", None),
        ("1. one\n2. two", BlockKind.LIST, "one\ntwo", None),
        (
            "> “A wall,”\n> he said.\n>\n> Then more.",
            BlockKind.BLOCK_QUOTE,
            "“A wall,” he said.\nThen more.",
            None,
        ),
        ("```text\na  b\n\nc\n```", BlockKind.CODE, "a  b\n\nc", "<pre><code>a  b\n\nc\n</code></pre>"),
        ("    indented", BlockKind.CODE, "indented", "<pre><code>indented\n</code></pre>"),
        ("| a | b |\n|---|---|\n| c | d *e* |", BlockKind.TABLE, "a\tb\nc\td e", None),
        ("***", BlockKind.THEMATIC_BREAK, "", "<hr>"),
        ("one  \ntwo\\\nthree", BlockKind.PARAGRAPH, "one\ntwo\nthree", "<p>one<br>\ntwo<br>\nthree</p>"),
        ("AT&amp;T &copy; 2 < 3", BlockKind.PARAGRAPH, "AT&T © 2 < 3", "<p>AT&amp;T © 2 &lt; 3</p>"),
        ("\\*not emphasis\\*", BlockKind.PARAGRAPH, "*not emphasis*", "<p>*not emphasis*</p>"),
        (
            'See [the *page*](https://e.example/ "T")',
            BlockKind.PARAGRAPH,
            "See the page",
            '<p>See <a href="https://e.example/" title="T" rel="noopener noreferrer">the <em>page</em></a></p>',
        ),
        (
            "![A *quay* at dawn](https://e.example/q.png)",
            BlockKind.FIGURE,
            "",
            '<figure><img src="https://e.example/q.png" alt="A quay at dawn"></figure>',
        ),
        ("H<sub>2</sub>O<br>now", BlockKind.PARAGRAPH, "H2O\nnow", "<p>H<sub>2</sub>O<br>now</p>"),
        ("<div>Raw <b>block</b> &amp; more</div>", BlockKind.PARAGRAPH, "Raw block & more", None),
        (
            "a\u00a0b “c” 'd' \"e\"",
            BlockKind.PARAGRAPH,
            "a\u00a0b “c” 'd' \"e\"",
            "<p>a&nbsp;b “c” 'd' \"e\"</p>",
        ),
    ],
)
def test_a_block(markdown: str, kind: BlockKind, text: str, html: str | None) -> None:
    only = block(markdown)
    assert (only.kind, only.text) == (kind, text)
    if html is not None:
        assert only.html == html


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "Words <script>alert(1)</script> and more",
        "- item <style>p {display: none}</style>",
        "[a](javascript:alert(1))",
        "<a href='javascript:alert(1)'>a</a>",
        "<img src=x onerror=alert(1)>",
        "![a](data:text/html;base64,PHNjcmlwdD4=)",
        "<iframe src='https://e.example'></iframe>",
        "<svg onload=alert(1)>",
        "> <script>alert(1)</script>",
        "<p style='background: url(x)'>a</p>",
        "<!--><script>alert(1)</script>-->",
        "<form action=x><input name=q></form>",
    ],
)
def test_html_is_safe(markdown: str) -> None:
    for _, text, html in blocks(markdown):
        for bad in (
            "<script",
            "alert(1)</",
            'javascript:"',
            "onerror",
            "onload",
            "<iframe",
            "style",
            "<input",
            '"data:',
        ):
            assert bad not in html
        assert "<script" not in text
        assert nh3.clean(html) == html


def test_what_the_sanitiser_takes_away_is_not_in_the_text_either() -> None:
    assert block("Words <script>alert(1)</script>and more").text == "Words and more"
    assert blocks("<!-- a note to the desk -->") == []
    assert [text for _, text, _ in blocks("One <!-- note --> two\n\n<!-- note -->\n\nThree")] == [
        "One  two",
        "Three",
    ]


def test_html_that_is_open_over_empty_lines_is_one() -> None:
    only = block("<table>\n<tr><td>Abel</td></tr>\n\n<tr><td>Bree</td></tr>\n</table>")
    assert (only.kind, only.text) == (BlockKind.TABLE, "Abel\nBree")
    assert [text for _, text, _ in blocks("<div dir=rtl>\n\n*One*\n\n- Two\n\n</div>\n\nThree")] == [
        "One",
        "Two",
        "Three",
    ]
    assert [html for _, _, html in blocks("<div dir=rtl>\n\n*One*\n\n</div>\n\nTwo")] == [
        '<p dir="rtl"><em>One</em></p>',
        "<p>Two</p>",
    ]


def test_markdown_in_html_and_html_in_markdown() -> None:
    assert block("- One <b>two</b>\n  <p>Three</p>").text == "One two\nThree"
    assert block("> <p>One</p><p>Two</p>").kind is BlockKind.BLOCK_QUOTE
    assert block("> <p>One</p><p>Two</p>").text == "One\nTwo"
    assert [kind for kind, _, _ in blocks("One <iframe src=https://e.example/x></iframe> two")] == [
        BlockKind.PARAGRAPH,
        BlockKind.EMBED,
        BlockKind.PARAGRAPH,
    ]


def test_a_picture_alone_is_a_figure_with_its_title_as_caption() -> None:
    only = block('![A quay](media/quay.png "The old quay")')
    assert (only.kind, only.text) == (BlockKind.FIGURE, "The old quay")
    assert only.image is not None
    assert (only.image.url, only.image.alt, only.image.caption) == (
        "/media/quay.png",
        "A quay",
        "The old quay",
    )
    assert only.html == (
        '<figure><img src="/media/quay.png" alt="A quay"><figcaption>The old quay</figcaption></figure>'
    )
    in_text = block("See ![“A quay”](q.png) there.")
    assert (in_text.kind, in_text.text) == (BlockKind.PARAGRAPH, "See  there.")
    assert in_text.image is not None
    assert in_text.image.alt == "“A quay”"


def test_a_table_of_markdown_is_data() -> None:
    table = block("| a | b |\n|---|---|\n| c | d *e* |").table
    assert table is not None
    assert [(row.is_header, [cell.text for cell in row.cells]) for row in table.rows] == [
        (True, ["a", "b"]),
        (False, ["c", "d e"]),
    ]


def test_footnotes_are_blocks_at_the_end_and_their_marks_are_no_words() -> None:
    body = parse_body(
        "“The bridge[^1] is old,” she said.[^b]\n\n[^b]: A *note*.\n\n    More.\n\n[^1]: By hand.\n\nOr not.[^1]"
    )
    assert body is not None
    assert [(block.kind, block.text) for block in body.blocks] == [
        (BlockKind.PARAGRAPH, "“The bridge is old,” she said."),
        (BlockKind.PARAGRAPH, "Or not."),
        (BlockKind.FOOTNOTE, "By hand."),
        (BlockKind.FOOTNOTE, "A note.\nMore."),
    ]
    assert [
        block.footnote and (block.footnote.number, block.footnote.references) for block in body.blocks
    ] == [
        None,
        None,
        (1, (0, 1)),
        (2, (0,)),
    ]
    assert [text for _, text, _ in blocks("A word.^[A note.]")] == ["A word.", "A note."]


def test_lines_of_scripts_without_spaces_are_joined_in_text_and_html() -> None:
    assert blocks("市長は「橋は\n閉じる」と述べた。") == [
        (BlockKind.PARAGRAPH, "市長は「橋は閉じる」と述べた。", "<p>市長は「橋は閉じる」と述べた。</p>")
    ]
    assert block("橋は\n**閉じる**").text == "橋は閉じる"
    assert block("- 橋は\n  閉じる").html == "<ul>\n<li>橋は閉じる</li>\n</ul>"
    assert block("다리가\n닫힌다").text == "다리가 닫힌다"
    assert block("橋は  \n閉じる").text == "橋は\n閉じる"


def test_an_empty_body_is_none() -> None:
    for markdown in ("", "\n \n", "<!-- nothing -->\n", "[unused]: https://e.example/\n"):
        assert parse_body(markdown) is None


def test_words_are_counted_without_dashes() -> None:
    body = parse_body("PORT LISSOM – It is over.\n\nNobody - not one - won.")
    assert body is not None
    assert body.word_count == 9


def test_the_body_is_kept_as_written_without_empty_lines_around() -> None:
    body = parse_body("\n\n*One*\n\nTwo\n\n")
    assert body is not None
    assert body.markdown == "*One*\n\nTwo"
    assert body.text == "One\n\nTwo"


PROSE = st.text("aé .,:;!?'’“”\"-–&<>\u00a0\t\n#*_`[]()\\1|~+=", max_size=60) | st.text(max_size=30)


@given(PROSE)
def test_plain_paragraphs_are_what_rendering_and_sanitising_come_to(markdown: str) -> None:
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # Lines of scripts without spaces are joined: see tests/store/quotes/html/test_line_joining.py.
    whole = nh3.clean(renderer.render(markdown)).replace("\n", "")
    paragraphs = [
        html for kind, _, html in blocks(markdown) if kind is BlockKind.PARAGRAPH and "\n\n" not in html
    ]
    for html in paragraphs:
        if html.startswith("<p>"):
            assert html.replace("\n", "") in whole


@given(PROSE)
def test_the_text_of_a_paragraph_is_its_html_without_tags(markdown: str) -> None:
    from html import unescape

    for kind, text, html in blocks(markdown):
        if kind is BlockKind.PARAGRAPH and "<" not in html.removeprefix("<p>").removesuffix("</p>"):
            inner = unescape(html.removeprefix("<p>").removesuffix("</p>"))
            assert inner.split() == text.split()  # a line may end with a tab
