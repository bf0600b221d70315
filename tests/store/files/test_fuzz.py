"""Whatever happens to the files of a newsroom, they are loaded or have problems: never an exception, never half.

A small share runs by default; ``PULLQUOTE_FUZZ_EXAMPLES=1000000`` runs a million edits.
"""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pullquote.store.files.loading import Loaded, linked, load
from pullquote.store.files.parsing import ParsedFile, parse_file
from pullquote.store.model.problems import PROBLEMS, Severity
from pullquote.store.model.records import StoryPart
from tests.conftest import INVENTED, SHIPPED
from tests.examples import examples

EXAMPLES = examples(300)
FOLDERS = max(examples(20), EXAMPLES // 50)
"""Edits of whole folders are slow: every example writes and reads one."""
SECRET = "this stands outside of the newsroom"

slow = settings(
    deadline=None,
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@cache
def sources(folder: Path) -> dict[str, bytes]:
    """The files of a newsroom by their paths in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.*"))
        if path.is_file()
    }


@cache
def parsed(folder: Path) -> dict[str, ParsedFile]:
    return {path: parse_file(path, data) for path, data in sources(folder).items()}


FILES = [(folder, path) for folder in (SHIPPED, INVENTED) for path in sources(folder)]

Edit = Callable[[bytes], bytes]
SNIPPETS = st.sampled_from(
    [
        b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xf0\x9f\x8c\x8a", b"\x1b[31m",
        b"\t", b"\n", b"\r", b"\r\n", b"---\n", b"\n---\n", b"...\n", b": ", b"- ", b"? ", b"[", b"]", b"{", b"}", b"|\n",
        b">-\n", b"&a ", b"*a ", b"<<: *a\n", b"!!python/object/apply:os.system [id]", b"!x ", b"%YAML 1.1\n", b"#", b"'",
        b'"', b"\\", b'"\\ud800"', b"\\u0000", b"~", b"null", b"true", b"1e999", b".nan", b"0x1F", b"-0", b"2024-13",
        b"9" * 400, b"@x", b"`", b"`" * 30, b"*" * 40, b"_a_" * 20, b"[" * 50, b"](" * 30, b"![", b"<script>", b"<!--",
        b"<b>" * 30, b"> " * 30, b"| a | b |\n|---|---|\n", b"```\n", b"&amp;", b"&#0;", b"&#xD800;", b"\\\n", b"    ",
        "“".encode(), "”".encode(), "「".encode(), "— ".encode(), "\n\n» ".encode(), b"<q>", b"Q. ", "’".encode(), "« ".encode(), "…".encode(), "e\u0301".encode(), "\u00ad".encode(),
        "\u202e".encode(), b"quotes:\n", b"  - text: \n", b"speaker: nato\n", b"after: a\n", b"before: a\n", b"speaker: [nato, pentagon]\n", b"kind: direct\n", b"roles:\n", b"parent: nato\n",
        b"headline:\n", b"status: draft\n", b"embargo: 2999-01-01T00:00Z\n", b"a: &a [x]\nb: &b [*a, *a]\n", b"x" * 3000,
    ]
)  # fmt: skip


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


def check_loaded(loaded: Loaded) -> None:
    """What holds of whatever is loaded."""
    errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    assert (loaded.records is None) == bool(errors)
    for problem in loaded.problems:
        assert problem.code in PROBLEMS
        assert problem.line >= 1
        assert problem.column >= 1
        text = str(problem)
        assert text.isprintable(), text
        assert len(text.encode()) < 4000
        assert SECRET not in text
    if loaded.records is None:
        return
    for story in loaded.records.stories:
        assert story.latest_date in (story.date_published, story.date_modified)
        for quote in story.quotes:
            assert quote.text == " ".join(part.text for part in quote.spans)
            if quote.printed_in is not StoryPart.BODY:
                text = getattr(story, quote.printed_in.name.lower())
                assert all(text[part.start : part.end] == part.text for part in quote.spans)
                assert quote.parts == ()
        if story.body is None:
            assert all(quote.printed_in is not StoryPart.BODY for quote in story.quotes)
            continue
        for text in (story.headline, story.body.text, story.body.html, story.body.markdown):
            text.encode()
            assert "\0" not in text
        assert "<script" not in story.body.html
        for quote in story.quotes:
            for part in quote.parts:
                block = story.body.blocks[part.block].text
                assert block[part.start : part.end] == part.text
                units = block.encode("utf-16-le")[2 * part.utf16_start : 2 * part.utf16_end]
                assert units.decode("utf-16-le") == part.text
        placed = [quote for block in story.body.blocks for quote in block.quotes]
        assert placed == [quote for quote in story.quotes if quote.printed_in is StoryPart.BODY]


@slow
@given(st.sampled_from(FILES), st.lists(edits(), min_size=1, max_size=4))
def test_an_edited_file_is_read_or_has_problems(which: tuple[Path, str], changes: list[Edit]) -> None:
    folder, path = which
    data = sources(folder)[path]
    for change in changes:
        data = change(data)
    file = parse_file(path, data)
    assert repr(pickle.loads(pickle.dumps(file))) == repr(file)
    lines = data.count(b"\n") + data.count(b"\r") + 2
    assert all(1 <= fault.line <= lines for fault in file.problems)
    check_loaded(linked(folder, list((parsed(folder) | {path: file}).values())))


@slow
@given(st.sampled_from([".md", ".yaml", ".json"]), st.lists(SNIPPETS | st.binary(max_size=20), max_size=30))
def test_a_file_of_anything_is_read_or_has_problems(suffix: str, snippets: list[bytes]) -> None:
    for path in (f"articles/x{suffix}", f"people/x{suffix}"):
        data = b"".join(snippets)
        if suffix == ".md":
            data = b"---\nheadline: x\npublication: dawn\ndateModified: 2024\n---\n" + data
        file = parse_file(path, data)
        check_loaded(linked(SHIPPED, [*parsed(SHIPPED).values(), file]))


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
        check_loaded(load(folder))
