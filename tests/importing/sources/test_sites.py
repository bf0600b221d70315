"""What a site's folder says of itself and of its authors."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.importing.sources.sites import site_of
from tests.importing.imports import bring, keys_of, only, write_tree

POST = "---\ntitle: Flood\ndate: 2020-01-01 10:00:00\nauthor: ibrook\n---\nText."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_data/authors.yml", "ibrook:\n  name: Ida Brook\n  url: https://ida.example/\n"),
        ("data/authors.json", '[{"id": "ibrook", "name": "Ida Brook", "url": "https://ida.example/"}]'),
        (
            "content/authors/ibrook/_index.md",
            "---\ndisplay_name: Ida Brook\nwebsite: https://ida.example/\ngithub: ''\n---\n",
        ),
        ("_authors/ibrook.md", "---\nname: Ida Brook\nurl: https://ida.example/\n---\n"),
        ("data/authors/ibrook.toml", 'name = "Ida Brook"\nurl = "https://ida.example/"\n'),
    ],
)
def test_a_key_of_an_author_is_the_name_that_the_site_gives(tmp_path: Path, name: str, text: str) -> None:
    site = write_tree(tmp_path / "site", {"content/news/flood.md": POST, "content/news/x.js": "", name: text})
    bring(site / "content" / "news", tmp_path / "into")
    person = keys_of(only(tmp_path / "into", "people"))
    assert (person["name"], person["sameAs"], person["aliases"]) == (
        "Ida Brook",
        ["https://ida.example/"],
        ["ibrook"],
    )
    assert keys_of(only(tmp_path / "into"))["authors"] == ["ida-brook"]


def test_the_configuration_gives_title_language_address_and_zone(tmp_path: Path) -> None:
    site = write_tree(
        tmp_path / "site",
        {
            "_config.yml": "title: The Courier\nurl: https://courier.example\nbaseurl: /news\nlang: de\ntimezone: Europe/Berlin\n",
            "_posts/2020-01-01-flood.md": POST.replace("author:", "permalink: /2020/flood/\nauthor:"),
        },
    )
    bring(site / "_posts", tmp_path / "into")
    keys = keys_of(only(tmp_path / "into"))
    assert keys["url"] == "https://courier.example/news/2020/flood/"
    assert keys["datePublished"] == "2020-01-01T10:00:00+01:00"
    assert keys_of(only(tmp_path / "into", "publications")) == {"name": "The Courier", "inLanguage": "de"}


def test_tags_of_jekyll_in_one_line_are_words(tmp_path: Path) -> None:
    site = write_tree(
        tmp_path / "site",
        {
            "_config.yml": "title: C\n",
            "_posts/2020-01-01-a.md": "---\ntitle: A b\ntags: flood harbour\n---\nx",
        },
    )
    bring(site, tmp_path / "into")
    assert keys_of(only(tmp_path / "into"))["topics"] == ["flood", "harbour"]


def test_an_author_without_a_name_is_guessed_and_said(tmp_path: Path) -> None:
    site = write_tree(
        tmp_path / "site",
        {"a.md": POST.replace("ibrook", "ida-brook"), "b.md": POST.replace("ibrook", "The Harbour Team")},
    )
    report = bring(site, tmp_path / "into")
    assert keys_of(only(tmp_path / "into", "people"))["name"] == "Ida Brook"
    entries = list(report.entries())
    assert "ida-brook is an author without a name" in str(entries[0]["guessed"])
    assert keys_of(tmp_path / "into" / "articles" / "flood-2.md")["byline"] == "The Harbour Team"


def test_a_broken_data_file_hinders_nothing(tmp_path: Path) -> None:
    site = write_tree(
        tmp_path / "site", {"_data/authors.yml": "- a: [\n b: {", "config.toml": "= broken", "a.md": POST}
    )
    assert site_of(site).people == {}
