"""``pullquote review``, driven on a terminal as a person would use it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pullquote.api.cli import app
from pullquote.api.cli.review_screen import KEYS
from tests.conftest import ROOT
from tests.running import RunningCommand

WAIT_SECONDS = 30
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
COLOURS = re.compile(r"\x1b\[[0-9;]*(?:3[0-7]|9[0-7])[0-9;]*m")
STORY = """\
---
headline: The wall
datePublished: 2024-10-29
quotes:
  # the mayor
  - text: It will hold
    speaker: ida-brook
    as: Mayor Ida Brook
    cue: said
    review: B # the first
  - text: Nobody knows
    source: anonymous
    review: C
---

“It will hold,” Mayor Ida Brook said.

“Nobody knows,” said another.
"""
PERSON = "name: {name}\nroles:\n  - title: {title}\n    startDate: 2020\n"


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    folder = tmp_path / "newsroom"
    for name in ("articles", "people", "organizations"):
        (folder / name).mkdir(parents=True)
    (folder / "articles" / "wall.md").write_text(STORY, encoding="utf-8")
    (folder / "people" / "ida-brook.yaml").write_text(PERSON.format(name="Ida Brook", title="Mayor"))
    (folder / "people" / "nadia-velt.yaml").write_text(PERSON.format(name="Nadia Velt", title="Engineer"))
    (folder / "organizations" / "harbour-board.yaml").write_text("name: Harbour Board\n")
    return folder


def story(newsroom: Path) -> str:
    return (newsroom / "articles" / "wall.md").read_text(encoding="utf-8")


class Terminal:
    """A terminal with a command in it: what it shows, and keys to press."""

    def __init__(self, descriptor: int, process: RunningCommand) -> None:
        self.descriptor, self.process = descriptor, process
        self.raw = ""
        self.status: int | None = None

    def resize(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def press(self, keys: str) -> None:
        self.raw = ""
        os.write(self.descriptor, keys.encode())

    def sees(self, *words: str) -> str:
        """What is shown once all of the words are."""
        deadline = time.monotonic() + WAIT_SECONDS
        while not all(each in self.shown for each in words):
            assert time.monotonic() < deadline, self.shown
            assert self._read(), self.shown
        return self.shown

    @property
    def shown(self) -> str:
        return ESCAPES.sub("", self.raw.rpartition("\x1b[2J")[2] or self.raw)

    def _read(self) -> bool:
        if not select.select([self.descriptor], [], [], WAIT_SECONDS)[0]:
            return False
        try:
            data = os.read(self.descriptor, 65536)
        except OSError:
            return False
        self.raw += data.decode("utf-8", "replace")
        return bool(data)

    def end(self) -> str:
        """What was shown until the command ended."""
        while self._read():
            pass
        self.status = self.process.wait(WAIT_SECONDS)
        return ESCAPES.sub("", self.raw)


@contextmanager
def terminal(newsroom: Path, columns: int = 80, lines: int = 24, **environment: str) -> Iterator[Terminal]:
    descriptor, theirs = pty.openpty()
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    process = RunningCommand(
        ["review", str(newsroom)],
        output=theirs,
        environment=os.environ | {"TERM": "xterm-256color", "COLUMNS": "", "LINES": ""} | environment,
        folder=ROOT,
        on_terminal=True,
    )
    os.close(theirs)
    shown = Terminal(descriptor, process)
    try:
        yield shown
    finally:
        os.close(descriptor)
        if shown.status is None:
            process.kill()  # what a test no longer waits for
            process.wait()


def test_a_proposal_is_shown_with_who_and_why_and_confirmed(newsroom: Path) -> None:
    with terminal(newsroom) as screen:
        shown = screen.sees("Story 1 of 1, proposal 1 of 2", KEYS)
        for words in (
            "The wall",
            "articles/wall.md:6",
            ">>It will hold<<",
            "Ida Brook (ida-brook)",
            "Mayor (2020–)",
            "Mayor Ida Brook",
            "said",
            "B, likely",
        ):
            assert words in shown
        rows = shown.split("\r\n")
        assert len(rows) == 24
        assert all(len(row) <= 80 for row in rows)
        screen.press("y")
        screen.sees("proposal 1 of 1", "Nobody knows", "anonymous, no name", "C, look", "u takes that back")
        assert story(newsroom) == STORY.replace("    review: B # the first", "    # the first")
        screen.press("q")
        assert "1 confirmed" in screen.end()
        assert screen.status == 0


def test_the_speaker_is_corrected_by_a_name_that_is_completed(newsroom: Path) -> None:
    with terminal(newsroom) as screen:
        screen.sees(KEYS)
        screen.press("s")
        screen.sees("Who said it?", "type a name")
        screen.press("zz")
        screen.sees("nobody of that name")
        screen.press("\x7f\x7fna ve")
        screen.sees("> Nadia Velt (nadia-velt)", "1 match")
        screen.press("\r")
        screen.sees("given to another speaker")
        assert "speaker: nadia-velt\n    cue: said" in story(newsroom)
        screen.press("s")
        screen.sees("Who said it?")
        screen.press("b")
        screen.sees("> Harbour Board", "  Ida Brook (ida-brook)", "2 matches")
        screen.press("\t")
        screen.sees("> Ida Brook (ida-brook)")
        screen.press("\x1b")
        screen.sees("proposal 1 of 1", KEYS)
        screen.press("q")
        assert "1 given to another speaker" in screen.end()


def test_what_is_printed_the_cue_and_the_day_are_changed(newsroom: Path) -> None:
    with terminal(newsroom) as screen:
        screen.sees(KEYS)
        screen.press("e")
        screen.sees("As printed: Mayor Ida Brook", "Enter take it")
        screen.press("\x7f" * len("Mayor Ida Brook") + "Brook\r")
        screen.sees("Word of speech: said")
        screen.press("\x7f\x7f\x7f\x7f\r")
        screen.sees("Said on: ")
        screen.press("2024-10-28\r")
        screen.sees("The last one was changed", "proposal 1 of 2", "2024-10-28")
        changed = STORY.replace(
            "    as: Mayor Ida Brook\n    cue: said\n", '    as: "Brook"\n    dateSpoken: "2024-10-28"\n'
        )
        assert story(newsroom) == changed
        screen.press("e")
        screen.sees("As printed: Brook")
        screen.press("\r")
        screen.sees("Word of speech: ")
        screen.press("\r")
        screen.sees("Said on: 2024-10-28")
        screen.press("x\r")
        screen.sees("is not a date", "proposal 1 of 2")
        screen.press("e")
        screen.sees("As printed: Brook")
        screen.press("zz\x1b")
        screen.sees("proposal 1 of 2", KEYS)
        assert story(newsroom) == changed
        screen.press("u")
        screen.sees("Mayor Ida Brook")
        assert story(newsroom) == STORY
        screen.press("q")
        screen.end()


def test_somebody_who_got_a_file_meanwhile_can_be_chosen(newsroom: Path) -> None:
    with terminal(newsroom) as screen:
        screen.sees(KEYS)
        (newsroom / "people" / "zed-zorn.yaml").write_text("name: Zed Zorn\n", encoding="utf-8")
        screen.press("szed")
        screen.sees("> Zed Zorn (zed-zorn)")
        screen.press("\r")
        screen.sees("given to another speaker")
        assert "speaker: zed-zorn\n" in story(newsroom)
        screen.press("q")
        screen.end()


def test_rejected_skipped_and_taken_back(newsroom: Path) -> None:
    newsroom = newsroom.rename(
        newsroom.with_name("a-newsroom-with-a-name-that-is-as-long-as-a-line-of-a-terminal")
    )
    with terminal(newsroom) as screen:
        screen.sees(KEYS)
        screen.press("u")
        screen.sees("nothing to take back")
        screen.press(" ")
        screen.sees("proposal 2 of 2", "Nobody knows")
        screen.press("n")
        screen.sees("That was the last one.", "1 skipped, 1 rejected")
        assert "Nobody knows\n" not in story(newsroom)
        screen.press("u")
        screen.sees("proposal 2 of 2")
        assert story(newsroom) == STORY
        screen.press("u")
        screen.sees("proposal 1 of 2")
        screen.press("x")
        screen.sees("means nothing here")
        screen.press("\x1b[A?")
        screen.sees("it stays a proposal", "Press any key")
        screen.press("y")
        screen.sees("proposal 1 of 2", KEYS)
        screen.press("\x03")
        assert "nothing decided" in screen.end()
        assert screen.status == 0
        assert story(newsroom) == STORY


def test_a_file_that_changed_meanwhile_is_shown_again(newsroom: Path) -> None:
    with terminal(newsroom) as screen:
        screen.sees(KEYS)
        mine = STORY.replace("# the mayor", "# Mayor Brook")
        (newsroom / "articles" / "wall.md").write_text(mine, encoding="utf-8")
        screen.press("y")
        screen.sees("wall.md was changed since it was shown", "proposal 1 of 2")
        assert story(newsroom) == mine
        screen.press("y")
        screen.sees("proposal 1 of 1")
        (newsroom / "articles" / "wall.md").write_text(mine, encoding="utf-8")
        screen.press("u")
        screen.sees("what was decided stays")
        screen.press("q")
        screen.end()


def test_another_size_is_drawn_again(newsroom: Path) -> None:
    with terminal(newsroom, 60, 14) as screen:
        shown = screen.sees(">>It will hold<<", "y right")
        assert len(shown.split("\r\n")) == 14
        screen.raw = ""
        screen.resize(100, 30)
        shown = screen.sees(KEYS)
        assert len(shown.split("\r\n")) == 30
        screen.press("?")
        screen.sees("Press any key")
        screen.raw = ""
        screen.resize(70, 20)
        assert len(screen.sees("Press any key").split("\r\n")) <= 20
        screen.press("x")
        screen.sees("proposal 1 of 2", "y right")
        screen.press("q")
        screen.end()


@pytest.mark.parametrize(("no_colour", "coloured"), [("1", False), ("", True)])
def test_no_colours_where_none_are_wanted(
    newsroom: Path, no_colour: str, coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    with terminal(newsroom, NO_COLOR=no_colour) as screen:
        screen.sees(">>It will hold<<", KEYS)
        assert bool(COLOURS.search(screen.raw)) is coloured
        screen.press("q")
        screen.end()


def test_a_newsroom_without_proposals(newsroom: Path) -> None:
    (newsroom / "articles" / "wall.md").unlink()
    with terminal(newsroom) as screen:
        assert "There is nothing to review" in screen.end()
        assert screen.status == 0


def test_without_a_terminal_it_says_so(newsroom: Path) -> None:
    result = CliRunner().invoke(app, ["review", str(newsroom)])
    assert getattr(result.exception, "status", None) == 2
    assert "review is for a person at a terminal" in str(result.exception)
