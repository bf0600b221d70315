"""Sites: Markdown and HTML with front matter of every kind, as their generators keep them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.imports import body_of, bring, keys_of, notes_of, only, write_tree

YAML = """---
title: "Flood wall: the mayor explains herself"
date: 2024-10-29 9:00:00 -4
authors: [Ida Brook]
tags:
  - flood walls
description: It costs what a wall costs.
---
The wall rises by two metres.
"""


@pytest.mark.parametrize(
    "matter",
    [
        YAML,
        (
            '+++\ntitle = "Flood wall: the mayor explains herself"\ndate = 2024-10-29T09:00:00-04:00\n'
            'authors = ["Ida Brook"]\ndescription = "It costs what a wall costs."\n[taxonomies]\ntags = ["flood walls"]\n'
            "+++\n\nThe wall rises by two metres.\n"
        ),
        (
            '{"title": "Flood wall: the mayor explains herself", "date": "2024-10-29T09:00:00-04:00", "authors": '
            '["Ida Brook"], "tags": ["flood walls"], "description": "It costs what a wall costs."}\n\n'
            "The wall rises by two metres.\n"
        ),
        (
            '---json\n{"title": "Flood wall: the mayor explains herself", "date": "2024-10-29T09:00:00-04:00", "authors": '
            '"Ida Brook", "tags": "flood walls", "description": "It costs what a wall costs."}\n---\n'
            "The wall rises by two metres.\n"
        ),
    ],
    ids=["yaml", "toml", "json", "json between lines"],
)
def test_front_matter_of_every_kind_is_the_same_story(tmp_path: Path, matter: str) -> None:
    source = write_tree(tmp_path / "posts", {"flood-wall.md": matter, "more/second.md": YAML})
    bring(source, tmp_path / "into")
    path = tmp_path / "into" / "articles" / "flood-wall.md"
    keys = keys_of(path)
    assert keys["headline"] == "Flood wall: the mayor explains herself"
    assert keys["datePublished"] == "2024-10-29T09:00:00-04:00"
    assert keys["standfirst"] == "It costs what a wall costs."
    assert (keys["authors"], keys["topics"], keys["status"]) == (["ida-brook"], ["flood-walls"], "draft")
    assert body_of(path) == "The wall rises by two metres."


def test_a_title_with_a_colon_that_is_no_yaml_is_read_and_named(tmp_path: Path) -> None:
    source = write_tree(
        tmp_path / "posts", {"a-wall.md": "---\ntitle: Wall: a start\ndate: 2020-01-02\n---\nText.\n"}
    )
    report = bring(source, tmp_path / "into")
    assert keys_of(only(tmp_path / "into"))["headline"] == "Wall: a start"
    assert any("read line by line" in note for note in notes_of(report))


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2019-12-04-harbour-lights.md", "2019-12-04"),
        ("2019/12/04/harbour-lights.md", "2019-12-04"),
        ("2019/12/harbour-lights.md", "2019-12"),
        ("2019-12-04-harbour-lights/index.md", "2019-12-04"),
    ],
)
def test_a_date_that_only_the_path_says(tmp_path: Path, name: str, date: str) -> None:
    source = write_tree(tmp_path / "posts", {name: "---\ntitle: Harbour lights\n---\nText.\n", "x.txt": "-"})
    bring(source, tmp_path / "into")
    path = only(tmp_path / "into")
    assert (path.name, keys_of(path)["datePublished"]) == ("harbour-lights.md", date)


def test_a_story_without_any_date_stays_a_draft_and_is_named(tmp_path: Path) -> None:
    source = write_tree(tmp_path / "posts", {"harbour-lights.md": "# Harbour lights\n\nText.\n"})
    report = bring(source, tmp_path / "into", publish=True)
    keys = keys_of(only(tmp_path / "into"))
    assert (keys["headline"], keys["status"], "dateModified" in keys) == ("Harbour lights", "draft", True)
    assert body_of(only(tmp_path / "into")) == "Text."
    assert any(note.startswith("it has no date") for note in notes_of(report))


def test_what_is_no_story_is_refused_by_name_or_counted(tmp_path: Path) -> None:
    files = {
        "_index.md": "---\ntitle: All posts\n---\n",
        "README.md": "How to write.",
        "index.html": "---\nlayout: x\n---\n{% for post in posts %}{{ post.title }}{% endfor %}",
        "posts.11tydata.js": "module.exports = {}",
        "open.md": "+++\ntitle = 'x'\n",
        "flood.md": "---\ntitle: Flood\ndate: 2020-01-01\n---\nText.",
    }
    report = bring(write_tree(tmp_path / "posts", files), tmp_path / "into")
    assert (report.items, report.outcomes["refused"], report.outcomes["written"]) == (5, 4, 1)
    assert report.passed == {".js": 1}
    assert {entry["where"] for entry in report.entries() if entry["outcome"] == "refused"} == {
        "_index.md", "README.md", "index.html", "open.md"
    }  # fmt: skip


def test_entities_in_front_matter_are_characters(tmp_path: Path) -> None:
    text = "---\ntitle: 'Harbour&#58; the council&amp;rsquo;s plan'\ndate: 2020-01-01\nexcerpt: |\n  **Two** lines &mdash;\n\n  with [a link](/x).\n---\nText."
    bring(write_tree(tmp_path / "posts", {"a-plan.md": text}), tmp_path / "into")
    keys = keys_of(only(tmp_path / "into"))
    assert keys["headline"] == "Harbour: the council’s plan"
    assert keys["standfirst"] == "Two lines — with a link."


def test_html_with_front_matter_becomes_markdown_and_keeps_its_table(tmp_path: Path) -> None:
    text = "---\ntitle: Prices\ndate: 2020-01-01\n---\n<h2>Fish</h2>\n<p>Cod &amp; <em>herring</em>.</p><table><tr><td>Cod</td>\n\n<td>3</td></tr></table>"
    source = write_tree(
        tmp_path / "posts", {"prices.html": text, "b.md": "---\ntitle: B\ndate: 2020-01-01\n---\nb"}
    )
    bring(source, tmp_path / "into")
    body = body_of(tmp_path / "into" / "articles" / "prices.md")
    assert body.startswith("## Fish\n\nCod & *herring*.\n\n<table>")
    assert "\n\n<td>" not in body


def test_params_and_extra_of_generators_are_keys_like_others(tmp_path: Path) -> None:
    text = "---\ntitle: Prices\ndate: 2020-01-01\nparams:\n  kicker: Market\n  mood: calm\n---\nText."
    bring(write_tree(tmp_path / "posts", {"prices.md": text}), tmp_path / "into")
    keys = keys_of(only(tmp_path / "into"))
    assert (keys["section"], keys["extra"]) == ("market", {"mood": "calm"})


def test_what_the_data_files_of_a_folder_say_of_its_stories(tmp_path: Path) -> None:
    files = {
        "posts/posts.json": '{"layout": "post", "permalink": "/{{ x }}/", "lang": "es", "author": "Ida Brook"}',
        "posts/more/more.11tydata.json": '{"author": "Tom Hale"}',
        "posts/more/wall.json": '{"section": "Town"}',
        "posts/more/wall.md": "---\ntitle: Wall\ndate: 2024-01-02\n---\nx",
        "posts/tide.fr.md": "---\ntitle: Tide\ndate: 2024-01-02\nlang: pt\n---\nx",
        "posts/marea.ca.md": "---\ntitle: Marea\ndate: 2024-01-02\n---\nx",
        "posts/list.json": "[1]",
    }
    bring(write_tree(tmp_path / "site", files), tmp_path / "into")
    found = {path.stem: keys_of(path) for path in (tmp_path / "into/articles").iterdir()}
    assert (found["wall"]["authors"], found["wall"]["section"]) == (["tom-hale"], "town")
    assert (found["tide-fr"]["authors"], "extra" in found["wall"]) == (["ida-brook"], False)
    assert {slug: keys["inLanguage"] for slug, keys in found.items()} == {
        "wall": "es",
        "tide-fr": "pt",
        "marea-ca": "ca",
    }
