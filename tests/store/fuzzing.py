"""Edits a newsroom at random, a file at a time, and reads it after each: whatever is done, reading says what is wrong.

``python -m tests.store.fuzzing 1000000 --seed 0`` makes a million edits. An edit is one change to one file, followed by
a reading of what was touched. The edits are made in rounds, each of a newsroom of its own and with a seed of its own: a
failure says the seed of its round, and ``python -m tests.store.fuzzing 500 --seed`` with that finds it again.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pullquote.store.files.kinds import KINDS, STORIES
from pullquote.store.files.loading import Loaded, Reader, linked
from pullquote.store.files.parsing import parse_file
from pullquote.store.files.scanning import list_files
from pullquote.store.files.slugs.entries import FileOutline, names_in
from pullquote.store.files.versions.on_error import OnError
from pullquote.store.files.versions.restrictions import restricted
from pullquote.store.model.digests import version_of
from pullquote.store.model.problems import LEFT_OUT, NOT_AS_THEY_ARE, Severity
from tests.conftest import INVENTED, SHIPPED
from tests.store.edits import edited
from tests.store.invariants import check_loaded, check_problem, lines_in

EDITS_A_ROUND = 500
COMPARED = 100
"""After so many edits what is served is compared with the same files linked at once."""
STORIES_A_ROUND = 3
READ_AGAIN = 0.25
"""After which share of edits the same is read once more."""
NEW_NAMES = (
    "articles/new.md", "articles/NEW.md", "articles/new.markdown", "articles/deep/new.md", "articles/Ä b.md",
    "editorials/new.json", "people/new.yaml", "people/nato.yaml", "people.yaml", "people.json", "topics.yaml",
    "topics/new.yaml", "organizations/new.yml", "sections.yaml", "sections/new.yaml", "artcles/new.md", "new.md",
    "media/new.svg", "media/new.png", "articles/new 2.md", "articles/quiet-day.yaml",
)  # fmt: skip
"""Where copies of files are put: some of the places are wrong."""


@cache
def sources(folder: Path) -> Mapping[str, bytes]:
    """The files of a newsroom by their paths in it."""
    files = (path for path in sorted(folder.rglob("*.*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@cache
def parsed(folder: Path) -> Mapping[str, FileOutline]:
    """The same, parsed."""
    return {path: parse_file(path, data) for path, data in sources(folder).items()}


def with_what_they_name(files: Mapping[str, FileOutline], chance: Random) -> Mapping[str, FileOutline]:
    """A few stories of a newsroom, and the files of what they name, directly or onwards: the fewer, the quicker."""
    stories = [path for path, file in files.items() if file.kind in STORIES]
    found = set(chance.sample(stories, STORIES_A_ROUND))
    grows = True
    while grows:
        named = {
            target.slug for path in found for entity in files[path].entities for target in entity.targets
        }
        more = {path for path, file in files.items() if named & {name for _, name in names_in(file)}} - found
        found |= more
        grows = bool(more)
    return {path: files[path] for path in sorted(found)}


class Change(NamedTuple):
    """A file that is written, or deleted where there is no ``content``."""

    path: str
    content: bytes | None


class Failure(NamedTuple):
    """What went wrong: the seed of the round, the edit (from 1), the file, and what was raised."""

    seed: int
    edit: int
    path: str
    error: str


class EditedNewsroom:
    """A newsroom that is edited at random, and read again after each edit."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.folder, self._chance = folder, chance
        self._now: dict[str, bytes] = {}
        source = chance.choice((SHIPPED, INVENTED))
        files = with_what_they_name(parsed(source), chance)
        self._original = {path: sources(source)[path] for path in files}
        for path, content in self._original.items():
            self._write(Change(path, content))
        self._reader = Reader(folder, on_error=OnError.HOLD)
        loaded = self._reader.read()
        assert not any(each.severity is Severity.ERROR for each in loaded.problems)
        self._parsed: dict[str, FileOutline | None] = {**files}
        """The files that are read, as they are."""
        self._served = dict(self._parsed)
        """Which version of each file is served."""
        self._held: Mapping[str, str] = {}
        """The files that are not served as they are, with the codes that say so."""

    def edit(self) -> Change:
        """Change one file."""
        chance, now = self._chance, self._now
        path = chance.choice(sorted(now.keys() | self._original.keys()))
        match chance.randrange(20):
            case 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7:
                changed = [each for each in now.keys() | self._original.keys() if self._is_changed(each)]
                path = chance.choice(sorted(changed) or [path])
                change = Change(path, self._original.get(path))
            case 8:
                change = Change(path, None)
            case 9:
                change = Change(chance.choice(NEW_NAMES), now.get(path, b""))
            case _:
                content = (now if chance.random() < 0.5 else self._original).get(path, b"")
                for _ in range(chance.choice((1, 1, 2, 3))):
                    content = edited(content, chance, [*now.values(), b""])
                change = Change(path, content)
        self._write(change)
        return change

    def _is_changed(self, path: str) -> bool:
        return self._now.get(path) != self._original.get(path)

    def _write(self, change: Change) -> None:
        target = self.folder / change.path
        if change.content is None:
            self._now.pop(change.path, None)
            target.unlink(missing_ok=True)
            return
        self._now[change.path] = change.content
        target.parent.mkdir(exist_ok=True, parents=True)
        target.write_bytes(change.content)

    def read(self, change: Change) -> None:
        """Read what was changed; raises AssertionError where that says what it should not, or not twice the same."""
        touched = [self.folder / change.path]
        loaded = self._reader.read(touched=touched)
        if self._chance.random() < READ_AGAIN:
            assert self._reader.read(touched=touched) is loaded
        assert loaded.records is not None
        held, before = self._check_problems(loaded), self._held
        assert held.keys() <= before.keys() | {change.path}, "another file is held back"
        self._parsed[change.path] = self._read_alone(change.path)
        self._held = held
        for path in {path for path, _ in held.items() ^ before.items()} | {change.path}:
            self._served[path] = self._version(path)

    def _check_problems(self, loaded: Loaded) -> Mapping[str, str]:
        """Each problem has a code, and a place in a file; gives those files that are not served as they are, with
        the code that says so."""
        held: dict[str, str] = {}
        for problem in loaded.problems:
            path = problem.file.removeprefix(self.folder.as_posix()).lstrip("/")
            check_problem(problem)
            assert problem.line <= lines_in(self._now.get(path, b"")), f"{problem} lies behind the last line"
            if problem.code in NOT_AS_THEY_ARE:
                held[path] = problem.code
        return held

    def _read_alone(self, path: str) -> FileOutline | None:
        """A file as it is; None where there is none that is read."""
        data = self._now.get(path)
        if data is None or (path in NEW_NAMES and path not in list_files(self.folder, KINDS).files):
            return None
        return parse_file(path, data)

    def _version(self, path: str) -> FileOutline | None:
        """Which version of a file is served now."""
        now, good = self._parsed.get(path), self._served.get(path)
        if path not in self._held:
            assert now is None or not now.has_errors, "served with errors"
            return now
        if self._held[path] == LEFT_OUT or good is None:
            return None
        return restricted(good, now) if good.kind in STORIES else good

    def compare(self) -> None:
        """What is served is what all of those versions are together; and who begins with the folder as it is now can
        serve it, and says the same each time."""
        loaded = self._reader.read()
        whole = linked(self.folder, [file for file in self._served.values() if file is not None])
        assert whole.records is not None, whole.problems
        assert _content(whole) == _content(loaded), "what is served is not what the files say"
        check_loaded(whole)
        first, again = (Reader(self.folder, on_error=OnError.HOLD).read() for _ in range(2))
        assert first.problems == again.problems
        assert _content(first) == _content(again)


