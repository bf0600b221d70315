"""What is longer or more than a newsroom reads is cut, noted, and kept in ``extra`` where that has room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pullquote.store.files.kinds.fields import MAX_ITEMS, MAX_LINE
from tests.importing.imports import bring, keys_of, notes_of, only, write_tree

LONG = "word " * 450


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"keywords": [LONG, "wall"]}, "keywords"),
        ({"keywords": [f"word{number}" for number in range(1_200)]}, "keywords"),
        ({"tags": [f"word{number}" for number in range(1_200)]}, "topics"),
        ({"author": LONG}, "authors"),
        ({"shortTitle": LONG}, "alternativeHeadline"),
        ({"dateline": LONG}, "dateline"),
        ({"copyright": LONG}, "rights"),
        ({"category": LONG}, "section"),
        ({"image": "https://courier.example/a.jpg", "imageAlt": LONG}, "image"),
        ({"correction": LONG}, "corrections"),
        ({"aliases": [f"/was-{number}/" for number in range(1_200)]}, "aliases"),
    ],
)
def test_it_is_cut_and_noted(tmp_path: Path, values: dict[str, Any], key: str) -> None:
    text = f"---\n{yaml.safe_dump({'title': 'Wall', 'date': '2024-01-02', **values})}---\nText."
    report = bring(write_tree(tmp_path / "posts", {"a-wall.md": text}), tmp_path / "into")
    assert report.outcomes == {"written": 1}
    found = keys_of(only(tmp_path / "into"))[key]
    assert len(str(found)) >= MAX_LINE // 2 or len(found) == MAX_ITEMS or key in ("authors", "section")
    assert any(f"{MAX_LINE:,}" in note or f"{MAX_ITEMS:,}" in note for note in notes_of(report))


def test_addresses_that_are_too_long_are_kept_in_extra(tmp_path: Path) -> None:
    address = f"https://courier.example/{'a' * 2_000}"
    text = f"---\ntitle: Wall\ndate: 2024-01-02\nlink: {address}\nsource_url: {address}\nimage: {address}\n---\nText."
    bring(write_tree(tmp_path / "posts", {"a-wall.md": text}), tmp_path / "into")
    keys = keys_of(only(tmp_path / "into"))
    assert not keys.keys() & {"url", "isBasedOn", "image"}
    assert {keys["extra"][key] for key in ("source_url", "image")} == {address}


def test_what_has_one_key_in_extra_is_not_lost(tmp_path: Path) -> None:
    text = '---json\n{"title": "Wall", "date": "2024-01-02", "mood": "calm", "params": {"Mood": 1e3, "k%s": 1, "k%sb": 123456789012345678901234567890}}\n---\nText.'
    long = "k" * 300
    bring(write_tree(tmp_path / "posts", {"a-wall.md": text % (long, long)}), tmp_path / "into")
    extra = keys_of(only(tmp_path / "into"))["extra"]
    assert {key: extra[key] for key in extra if not key.startswith("k")} == {"mood": "calm", "Mood": "1000.0"}
    assert sorted(value for key, value in extra.items() if key.startswith("k")) == [
        "1",
        "123456789012345678901234567890",
    ]


def test_a_body_that_is_too_long_loses_its_end(tmp_path: Path) -> None:
    text = f"---\ntitle: Wall\ndate: 2024-01-02\nlang: de\n---\n{'Die Mauer. ' * 50_000}"
    report = bring(write_tree(tmp_path / "posts", {"a-wall.md": text}), tmp_path / "into")
    assert any(note.startswith("the end of its body: it has 5") for note in notes_of(report))


def test_what_an_author_has_too_much_of(tmp_path: Path) -> None:
    files = {
        "posts/a-wall.md": "---\ntitle: Wall\ndate: 2024-01-02\nauthor: ida\n---\nText.",
        "_data/authors.yml": yaml.safe_dump({"ida": {"name": "Ida Brook", "bio": LONG, "poem": "x" * 9_000, "url": f"https://a.example/{'a' * 2_000}"}}),
        "_config.yml": "title: The Courier\n",
    }  # fmt: skip
    report = bring(write_tree(tmp_path / "site", files), tmp_path / "into")
    keys = keys_of(only(tmp_path / "into", "people"))
    assert len(keys["description"]) <= MAX_LINE
    assert keys["extra"]["bio"].split() == LONG.split()
    assert "Ida Brook, poem: larger than extra may be" in notes_of(report)
