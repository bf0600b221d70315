"""Whatever happens to the files of a newsroom, they are loaded or have problems: never an exception, never half.

A small share runs by default; ``PULLQUOTE_FUZZ_EXAMPLES=1000000`` runs a million edits.
"""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pullquote.store.files.loading import Loaded, linked, load
from pullquote.store.files.parsing import parse_file
from tests.conftest import INVENTED, SHIPPED
from tests.examples import examples
from tests.store import edits as edited_files
from tests.store.fuzzing import parsed, sources
from tests.store.invariants import check_loaded, check_problem, lines_in

EXAMPLES = examples(300)
FOLDERS = max(examples(20), EXAMPLES // 50)
"""Edits of whole folders are slow: every example writes and reads one."""
SECRET = "this stands outside of the newsroom"

slow = settings(
    deadline=None,
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


FILES = [(folder, path) for folder in (SHIPPED, INVENTED) for path in sources(folder)]

Edit = Callable[[bytes], bytes]
SNIPPETS = st.sampled_from(edited_files.SNIPPETS)


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """One edit of a file, at a place that is a share of its length."""
    place = draw(st.floats(0, 1))
    size = draw(st.integers(0, 60))
    snippet = draw(SNIPPETS | st.binary(max_size=8))
    action = draw(st.sampled_from(["insert", "cut", "keep", "double", "swap", "lines", "repeat", "break"]))

    def edit(data: bytes) -> bytes:
        at = int(place * len(data))
        match action:
            case "insert":
                return data[:at] + snippet + data[at:]
            case "cut":
                return data[:at] + data[at + size :]
            case "keep":
                return data[:at]
            case "double":
                return data[: at + size] + data[at:]
            case "swap":
                return data[:at] + snippet + data[at + size :]
            case "lines":
                lines = data.split(b"\n")
                line = int(place * (len(lines) - 1))
                return b"\n".join([*lines[: line + 1], *lines[line:]])
            case "repeat":
                return data[:at] + snippet * (size * 8) + data[at:]
            case _:
                lines = data.split(b"\n")
                line = int(place * (len(lines) - 1))
                return b"\n".join([*lines[:line], snippet + lines[line], *lines[line + 1 :]])

    return edit


def check_all(loaded: Loaded) -> None:
    """What holds of whatever is loaded."""
    for problem in loaded.problems:
        check_problem(problem)
        assert SECRET not in str(problem)
    check_loaded(loaded)


@slow
@given(st.sampled_from(FILES), st.lists(edits(), min_size=1, max_size=4))
def test_an_edited_file_is_read_or_has_problems(which: tuple[Path, str], changes: list[Edit]) -> None:
    folder, path = which
    data = sources(folder)[path]
    for change in changes:
        data = change(data)
    file = parse_file(path, data)
    assert repr(pickle.loads(pickle.dumps(file))) == repr(file)
    assert all(1 <= fault.line <= lines_in(data) for fault in file.problems)
    check_all(linked(folder, {**parsed(folder), path: file}.values()))


@slow
@given(st.sampled_from([".md", ".yaml", ".json"]), st.lists(SNIPPETS | st.binary(max_size=20), max_size=30))
def test_a_file_of_anything_is_read_or_has_problems(suffix: str, snippets: list[bytes]) -> None:
    for path in (f"articles/x{suffix}", f"people/x{suffix}"):
        data = b"".join(snippets)
        if suffix == ".md":
            data = b"---\nheadline: x\npublication: dawn\ndateModified: 2024\n---\n" + data
        file = parse_file(path, data)
        check_all(linked(SHIPPED, [*parsed(SHIPPED).values(), file]))


NAMES = st.sampled_from(
    ["articles/x.md", "articles/north-korean-troops-in-russia.md", "people/nato.yaml", "topics.yaml", "topics.json",
     "topics/kurram.yaml", "artcles", "people", "editorials/x.json", ".hidden/x.md", "articles/x.md~", "images/x.png",
     "sections.yaml", "articles/Ä b.md", "articles/deep/er/x.md", "people.yaml/x.md"]
)  # fmt: skip


Rearrangement = tuple[str, str, str, bytes]
ACTIONS = st.sampled_from(
    ["remove", "copy", "link", "link out", "link up", "loop", "folder", "pipe", "write"]
)
REARRANGEMENTS = st.tuples(ACTIONS, NAMES, st.sampled_from(sorted(sources(SHIPPED))), SNIPPETS)
"""Changes to a folder: what is done, to which name, with which file or text."""


def rearrange(folder: Path, outside: Path, change: Rearrangement) -> None:
    """Remove a file, or put something else in its place."""
    action, name, source, content = change
    target = folder / name
    if any(parent.is_file() or parent.is_symlink() or parent.is_fifo() for parent in target.parents):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)
    put: dict[str, Callable[[], object]] = {
        "copy": lambda: target.write_bytes(sources(SHIPPED)[source]),
        "link": lambda: target.symlink_to(folder / source),
        "link out": lambda: target.symlink_to(outside),
        "link up": lambda: target.symlink_to(outside.parent),
        "loop": lambda: target.symlink_to(target),
        "folder": target.mkdir,
        "pipe": lambda: os.mkfifo(target),
        "write": lambda: target.write_bytes(content),
    }
    if action in put:
        put[action]()


@settings(slow, max_examples=FOLDERS)
@given(st.lists(REARRANGEMENTS, min_size=1, max_size=4))
def test_a_rearranged_folder_is_read_or_has_problems(changes: list[Rearrangement]) -> None:
    with TemporaryDirectory() as temporary:
        folder, outside = Path(temporary) / "newsroom", Path(temporary) / "outside.yaml"
        outside.write_text(f"{SECRET}: {SECRET}\n", encoding="utf-8")
        shutil.copytree(SHIPPED, folder)
        for change in changes:
            rearrange(folder, outside, change)
        check_all(load(folder))