def _content(loaded: Loaded) -> str:
    assert loaded.records is not None
    return version_of(loaded.records, ())


def run(edits: int, seed: int) -> Iterator[Failure | None]:
    """Make so many edits; after each, None, or what went wrong. A round ends with its first failure."""
    done = 0
    while done < edits:
        with TemporaryDirectory() as temporary:
            newsroom = EditedNewsroom(Path(temporary), Random(seed))
            for number in range(1, min(EDITS_A_ROUND, edits - done) + 1):
                done += 1
                failure = _edit(newsroom, seed, number)
                yield failure
                if failure is not None:
                    break
        seed += 1


def _edit(newsroom: EditedNewsroom, seed: int, number: int) -> Failure | None:
    change = newsroom.edit()
    try:
        newsroom.read(change)
        if number % COMPARED == 0:
            newsroom.compare()
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        return Failure(seed, number, change.path, traceback.format_exc())
    return None


def main() -> int:
    """Make edits, and print what goes wrong; 1 where anything does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edits", type=int)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    gc.freeze()
    began, done, failures = time.process_time(), 0, 0
    with suppress(KeyboardInterrupt):
        for failure in run(asked.edits, asked.seed):
            done += 1
            if failure is not None:
                failures += 1
                print(
                    f"seed {failure.seed}, edit {failure.edit}, {failure.path}:\n{failure.error}", flush=True
                )
            if done % 5_000 == 0 or done == asked.edits:
                _print_state(done, failures, time.process_time() - began)
    _print_state(done, failures, time.process_time() - began)
    return 1 if failures else 0


def _print_state(done: int, failures: int, seconds: float) -> None:
    print(f"{done:,} edits, {failures:,} failures, {seconds:,.0f} s of processor time", flush=True)


if __name__ == "__main__":
    sys.exit(main())
