"""Files are parsed alike in one process and in several."""

from __future__ import annotations

from pathlib import Path

from pullquote.demo import write_demo
from pullquote.store.files.loading import load
from pullquote.store.files.parallel import CHUNK, parse_files, read_and_parse
from pullquote.store.files.scanning import list_files
from tests.store.written import write


def test_several_processes_come_to_the_same(tmp_path: Path) -> None:
    write_demo(tmp_path / "newsroom", articles=2 * CHUNK + 7, seed=3)
    folder = write(tmp_path / "newsroom", {"articles/broken.md": "---\nheadline: a: b\n---\n"}, base={})
    paths = list_files(folder).files
    alone = parse_files(folder, paths, read_and_parse, list, workers=1)
    together = parse_files(folder, paths, read_and_parse, list, workers=2)
    assert [file.path for file in alone] == list(paths)
    assert repr(together) == repr(alone)


def test_progress_is_told_by_the_chunk(tmp_path: Path) -> None:
    write_demo(tmp_path / "newsroom", articles=CHUNK, seed=3)
    told: list[tuple[int, int]] = []
    load(tmp_path / "newsroom", progress=lambda done, total: told.append((done, total)))
    files = len(list_files(tmp_path / "newsroom").files)
    assert told == [*((done, files) for done in range(CHUNK, files, CHUNK)), (files, files)]


def test_an_empty_folder_needs_no_process(tmp_path: Path) -> None:
    loaded = load(tmp_path, workers=4)
    assert loaded.records is not None
