"""HTML and plain text as Markdown."""

from __future__ import annotations

import re

import pytest

from pullquote.importing.text.characters import clean, decoded, plain_line
from pullquote.importing.text.html import FLATTENED, MAX_LEVELS, markdown_of, paragraphs_marked
from pullquote.importing.text.links import with_addresses, with_words_escaped, without_looks
from pullquote.importing.text.plain import escaped, paragraphs, without_markdown
from pullquote.store.quotes.bodies import parse_body


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a <b>b</b> <i>c</i></p><p>d</p>", "a **b** *c*\n\nd"),
        ("<h2>A <em>b</em></h2><ul><li>x<ul><li>y</li></ul></li></ul>", "## A *b*\n\n- x\n  - y"),
        ('<p><a href="/x y">l</a> <img src="a b.png" alt="c [d]"></p>', "[l](/x y) ![c \\[d\\]](<a b.png>)"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre><code>a\n\n  b</code></pre>", "```\na\n\n  b\n```"),
        ("<p>1. a</p><p># b</p><p>- c * d_e</p>", "1\\. a\n\n\\# b\n\n\\- c \\* d\\_e"),
        (
            '<figure onclick="x"><img src="a.jpg" style="x"><figcaption>c</figcaption></figure>',
            '<figure><img src="a.jpg"/><figcaption>c</figcaption></figure>',
        ),
        ('<table class="x">\n\n<tr><td>a</td></tr></table>', "<table>\n<tr><td>a</td></tr></table>"),
        (
            "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>",
            "<table><tr><td>a</td></tr></table>",
        ),
        ("plain * text", "plain \\* text"),
    ],
)
def test_what_markdown_says_and_what_stays_html(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


def test_scripts_are_left_out_and_named() -> None:
    named: list[str] = []
    assert markdown_of('<p>a</p><script src="x.js"></script><style>b</style>', named.append) == "a"
    assert named == ["<script> x.js"]


def test_paragraphs_of_old_wordpress() -> None:
    html = "One.\nTwo.\n\n<blockquote>Q\n\nR</blockquote>\nThree\n<ul>\n<li>a</li>\n</ul>\n<h2>H</h2>\nfour<!--more-->"
    assert (
        markdown_of(paragraphs_marked(html)) == "One.\\\nTwo.\n\n> Q\n>\n> R\n\nThree\n\n- a\n\n## H\n\nfour"
    )


@pytest.mark.parametrize(
    "text",
    [
        "*a*",
        "_b_ [c](d)",
        "# e",
        "1. f",
        "- g",
        "a <b>h</b> &lt; i",
        "`j`",
        "k | l",
        "~~m~~",
        "--- n",
        "\\o",
        "= p\n===",
    ],
)
def test_escaped_text_is_read_as_itself(text: str) -> None:
    body = parse_body(escaped(text))
    assert body is not None
    assert body.text == text.replace("\n", " ")


def test_paragraphs_are_apart_by_empty_lines_or_else_by_lines() -> None:
    assert paragraphs("a\nb\n\nc") == "a\nb\n\nc"
    assert paragraphs("a\nb") == "a\n\nb"


def test_addresses_everywhere_but_in_code() -> None:
    text = '[a](/x) ![b](y.jpg "t") [![i](a.png)](b/c) `[n](/no)` <img src="q.jpg"> [c](<a b>)\n\n[r]: /z\n'
    assert with_addresses(text, lambda address: f"B{address}") == (
        '[a](B/x) ![b](By.jpg "t") [![i](Ba.png)](Bb/c) `[n](/no)` <img src="Bq.jpg"> [c](<Ba b>)\n\n[r]: B/z\n'
    )


def test_looks_are_taken_away_and_words_stay() -> None:
    text = '<p class="x" style="y">a <span style="z">b</span></p> <ida@courier.example> `<p class="x">` <style>p { }</style>'
    assert without_looks(text) == '<p>a b</p> <ida@courier.example> `<p class="x">` '


def test_words_between_angle_brackets_are_words() -> None:
    text = "Use <author> twice, <b>or</b> <https://a.example/>, <ida@courier.example>, `<author>`."
    assert with_words_escaped(text) == text.replace("Use <author>", "Use &lt;author&gt;")


def test_lines_as_they_are_read() -> None:
    assert plain_line("a&amp;mdash;b &#46; <b>c</b>\n d") == "a—b . c d"
    assert without_markdown("**a** [b](c) _d_ e_f_g") == "a b d e_f_g"
    assert clean("a\r\nb\x00\u2028c") == "a\nb\nc"
    assert decoded("größe".encode("cp1252")) == ("größe", "Windows-1252")
    assert decoded("größe".encode("utf-16")) == ("größe", "UTF-16")


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "table"])
@pytest.mark.parametrize("levels", [100, 260, 5_000])
def test_all_words_of_deep_html(tag: str, levels: int) -> None:
    inner = "Inner <b>w</b>ords.<p>One</p><p>Two</p>Three &amp; <br>four"
    html = f"<p>Before.</p>{f'<{tag}>' * levels}{inner}{f'</{tag}>' * levels}<p>After.</p>"
    changed: list[str] = []
    plain = re.sub(r"[*>\\-]", "", markdown_of(html, changed=changed.append))
    assert plain.split() == ["Before.", "Inner", "words.", "One", "Two", "Three", "&", "four", "After."]
    assert changed == ([FLATTENED] if levels > MAX_LEVELS else [])
