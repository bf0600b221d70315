"""The language of stories and of new publications: as the source says, else by the words, which is reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.importing.imports import bring, keys_of, notes_of, only, write_tree
from tests.importing.text.test_languages import TEXTS

SPACES = (
    "xmlns:wp='http://wordpress.org/export/1.2/' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
)


def publication_of(into: Path) -> str:
    """The language of the one publication that was written."""
    return str(keys_of(only(into, "publications"))["inLanguage"])


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        (
            "export.xml",
            f"<rss {SPACES}><channel><title>C</title><language>de-DE</language><item><title>A</title><wp:post_date>2024-01-02 03:04:05</wp:post_date><content:encoded>x</content:encoded></item></channel></rss>",
            "de-DE",
        ),
        (
            "rss.xml",
            "<rss version='2.0'><channel><title>C</title><language>fr</language><item><title>A</title><description>x</description></item></channel></rss>",
            "fr",
        ),
        (
            "atom.xml",
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='es'><title>C</title><entry><id>urn:a:1</id><title>A</title><content>x</content></entry></feed>",
            "es",
        ),
        (
            "feed.json",
            json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "C", "language": "pt_BR", "items": [{"id": "1", "title": "A", "content_text": "x"}]}),
            "pt-BR",
        ),
        ("a.md", "---\ntitle: A\ndate: 2024-01-02\nlang: sv\n---\nx", "sv"),
        ("a.json", json.dumps({"uri": "urn:a:1", "versioncreated": "2024-01-02T03:04:05Z", "headline": "A", "body_text": "x", "language": "nb"}), "nb"),
        ("a.html", f"<!doctype html><html lang='de-AT'><head><title>A</title></head><body><article><p>{TEXTS['de']}</p></article></body></html>", "de-AT"),
    ],
)  # fmt: skip
def test_what_the_source_says(tmp_path: Path, name: str, text: str, language: str) -> None:
    report = bring(write_tree(tmp_path / "source", {name: text}), tmp_path / "into")
    assert publication_of(tmp_path / "into") == language
    assert keys_of(only(tmp_path / "into"))["inLanguage"] == language
    assert report.guesses == []


def test_several_files_each_say_what_they_are_of(tmp_path: Path) -> None:
    feed = "<rss version='2.0'><channel><title>{0}</title><language>{1}</language><item><guid>{0}</guid><title>A {0}</title><description>x</description></item></channel></rss>"
    files = {"a.xml": feed.format("Der Bote", "de"), "b.xml": feed.format("The Courier", "en-GB")}
    report = bring(write_tree(tmp_path / "feeds", files), tmp_path / "into")
    into = tmp_path / "into" / "publications"
    assert {path.stem: keys_of(path)["inLanguage"] for path in into.iterdir()} == {
        "der-bote": "de",
        "the-courier": "en-GB",
    }
    assert report.guesses == []
    assert (keys_of(tmp_path / "into/articles/a-der-bote.md")["publication"], report.outcomes) == (
        "der-bote",
        {"written": 2},
    )


def test_the_language_is_guessed_from_the_words_and_reported(tmp_path: Path) -> None:
    files = {
        f"2024-01-0{number}-mauer.md": f"---\ntitle: Mauer {number}\n---\n„Das ist gut“, said Mayor Ida Brook. {TEXTS['de']}"
        for number in range(1, 4)
    }
    files["2024-01-05-wall.md"] = (
        f"---\ntitle: Wall\n---\n{TEXTS['en']} “The wall holds,” said Mayor Ida Brook."
    )
    report = bring(write_tree(tmp_path / "posts", files), tmp_path / "into")
    assert publication_of(tmp_path / "into") == "de"
    assert report.guesses == ["the language of Imported: de, from the words of its first stories"]
    assert report.summary()["guessed"] == report.guesses
    keys = keys_of(tmp_path / "into/articles/wall.md")
    assert keys["inLanguage"] == "en"
    assert "ida-brook" in [quote.get("speaker") for quote in keys["quotes"]]
    assert "quotes" not in keys_of(tmp_path / "into/articles/mauer.md")
    assert notes_of(report).count("nothing says its language: en is guessed from its words") == 1
    again = bring(tmp_path / "posts", tmp_path / "into")
    assert (again.outcomes, again.guesses) == ({"unchanged": 4}, [])


def test_what_nothing_says_is_english_and_reported(tmp_path: Path) -> None:
    report = bring(
        write_tree(tmp_path / "posts", {"a.md": "---\ntitle: A\ndate: 2024-01-02\n---\nx"}), tmp_path / "into"
    )
    assert publication_of(tmp_path / "into") == "en"
    assert report.guesses == ["the language of Imported: en, as nothing says another"]


def test_a_language_that_is_no_tag_is_said_to_be_none(tmp_path: Path) -> None:
    files = {"a.md": f"---\ntitle: A\ndate: 2024-01-02\nlang: nothing at all\n---\n{TEXTS['fr']}"}
    report = bring(write_tree(tmp_path / "posts", files), tmp_path / "into")
    assert publication_of(tmp_path / "into") == "fr"
    assert "lang: nothing at all is no language tag" in notes_of(report)
