"""Servers are built once from pinned sources, in a folder that git ignores, or it is said why not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from benchmarks.peers import building
from benchmarks.peers.building import BUILT, SOURCES, CannotBuild, Recipe, build, with_source
from tests.conftest import ROOT

COUNTS = "import pathlib; path = pathlib.Path('times'); path.write_text((path.read_text() if path.exists() else '') + 'x')"


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sources of a server that is built by counting how often it is built."""
    monkeypatch.setattr(building, "SOURCES", tmp_path)
    folder = tmp_path / "counted" / "inner"
    folder.mkdir(parents=True)
    (folder / "source.txt").write_text("first", encoding="utf-8")
    return folder


def recipe(*command: str, tools: tuple[str, ...] = ()) -> Recipe:
    return Recipe("counted", tools, (command,))


def test_what_is_built_is_built_again_only_when_it_changes(sources: Path, tmp_path: Path) -> None:
    counted = recipe(sys.executable, "-c", COUNTS)
    folder = build(counted, into=tmp_path / "built")
    assert build(counted, into=tmp_path / "built") == folder
    assert build(counted, may_build=False, into=tmp_path / "built") == folder
    assert (folder / "times").read_text(encoding="utf-8") == "x"
    assert (folder / "inner" / "source.txt").read_text(encoding="utf-8") == "first"
    (sources / "source.txt").write_text("second", encoding="utf-8")
    with pytest.raises(CannotBuild, match="not built yet"):
        build(counted, may_build=False, into=tmp_path / "built")
    build(counted, into=tmp_path / "built")
    assert (folder / "times").read_text(encoding="utf-8") == "xx"
    assert (folder / "inner" / "source.txt").read_text(encoding="utf-8") == "second"


def test_a_missing_program_is_named(sources: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match="no-such-program not installed"):
        build(recipe("true", tools=("no-such-program",)), into=tmp_path / "built")


def test_a_build_that_fails_says_why_and_is_tried_again(sources: Path, tmp_path: Path) -> None:
    failing = recipe(sys.executable, "-c", "raise SystemExit('it is broken')")
    for _ in range(2):
        with pytest.raises(CannotBuild, match="ended with 1: it is broken"):
            build(failing, into=tmp_path / "built")


def test_git_ignores_what_is_built() -> None:
    ignored = subprocess.run(["git", "check-ignore", "--quiet", str(BUILT / "x")], cwd=ROOT, check=False)
    assert ignored.returncode == 0


LOCK = '[[package]]\nname = "a"\nversion = "1.0.0"\nchecksum = "12"\n\n[[package]]\nname = "own"\nversion = "0.0.0"\n'
RESOLVED = '[[package]]\nname = "a"\nversion = "1.0.1"\nsource = "where it is"\nchecksum = "34"\n'


def test_a_lock_gets_the_source_of_its_packages() -> None:
    packages = tomllib.loads(with_source(LOCK, RESOLVED))["package"]
    assert packages == [
        {"name": "a", "version": "1.0.0", "source": "where it is", "checksum": "12"},
        {"name": "own", "version": "0.0.0"},
    ]


def test_a_lock_without_sources_is_no_help() -> None:
    with pytest.raises(CannotBuild):
        with_source(LOCK, LOCK)


def test_rust_is_pinned_by_version_and_content() -> None:
    manifest = tomllib.loads((SOURCES / "rust" / "Cargo.toml").read_text(encoding="utf-8"))
    wanted = manifest["dependencies"].values()
    assert all((each if isinstance(each, str) else each["version"]).startswith("=") for each in wanted)
    lock = (SOURCES / "rust" / "Cargo.lock").read_text(encoding="utf-8")
    packages = tomllib.loads(lock)["package"]
    assert [each["name"] for each in packages if "checksum" not in each] == ["newsroom"]
    assert [each["name"] for each in packages if "source" in each] == []


def test_go_is_pinned_by_version_and_content() -> None:
    manifest = (SOURCES / "go" / "go.mod").read_text(encoding="utf-8")
    sums = (SOURCES / "go" / "go.sum").read_text(encoding="utf-8")
    wanted = re.findall(r"^\t(\S+) (v\S+)", manifest, re.MULTILINE)
    assert ("github.com/99designs/gqlgen", "v0.17.98") in wanted
    assert [each for each in wanted if f"{each[0]} {each[1]} h1:" not in sums] == []


def test_nothing_that_is_generated_is_among_the_sources() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "benchmarks/peers"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    names = {Path(line).name for line in tracked.stdout.splitlines()}
    assert "Cargo.lock" in names
    assert not names & {"generated.go", "node_modules", "target"}
    assert json.loads((SOURCES / "node" / "package.json").read_bytes())["private"] is True
