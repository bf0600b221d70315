"""``pullquote import`` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.api.cli.conftest import Command
from tests.importing.imports import keys_of, write_tree

POST = "---\ntitle: Flood\ndate: 2020-01-02 10:00:00\nlayout: post\nmood: calm\n---\nText.\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "posts", {"flood.md": POST, "_index.md": "---\ntitle: All\n---\n"})


def test_it_says_what_became_of_every_item(run: Command, source: Path, tmp_path: Path) -> None:
    ran = run("import", source, "--into", tmp_path / "into", "--report", tmp_path / "report.json")
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert lines[0] == f"Imported into {tmp_path / 'into'}: 2 items: 1 refused, 1 written"
    assert "New: 1 publication" in lines
    assert "Refused: 1: a list of stories, and none itself" in lines
    assert (
        "1 item with a time without its zone: only the day is kept; --timezone ZONE says which it is in"
        in lines
    )
    assert lines[-2:] == [f"Next: pullquote check {tmp_path / 'into'}", f"Report: {tmp_path / 'report.json'}"]
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["summary"]["items"] == 2
    assert run("check", tmp_path / "into", "--strict").status == 0


def test_a_dry_run_prints_the_map_that_can_be_given_back(run: Command, source: Path, tmp_path: Path) -> None:
    ran = run("import", source, "--into", tmp_path / "into", "--dry-run")
    assert (ran.status, (tmp_path / "into").exists()) == (0, False)
    assert "layout: drop  # 1 item\nmood: extra  # 1 item\n" in ran.out
    assert "Would import into" in ran.err
    map_file = tmp_path / "map.yaml"
    map_file.write_text(ran.out.replace("mood: extra", "mood: keywords"), encoding="utf-8")
    options = ("--publication", "courier", "--timezone", "Europe/Berlin", "--publish", "--map", map_file)
    assert run("import", source, "--into", tmp_path / "into", *options).status == 0
    assert keys_of(tmp_path / "into" / "articles" / "flood.md") == {
        "headline": "Flood", "publication": "courier", "keywords": ["calm"], "status": "published",
        "datePublished": "2020-01-02T10:00:00+01:00",
    }  # fmt: skip


def test_what_was_public_does_not_become_a_draft_in_silence(
    run: Command, source: Path, tmp_path: Path
) -> None:
    said = "1 published story is a draft now, which the public does not see; --publish keeps them public"
    into = ("--into", tmp_path / "into")
    assert said not in run("import", source, *into, "--publish").out
    assert "1 published story would be a draft now" in run("import", source, *into, "--dry-run").err
    assert said in run("import", source, *into).out.splitlines()
    assert said not in run("import", source, *into, "--timezone", "UTC").out


def test_a_picture_that_is_there_is_no_new_one(run: Command, tmp_path: Path) -> None:
    source = write_tree(
        tmp_path / "posts", {"flood.md": POST.replace("Text.", "![](wall.svg)"), "wall.svg": SVG}
    )
    assert "1 picture" in run("import", source, "--into", tmp_path / "into").out
    again = run("import", source, "--into", tmp_path / "into", "--publish").out
    assert "1 updated" in again
    assert "1 picture" not in again


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--from", "word"), "--from word: expected one of wordpress"),
        (("--timezone", "Mars"), "no time zone is called 'Mars'"),
        (("--publication", "The Courier"), "expected a slug, such as the-courier"),
        (("--base", "courier"), "expected an address that begins with https://"),
        (("--map", "none.yaml"), "none.yaml: No such file"),
    ],
)
def test_wrong_usage_is_said_in_a_line(
    run: Command, source: Path, tmp_path: Path, options: tuple[str, str], message: str
) -> None:
    ran = run("import", source, "--into", tmp_path / "into", *options)
    assert ran.status in (1, 2)
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_an_address_is_not_fetched(run: Command, tmp_path: Path) -> None:
    ran = run("import", "https://courier.example/x", "--into", tmp_path / "into")
    assert (ran.status, ran.out) == (2, "")
    assert "addresses are not fetched; save the page and import the file: curl" in ran.err
