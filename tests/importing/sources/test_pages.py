"""Saved web pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.importing.imports import body_of, bring, keys_of, notes_of, only

SENTENCES = [
    f"The wall by the river will rise by {number} metres, the council of Harbour Town said on Monday evening after a long debate."
    for number in range(2, 8)
]
PAGE = """<!doctype html><html lang="en"><head><title>The wall rises | The Courier</title>{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>The wall rises</h1>{top}{paragraphs}</article></main>
<aside><p>Related: other things that happened</p></aside><footer>© The Courier</footer></body></html>"""
LINKED = {
    "@context": "https://schema.org", "@graph": [{
        "@type": "NewsArticle", "headline": "The wall rises", "datePublished": "2024-03-04T10:00:00Z", "articleSection": "Town",
        "author": [{"@type": "Person", "name": "Ida Brook"}], "publisher": {"@type": "Organization", "name": "The Courier"},
        "keywords": ["wall", "river"], "image": {"@type": "ImageObject", "url": "https://courier.example/a.jpg", "caption": "The wall"},
        "mainEntityOfPage": "https://courier.example/the-wall-rises",
    }],
}  # fmt: skip


def page(tmp_path: Path, head: str = "", top: str = "") -> Path:
    path = tmp_path / "saved.html"
    paragraphs = "".join(f"<p>{sentence} <a href='/x'>More</a></p>" for sentence in SENTENCES)
    path.write_text(PAGE.format(head=head, top=top, paragraphs=paragraphs), encoding="utf-8")
    return path


def test_what_the_page_says_as_json_ld(tmp_path: Path) -> None:
    head = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
    bring(page(tmp_path, head), tmp_path / "into")
    path = only(tmp_path / "into")
    keys = keys_of(path)
    assert path.name == "the-wall-rises.md"
    assert (keys["headline"], keys["datePublished"]) == ("The wall rises", "2024-03-04T10:00:00Z")
    assert (keys["authors"], keys["section"], keys["publication"]) == (["ida-brook"], "town", "the-courier")
    assert keys["image"] == {"url": "https://courier.example/a.jpg", "alt": "The wall", "caption": "The wall"}
    assert keys["url"] == "https://courier.example/the-wall-rises"
    assert keys["keywords"] == ["wall", "river"]
    assert all(sentence in body_of(path) for sentence in SENTENCES)
    assert "Sport" not in body_of(path)


def test_a_page_that_says_nothing_is_read(tmp_path: Path) -> None:
    bring(page(tmp_path, top="<p>Tuesday 15 October 2019</p>"), tmp_path / "into")
    keys = keys_of(only(tmp_path / "into"))
    assert (keys["headline"], keys["datePublished"], keys["inLanguage"]) == (
        "The wall rises",
        "2019-10-15",
        "en",
    )


def test_a_date_in_meta_or_in_the_markup(tmp_path: Path) -> None:
    bring(
        page(tmp_path, '<meta property="article:published_time" content="2024-03-04T10:00:00+01:00">'),
        tmp_path / "a",
    )
    assert keys_of(only(tmp_path / "a"))["datePublished"] == "2024-03-04T10:00:00+01:00"
    bring(
        page(tmp_path, top='<time datetime="PDT08:05"></time><time datetime="2024-03-05">x</time>'),
        tmp_path / "b",
    )
    assert keys_of(only(tmp_path / "b"))["datePublished"] == "2024-03-05"


def test_code_keeps_its_lines(tmp_path: Path) -> None:
    bring(
        page(tmp_path, top="<pre><code>def wall():\n    return 2\n\n    # high\n</code></pre>"),
        tmp_path / "into",
    )
    assert "```\ndef wall():\n    return 2\n\n    # high\n```" in body_of(only(tmp_path / "into"))


def test_the_heading_is_the_headline_and_no_text(tmp_path: Path) -> None:
    bring(page(tmp_path), tmp_path / "into")
    path = only(tmp_path / "into")
    assert keys_of(path)["headline"] == "The wall rises"
    assert body_of(path).lstrip().startswith(SENTENCES[0])


@pytest.mark.parametrize("levels", [200, 300, 3_000])
def test_all_words_of_a_deep_page(tmp_path: Path, levels: int) -> None:
    wall = "<p>The wall of the harbour rises by a foot, and nobody has asked why it does.</p>"
    text = f"{wall}{'<div>' * levels}{wall.replace('foot', 'metre')}{'</div>' * levels}{wall}"
    path = tmp_path / "page.html"
    path.write_text(
        f"<!doctype html><html><head><title>Wall</title></head><body><article>{text}</article></body></html>",
        encoding="utf-8",
    )
    report = bring(path, tmp_path / "into")
    assert report.outcomes == {"written": 1}
    assert "rises by a metre" in body_of(only(tmp_path / "into"))
    assert any("its HTML is nested" in note for note in notes_of(report)) == (levels > 250)


GRAPH = [
    {"@type": "WebPage", "@id": "#page", "datePublished": "2020-01-01"},
    {"@type": ["Article", "NewsArticle"], "headline": "Wall rises", "datePublished": "2024-03-04", "author": {"@id": "#ida", "name": "Ida"},
     "publisher": {"@id": "#courier"}, "image": {"@id": "#picture"}, "isPartOf": {"@id": "#page"}},
    {"@type": "Person", "@id": "#ida", "name": "Ida Brook", "worksFor": {"@id": "#courier"}},
    {"@type": "Organization", "@id": "#courier", "name": "The Courier", "founder": {"@id": "#ida"}},
    {"@type": "ImageObject", "@id": "#picture", "url": "https://courier.example/a.jpg"},
]  # fmt: skip


@pytest.mark.parametrize(
    "script",
    [
        f'<script type="application/ld+json">{json.dumps({"@graph": GRAPH})}</script>',
        f'<script type="application/ld+json">{{"broken"</script><script type="application/ld+json; charset=utf-8">{json.dumps(GRAPH)};</script>',
        f'<script type="application/ld+json">//<![CDATA[\n{json.dumps(GRAPH)}\n//]]></script>',
        f'<script type="application/ld+json"><!--\n{json.dumps(GRAPH)}\n--></script>',
        "".join(f'<script type="application/ld+json">{json.dumps(each)}</script>' for each in GRAPH),
    ],
    ids=["graph", "second script", "cdata", "comment", "a script each"],
)
def test_what_is_named_by_its_id_is_found(tmp_path: Path, script: str) -> None:
    bring(page(tmp_path, script), tmp_path / "into")
    path = only(tmp_path / "into")
    keys = keys_of(path)
    assert (keys["headline"], keys["alternativeHeadline"]) == ("Wall rises", "The wall rises")
    assert (keys["authors"], keys["publication"], keys["datePublished"]) == (
        ["ida-brook"],
        "the-courier",
        "2024-03-04",
    )
    assert keys["image"]["url"] == "https://courier.example/a.jpg"
    assert body_of(path).startswith(SENTENCES[0])


@pytest.mark.parametrize("name", ["saved", "story.php", "index.html@p=1", "story.txt"])
def test_a_page_is_known_by_its_beginning(tmp_path: Path, name: str) -> None:
    path = page(tmp_path).rename(tmp_path / name)
    bring(path, tmp_path / "into")
    assert keys_of(only(tmp_path / "into"))["headline"] == "The wall rises"


def test_a_page_that_is_saved_with_its_pictures_in_one_file(tmp_path: Path) -> None:
    text = page(tmp_path).read_text(encoding="utf-8").replace("=", "=3D")
    path = tmp_path / "saved.mht"
    path.write_text(
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n"
        f"Content-Transfer-Encoding: quoted-printable\n\n{text}\n--b\nContent-Type: image/png\n\nx\n--b--\n",
        encoding="utf-8",
    )
    bring(path, tmp_path / "into")
    assert all(sentence in body_of(only(tmp_path / "into")) for sentence in SENTENCES)


def test_a_headline_as_microdata_and_a_language_in_meta(tmp_path: Path) -> None:
    path = page(tmp_path, '<meta property="og:locale" content="en_IE">')
    text = path.read_text(encoding="utf-8").replace('<html lang="en">', "<html>")
    path.write_text(text.replace("<h1>", '<h1 itemprop="headline">A micro '), encoding="utf-8")
    bring(path, tmp_path / "into")
    keys = keys_of(only(tmp_path / "into"))
    assert (keys["headline"], keys["inLanguage"]) == ("A micro The wall rises", "en-IE")
