"""Pages saved as plain text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pullquote.importing.sources.texts import date_line
from tests.importing.imports import body_of, bring, keys_of, notes_of, only

PAGE = """Mayor defends the wall

By Ida Brook

Updated 3 March, 2024

The wall will rise by two metres, the council said on Monday, more than was planned.

“It will cost what a wall costs,” the mayor said.

Critics call it ‘too high’

Others would rather have a park, and a dozen of them came on February 27 to say so.

- one is a fisherman
- one is a teacher

That was all.
"""
SIDEBAR = """
Opinion

Editorial

A wall too far
Updated 4 Mar, 2024

A wall too far

The council has not asked anybody who lives by the river.
Fish prices
5 Mar, 2024

Fish prices

HERRING is dearer than it was, and nobody in the harbour can say why it has to be so...
"""


def page(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_headline_authors_date_cross_heads_and_lists(tmp_path: Path) -> None:
    bring(page(tmp_path, PAGE), tmp_path / "into")
    path = only(tmp_path / "into")
    keys = keys_of(path)
    assert (path.name, keys["headline"], keys["dateModified"]) == (
        "mayor-defends-the-wall.md",
        "Mayor defends the wall",
        "2024-03-03",
    )
    assert (keys["byline"], keys["authors"]) == ("Ida Brook", ["ida-brook"])
    body = body_of(path)
    assert "\n\n## Critics call it ‘too high’\n\n" in body
    assert "- one is a fisherman\n- one is a teacher" in body
    assert body.count("## ") == 1


def test_the_sidebar_has_stories_of_its_own(tmp_path: Path) -> None:
    report = bring(page(tmp_path, PAGE + SIDEBAR), tmp_path / "into")
    assert report.outcomes == {"written": 3}
    first = tmp_path / "into" / "editorials" / "a-wall-too-far.md"
    second = tmp_path / "into" / "editorials" / "fish-prices.md"
    assert (keys_of(first)["dateModified"], keys_of(first)["section"]) == ("2024-03-04", "editorial")
    assert body_of(first) == "The council has not asked anybody who lives by the river."
    assert keys_of(second)["datePublished"] == "2024-03-05"
    assert "Opinion" not in body_of(tmp_path / "into" / "articles" / "mayor-defends-the-wall.md")
    assert any("all but its beginning" in note for note in notes_of(report))


def test_a_page_without_headline_and_date_is_guessed_and_said(tmp_path: Path) -> None:
    text = PAGE.partition("2024\n\n")[2]
    report = bring(page(tmp_path, text + SIDEBAR), tmp_path / "into")
    keys = keys_of(only(tmp_path / "into"))
    assert (
        keys["headline"]
        == "The wall will rise by two metres, the council said on Monday, more than was planned"
    )
    assert keys["datePublished"] == "2024-02"
    assert sum("the page prints no" in note for note in notes_of(report)) == 2


def test_a_page_without_any_date_has_the_day_of_its_file(tmp_path: Path) -> None:
    path = page(tmp_path, "The wall will rise by two metres, the council said.\n\nThat was all.\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    bring(path, tmp_path / "into")
    assert keys_of(only(tmp_path / "into"))["dateModified"] == "2023-11-14"


@pytest.mark.parametrize(
    ("begins", "place"),
    [
        ("Harbour Town, Westland — The wall", "Harbour Town, Westland"),
        ("GENEVA (Wire) -- The wall", "GENEVA"),
        ("The wall — and the river —", None),
        ("The wall is high", None),
    ],
)
def test_a_dateline_is_named_and_stays_in_the_text(tmp_path: Path, begins: str, place: str | None) -> None:
    bring(
        page(tmp_path, f"A wall\n\n3 May 2020\n\n{begins} will rise.\n\nThat was all.\n"), tmp_path / "into"
    )
    path = only(tmp_path / "into")
    assert keys_of(path).get("dateline") == place
    assert body_of(path).startswith(begins)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Tuesday, September 22, 2015", "2015-09-22"),
        ("Published on 3 May 2020", "2020-05-03"),
        ("20 Jan, 2025", "2025-01-20"),
        ("The council met in 2015", None),
        ("In January 2015 the council met for the first time in the new hall", None),
    ],
)
def test_date_lines(line: str, date: str | None) -> None:
    found = date_line(line)
    assert (found.date if found else None) == date


def test_characters_of_markdown_in_a_text_stay_characters(tmp_path: Path) -> None:
    bring(
        page(tmp_path, "A wall\n\n# 3 on the list is *not* a heading, he said.\n\n1. It is <b>text</b>.\n"),
        tmp_path / "into",
    )
    assert (
        body_of(only(tmp_path / "into"))
        == "\\# 3 on the list is \\*not\\* a heading, he said.\n\n1\\. It is \\<b\\>text\\</b\\>."
    )


@pytest.mark.parametrize(
    "top",
    [
        "The wall rises\nBy Ida Brook\n2 January 2024",
        "The wall rises\n\nBy Ida Brook\nPublished 2 January 2024 09:15 GMT | Updated 3 January 2024",
        "The wall rises\nJanuary 2, 2024\nBy Ida Brook\n\nUpdated: 3 January 2024",
    ],
)
def test_lines_at_the_top_need_no_empty_ones_between(tmp_path: Path, top: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        f"{top}\n\nThe wall by the river will rise, the council said.\nIt has the money.\n", encoding="utf-8"
    )
    bring(path, tmp_path / "into")
    keys = keys_of(only(tmp_path / "into"))
    assert (keys["headline"], keys["datePublished"][:10], keys["byline"]) == (
        "The wall rises",
        "2024-01-02",
        "Ida Brook",
    )
    assert body_of(only(tmp_path / "into")).startswith("The wall by the river")
