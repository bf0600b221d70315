"""An author is told what of the HTML in a body is not served."""

from __future__ import annotations

import pytest

from pullquote.store.quotes.html.removals import removals_in


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<script>a()</script>", [("PQ420", 0, "<script> and what is in it are not served")]),
        ("<p>\n<style>p {}</style>", [("PQ420", 1, "<style> and what is in it are not served")]),
        ("<svg><text>a</text></svg>", [("PQ420", 0, "<svg> and what is in it are not served")]),
        ("<form>\n<input name=a>\n</form>", [("PQ420", 1, "<input> is not served")]),
        ("said <Brook>", [("PQ420", 0, "<brook> is not served; the words in it are")]),
        (
            "<iframe src=https://e.example/x></iframe>",
            [("PQ421", 0, "<iframe> is served as a link to https://e.example/x")],
        ),
        ("<iframe></iframe>", [("PQ420", 0, "<iframe> has no address, and is not served")]),
        (
            "<video>\n<source src=a.mp4>\n<track src=a.vtt></video>",
            [
                ("PQ421", 0, "<video> is served as a link to what it shows"),
                ("PQ420", 2, "the subtitles of <track> are not served"),
            ],
        ),
        (
            "<p onclick=a() style='color: red'>",
            [("PQ420", 0, "onclick= of <p> is not served"), ("PQ420", 0, "style= of <p> is not served")],
        ),
        (
            "<a href=' java\nscript:a()'>",
            [("PQ420", 0, "href= of <a> is not served:  java\nscript:a() is no address of a page")],
        ),
        (
            "<img src=data:image/png;base64,AAAA>",
            [("PQ420", 0, "src= of <img> is not served: data:image/png;base64,AAAA is no address of a page")],
        ),
        ("<!-- a note", [("PQ420", 0, "a comment begins here and has no end; nothing below it is served")]),
    ],
)
def test_what_is_not_served_is_told(html: str, expected: list[tuple[str, int, str]]) -> None:
    assert [removal[:3] for removal in removals_in(html)] == expected


@pytest.mark.parametrize(
    "html",
    [
        "<!-- a note to the desk -->",
        "<div class=x id=y><section><p dir=rtl lang=ur>a</p></section></div>",
        "<details><summary>a</summary></details><center>b</center><font>c</font>",
        "<table><thead><tr><th colspan=2>a</table>",
        "<figure><picture><source srcset=a.webp><img src=a.png></picture><figcaption>b</figcaption></figure>",
        "<a href=/x>a</a><a href=#y>b</a><a href=mailto:c@e.example>c</a>",
        "<!DOCTYPE html><html><head></head><body>a</body></html>",
    ],
)
def test_of_what_is_served_nothing_is_told(html: str) -> None:
    assert list(removals_in(html)) == []
