"""The blocks of a body as a client sees them: figures, embeds, tables and footnotes are data."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pullquote.store.files.loading import load
from tests.schema.conftest import Newsroom, edition
from tests.store.written import article, write

BODY = """\
![A quay](media/quay.png "The old quay")

The bridge[^1] is closed.

<iframe src="https://video.example/x" title="The bridge"></iframe>

<table><caption>Tides</caption><tr><th>Port</th><td colspan="2">4 m</td></tr></table>

[^1]: Built by hand.
"""
QUAY = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)
"""A picture of one pixel."""
QUERY = """{ article(by: {slug: "x"}) { body { text html blocks {
  index kind text html
  image { url alt caption credit width height }
  embed { kind url title }
  table { caption rows { isHeader cells { text isHeader columnSpan rowSpan } } }
  footnote { number references }
} } } }"""


def body(folder: Path, markdown: str) -> dict[str, Any]:
    write(folder, {"articles/x.md": article("", markdown), "media/quay.png": QUAY})
    made: dict[str, Any] = Newsroom(edition(folder).public).ask(QUERY)["article"]["body"]
    return made


def test_figures_embeds_tables_and_footnotes_are_data(tmp_path: Path) -> None:
    made = body(tmp_path, BODY)
    figure, paragraph, embed, table, note = made["blocks"]
    assert [block["kind"] for block in made["blocks"]] == [
        "FIGURE",
        "PARAGRAPH",
        "EMBED",
        "TABLE",
        "FOOTNOTE",
    ]
    image = figure["image"]
    assert image["url"].startswith("/media/quay.png")
    assert (image["alt"], image["caption"], image["credit"]) == ("A quay", "The old quay", None)
    assert paragraph["text"] == "The bridge is closed."
    assert embed["embed"] == {"kind": "FRAME", "url": "https://video.example/x", "title": "The bridge"}
    assert table["table"] == {
        "caption": "Tides",
        "rows": [
            {
                "isHeader": False,
                "cells": [
                    {"text": "Port", "isHeader": True, "columnSpan": 1, "rowSpan": 1},
                    {"text": "4 m", "isHeader": False, "columnSpan": 2, "rowSpan": 1},
                ],
            }
        ],
    }
    assert note["footnote"] == {"number": 1, "references": [1]}
    for block in (paragraph, table, note):
        assert (block["image"], block["embed"]) == (None, None)
    for block in (figure, paragraph, embed):
        assert (block["table"], block["footnote"]) == (None, None)
    assert "<iframe" not in made["html"]
    for kept in ("<figcaption>The old quay</figcaption>", "<caption>Tides</caption>", 'role="doc-footnote"'):
        assert kept in made["html"]


def test_what_is_not_served_is_a_warning_on_its_line(tmp_path: Path) -> None:
    loaded = load(
        write(tmp_path, {"articles/x.md": article("", "One\n\n<iframe src=https://e.example/x></iframe>")})
    )
    [problem] = [each for each in loaded.problems if each.code == "PQ421"]
    assert (problem.line, problem.column) == (9, 1)
    assert problem.message == "<iframe> is served as a link to https://e.example/x"
    front = 'headline: A headline\npublication: paper\ndatePublished: 2022-05-04\nbody: "One\\n\\n<script>a()</script>"\n'
    loaded = load(write(tmp_path, {"articles/y.yaml": front}))
    [problem] = [each for each in loaded.problems if each.code == "PQ420"]
    assert (problem.line, problem.message) == (
        4,
        "line 3 of the body: <script> and what is in it are not served",
    )


MARKED = """{ stories(first: 100) { nodes {
    body { html marked: html(markQuotes: true) }
    quotes(first: 100) { nodes { id parts { text } } }
} } }"""


class Marks(HTMLParser):
    """The words in the marks of each quote; asserts that what is opened is closed in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: dict[str, str] = {}
        self._open: list[str] = []
        self._quote: str | None = None
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"br", "hr", "img", "wbr"}:
            return
        assert self._open[-1:] != ["mark"], "no tag stands in a mark"
        self._open.append(tag)
        if tag == "mark":
            [(name, self._quote)] = attrs
            assert name == "data-quote"

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag == "mark":
            self._quote = None

    def handle_data(self, data: str) -> None:
        if self._quote is not None:
            self.words[self._quote] = self.words.get(self._quote, "") + data


@pytest.mark.parametrize("served", ["newsroom", "shipped"])
def test_each_quote_is_marked_in_the_html_of_a_body(served: str, request: pytest.FixtureRequest) -> None:
    newsroom: Newsroom = request.getfixturevalue(served)
    for story in newsroom.ask(MARKED)["stories"]["nodes"]:
        if story["body"] is None:
            continue
        marks = Marks(story["body"]["marked"])
        assert {name: "".join(words.split()) for name, words in marks.words.items()} == {
            quote["id"]: "".join("".join(part["text"] for part in quote["parts"]).split())
            for quote in story["quotes"]["nodes"]
            if quote["parts"]
        }
        plain = re.sub(r"</?mark[^>]*>", "", story["body"]["marked"])
        assert unescape(plain) == unescape(story["body"]["html"])


def test_a_quote_over_tags_and_blocks_is_marked_in_each(tmp_path: Path) -> None:
    quote = "  - text: The tide is out.\n    speaker: tom-reed\n  - {text: Go home. Stay there., speaker: tom-reed}\n"
    text = "“The *tide* is out.” Tom Reed said.\n\n“Go home.\n\n“Stay **there**.”\n"
    write(tmp_path, {"articles/x.md": article(body=text, quotes=quote)})
    query = """{ article(by: {slug: "x"}) { body { html(markQuotes: true) } quotes { nodes { id } } } }"""
    found = Newsroom(edition(tmp_path).public).ask(query)["article"]
    one, two = (node["id"] for node in found["quotes"]["nodes"])
    assert found["body"]["html"].splitlines() == [
        (
            f'<p>“<mark data-quote="{one}">The </mark><em><mark data-quote="{one}">tide</mark></em>'
            f'<mark data-quote="{one}"> is out.</mark>” Tom Reed said.</p>'
        ),
        f'<p>“<mark data-quote="{two}">Go home.</mark></p>',
        (
            f'<p>“<mark data-quote="{two}">Stay </mark><strong><mark data-quote="{two}">there</mark></strong>'
            f'<mark data-quote="{two}">.</mark>”</p>'
        ),
    ]
