"""What of a body readers do not get is reported, with the line that it stands on."""

from __future__ import annotations

import pytest

from pullquote.store.quotes.bodies import parse_body


def losses(markdown: str) -> list[tuple[str, int, str]]:
    found: list[tuple[str, int, str]] = []

    def report(code: str, line: int, message: str, suggestion: str | None = None) -> None:
        assert suggestion is None or suggestion
        found.append((code, line, message))

    parse_body(markdown, report)
    return found


@pytest.mark.parametrize(
    ("markdown", "code", "line"),
    [
        ("One\n\n<iframe src=https://e.example/x></iframe>", "PQ421", 2),
        ("One\ntwo <video src=a.mp4></video>", "PQ421", 1),
        ("- One\n- two\n  three <button>Go</button>", "PQ420", 2),
        ("> One\n>\n> <script>a()</script>", "PQ420", 2),
        ("<div>\n\nOne\n\n<style>p {}</style></div>", "PQ420", 4),
        ("| a | b |\n|---|---|\n| c | <foo> |", "PQ420", 2),
        ("One\n\n<!-- two\n\nthree", "PQ420", 2),
        ("One\n\n[^a]: A note.", "PQ422", 2),
        ("One.\nTwo.[^a]", "PQ422", 1),
        ("One\ntwo <svg><text>a</text></svg>", "PQ420", 1),
        ("橋は\n閉じる<foo>", "PQ420", 1),
        ("[Brook]: Yes.", "PQ423", 0),
        ("See [a].\n\n[a]: /x\n[a]: /y", "PQ423", 3),
        ("One\n\nSee [this](articles/nowhere.md).", "PQ424", 2),
        ("One and\n[that](second-ferry-returns.md#times)", "PQ424", 1),
        ("[That](../people/ida%20brook.yaml) and more", "PQ424", 0),
        ("See [a].\n\n[a]: sections.json", "PQ424", 0),
        ("One\n\n<p>See <a class=x href='@/posts/ferry.md'>that</a></p>", "PQ424", 2),
        ("One\ntwo <a href=ferry.md>that</a>", "PQ424", 1),
    ],
)
def test_a_loss_is_reported_with_its_line(markdown: str, code: str, line: int) -> None:
    [(found, at, message)] = losses(markdown)
    assert (found, at) == (code, line)
    assert message


def test_what_is_everywhere_is_reported_once() -> None:
    assert losses("<p style='a'>One</p>\n\n<p style='b'>Two</p>\n\n<b style='c'>Three</b>") == [
        ("PQ420", 0, "style= of <p> is not served (2 times in this body)"),
        ("PQ420", 4, "style= of <b> is not served"),
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        "One *two* [three](https://e.example) `<script>`\n\n    <iframe>\n\n- ![four](five.png)",
        "One[^a] and [^a]\n\n[^a]: Two.",
        "See [a], [B][] and [c][d] and ![e].\n\n[a]: /a\n[b]: /b\n[d]: /d\n[e]: /e",
        "<p dir=rtl>One</p>\n\n<!-- two -->",
        "One \\[^a] and \\<b> and 1 < 2",
        "[a](https://e.example/x.md) [b](/2024/x/) [c](/files/x.json) [d](#x.md) [e](?x.md) [f](2024/ferry/) [g](mailto:a@e.md)",
        "The file ferry.md is `[code](ferry.md)` and //e.example/x.md, <a href='//e.example/x.md'>x</a>",
    ],
)
def test_without_a_loss_nothing_is_reported(markdown: str) -> None:
    assert losses(markdown) == []


def test_tags_that_are_never_closed_are_each_looked_at_once() -> None:
    assert [code for code, *_ in losses("<div>\nx.md " + "<a " * 50_000)] != ["PQ424"]
