"""``pullquote new`` writes a file to fill in, and never over an old one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.store.files.kinds import KINDS
from tests.api.cli.conftest import Command


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("article", "articles/flood-wall.md"),
        ("editorials", "editorials/flood-wall.md"),
        ("person", "people/flood-wall.yaml"),
        ("topics", "topics/flood-wall.yaml"),
    ],
)
def test_it_says_where_it_wrote(run: Command, tmp_path: Path, kind: str, path: str) -> None:
    ran = run("new", kind, "flood-wall", "--in", tmp_path)
    assert ran.status == 0
    assert ran.out.startswith(f"Wrote {tmp_path / path}.")
    assert "flood-wall" in (tmp_path / path).read_text(encoding="utf-8")


def test_it_writes_into_fixtures_unless_told_otherwise(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "topic", "rain").status == 0
    assert (tmp_path / "fixtures" / "topics" / "rain.yaml").exists()


def test_in_a_newsroom_it_writes_there(run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "articles").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run("new", "article", "bridge-opens").out.startswith("Wrote articles/bridge-opens.md.")
    assert run("check").out.startswith("./articles/bridge-opens.md:")


@pytest.mark.parametrize("suffix", [".md", ".yaml", ".yml", ".json"])
def test_an_entity_that_is_there_is_left_alone(run: Command, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "people" / f"ida{suffix}"
    path.parent.mkdir()
    path.write_text("mine", encoding="utf-8")
    ran = run("new", "person", "ida", "--in", tmp_path)
    assert (ran.status, ran.err) == (1, f"pullquote: {path} is there already\n")
    assert [file.read_text(encoding="utf-8") for file in path.parent.iterdir()] == ["mine"]


def test_an_entity_of_a_single_file_is_not_made_again(run: Command, tmp_path: Path) -> None:
    (tmp_path / "topics.yaml").write_text("rain: {name: Rain}\n", encoding="utf-8")
    ran = run("new", "topic", "rain", "--in", tmp_path)
    assert (ran.status, ran.err) == (
        1,
        f"pullquote: {tmp_path}/topics has rain already, in a file of several\n",
    )


def test_a_new_article_names_what_there_is(run: Command, tmp_path: Path) -> None:
    (tmp_path / "publications.yaml").write_text(
        "courier: {name: Courier, inLanguage: en}\n", encoding="utf-8"
    )
    assert run("new", "article", "flood-wall", "--in", tmp_path).status == 0
    assert "\npublication: courier\n" in (tmp_path / "articles" / "flood-wall.md").read_text(encoding="utf-8")
    checked = run("check", tmp_path)
    assert checked.status == 0
    assert "0 errors, 1 warning" in checked.out
    assert " PQ431 " in checked.out


def test_a_new_person_passes_the_check(run: Command, tmp_path: Path) -> None:
    assert run("new", "person", "ida-brook", "--in", tmp_path).status == 0
    assert run("check", tmp_path).status == 0


def test_help_names_every_kind(run: Command) -> None:
    told = run("new", "--help").out
    assert [kind.noun for kind in KINDS.values() if kind.noun not in told] == []
