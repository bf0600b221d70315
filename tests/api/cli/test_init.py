"""``pullquote init`` writes a newsroom without a mistake, and ``pullquote serve`` offers it where there is none."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from pullquote.api.cli.init import offer_starter
from pullquote.store.files.loading import load
from pullquote.store.model.records import QuoteKind, SourceKind
from tests.api.cli.conftest import Command, on_terminal, read_until
from tests.conftest import SHIPPED


def test_what_it_writes_has_no_mistake_and_shows_what_a_newsroom_can_have(
    run: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "lantern"
    ran = run("init", folder)
    assert (ran.status, ran.err) == (0, "")
    assert run("check", folder, "--strict").status == 0
    records = load(folder).records
    assert records is not None
    quotes = [quote for story in records.stories for quote in story.quotes]
    assert {quote.kind for quote in quotes} >= {QuoteKind.DIRECT, QuoteKind.INDIRECT}
    assert {quote.source_kind for quote in quotes} == {SourceKind.NAMED_PERSON, SourceKind.DOCUMENT}
    assert any(len(quote.parts) > 1 for quote in quotes)
    assert all(quote.role for quote in quotes if quote.speaker), (
        "every speaker holds an office on the day of the quote"
    )
    assert any(story.image for story in records.stories)
    assert any(story.corrections for story in records.stories)


def test_it_says_the_three_next_steps_and_each_of_them_works(run: Command, tmp_path: Path) -> None:
    folder = tmp_path / "my news"
    steps = re.findall(r"^  \d\. .+$", run("init", folder).out, re.MULTILINE)
    assert len(steps) == 3
    assert steps[0].endswith(f"pullquote serve '{folder}'")
    named = re.search(r"(/.+?\.md)", steps[1])
    assert named is not None
    assert Path(named[1]).is_file()
    assert run("new", "article", "my-story", "--in", folder).status == 0
    assert run("check", folder).status == 0


def test_every_file_explains_itself() -> None:
    starter = Path(sys.modules[offer_starter.__module__].__file__ or "").parent / "starter"
    told = [
        path for path in starter.rglob("*.*") if path.suffix in {".md", ".yaml"} and "# " in path.read_text()
    ]
    assert len(told) >= 6


def test_a_folder_with_something_in_it_is_left_alone(run: Command, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    ran = run("init", tmp_path)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == f"pullquote: {tmp_path} is not empty; a newsroom to begin with goes into a new folder\n"
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("has", "command"), [((), "pullquote init {}"), (("notes.txt",), "pullquote init {}/newsroom")]
)
def test_serving_a_folder_without_a_newsroom_says_so_in_one_line(
    has: tuple[str, ...], command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in has:
        (tmp_path / name).touch()
    assert offer_starter(tmp_path, is_named=True) == tmp_path
    said = capsys.readouterr().err
    assert said == (
        f"pullquote: there is no newsroom in {tmp_path}; `{command.format(tmp_path)}` writes one of your own\n"
    )


def test_a_newsroom_is_served_without_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "articles").mkdir()
    assert offer_starter(tmp_path, is_named=True) == tmp_path
    assert offer_starter(SHIPPED, is_named=True) == SHIPPED
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("answer", "served"), [("y", "2 articles, 1 editorial"), ("n", "6 editorials"), ("", "6 editorials")]
)
def test_on_a_terminal_it_asks_and_serves_what_was_answered(answer: str, served: str, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    with on_terminal(["serve", "--port", "0", "--no-watch"], folder, tmp_path / "cache") as terminal:
        shown = read_until(terminal, "[y/N]")
        assert f"there is no newsroom in {folder}" in shown
        os.write(terminal, f"{answer}\n".encode())
        assert served in read_until(terminal, "Ctrl+C")
        assert (folder / "articles").is_dir() == (answer == "y")
