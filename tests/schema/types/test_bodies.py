"""The blocks of a body as a client sees them: figures, embeds, tables and footnotes are data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
