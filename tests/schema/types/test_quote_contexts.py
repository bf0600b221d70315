"""The words of a quote are marked in the block's own HTML, whatever markup stands between them."""

from __future__ import annotations

import pytest

from pullquote.schema.types.quote_contexts import MARK, marked
from pullquote.store.model.bodies import Block, BlockKind


def block(text: str, html: str) -> Block:
    return Block(index=0, kind=BlockKind.PARAGRAPH, text=text, html=html, quotes=())


@pytest.mark.parametrize(
    ("text", "html", "words", "expected"),
    [
        ("He said yes.", "<p>He said yes.</p>", ["yes"], "<p>He said <mark>yes</mark>.</p>"),
        (
            "a just necessary part",
            "<p>a <em>just</em> necessary part</p>",
            ["just necessary"],
            "<p>a <em><mark>just</mark></em><mark> necessary</mark> part</p>",
        ),
        (
            "“Yes,” he said, “and no.”",
            "<p>“Yes,” he said, “and no.”</p>",
            ["Yes", "and no"],
            "<p>“<mark>Yes</mark>,” he said, “<mark>and no</mark>.”</p>",
        ),
        ("R&D < all", "<p>R&amp;D &lt; all</p>", ["R&D <"], "<p><mark>R&amp;D &lt;</mark> all</p>"),
        (
            'see <b> "here"',
            '<p>see &lt;b&gt; <a href="https://x.example/?a=1&amp;b=%3E" rel="noopener">&quot;here&quot;</a></p>',
            ["here"],
            '<p>see &lt;b&gt; <a href="https://x.example/?a=1&amp;b=%3E" rel="noopener">"<mark>here</mark>"</a></p>',
        ),
        (
            "One thing\nAnother thing",
            "<ul>\n<li>One thing</li>\n<li>Another thing</li>\n</ul>",
            ["thing\nAnother"],
            "<ul>\n<li>One <mark>thing</mark></li>\n<li><mark>Another</mark> thing</li>\n</ul>",
        ),
        ("One\ntwo", "<p>One<br>\ntwo</p>", ["One\ntwo"], "<p><mark>One</mark><br><mark>\ntwo</mark></p>"),
        ("🇰🇵 said: no", "<p>🇰🇵 said: no</p>", ["no"], "<p>🇰🇵 said: <mark>no</mark></p>"),
    ],
)
def test_the_words_are_marked_in_the_html(text: str, html: str, words: list[str], expected: str) -> None:
    spans = [(text.index(each), text.index(each) + len(each), MARK) for each in words]
    assert marked(block(text, html), spans) == expected


def test_html_that_says_something_else_than_the_text_is_not_trusted() -> None:
    odd = block('Say <"no">', '<p>Say <img alt="x">nothing</p>')
    assert marked(odd, [(5, 9, MARK)]) == "<p>Say &lt;<mark>&quot;no&quot;</mark>&gt;</p>"


def test_quotes_that_touch_have_each_their_own_mark() -> None:
    spans = [(0, 4, '<mark data-quote="1">'), (4, 7, '<mark data-quote="2">')]
    assert marked(block("Yes.No.", "<p><em>Yes.N</em>o.</p>"), spans) == (
        '<p><em><mark data-quote="1">Yes.</mark><mark data-quote="2">N</mark></em><mark data-quote="2">o.</mark></p>'
    )
