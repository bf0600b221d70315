"""Files that are served otherwise than they are in the cache are written beside it, and read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.store.files.parsing import parse_file
from pullquote.store.files.stamps import Stamp, Stamped, StampedFile, digest_of_file
from pullquote.store.model.errors import CacheError
from pullquote.store.newsroom.cache.changed_files import read_changes, write_changes
from tests.store.written import SMALL

KEY = b"k" * 64
CHANGES: dict[str, Stamped | None] = {
    **{
        path: StampedFile(Stamp(1, 2, 3, 4), digest_of_file(text.encode()), parse_file(path, text.encode()))
        for path, text in SMALL.items()
    },
    "articles/gone.md": None,
    "topics.yaml": StampedFile(
        None, b"", parse_file("topics.yaml", b"wind:\n  name: Wind\n  extra: {a: [1, null]}\n")
    ),
}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "changes"
    write_changes(tmp_path / "unfinished", path, KEY, CHANGES)
    found = read_changes(path, KEY)
    assert found.keys() == CHANGES.keys()
    for name, version in CHANGES.items():
        again = found[name]
        if version is None or again is None:
            assert version is again
            continue
        assert (again.stamp, again.digest) == (version.stamp, version.digest)
        assert again.parsed.problems == version.parsed.problems
        for one, other in zip(again.parsed.entities, version.parsed.entities, strict=True):
            assert (one.slug, one.read().keys, one.targets) == (other.slug, other.read().keys, other.targets)
    assert not (tmp_path / "unfinished").exists()


def test_nothing_is_read_of_what_is_damaged_or_belongs_to_another_cache(tmp_path: Path) -> None:
    path = tmp_path / "changes"
    assert read_changes(path, KEY) == {}
    write_changes(tmp_path / "unfinished", path, KEY, CHANGES)
    assert read_changes(path, b"o" * 64) == {}
    whole = path.read_bytes()
    assert whole.count(b"The flood wall") == 1
    path.write_bytes(whole.replace(b"The flood wall", b"The blood wall"))
    assert read_changes(path, KEY) == {}
    path.write_bytes(whole[:5000])
    assert read_changes(path, KEY) == {}


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "changes"
    write_changes(tmp_path / "unfinished", path, KEY, CHANGES)
    (tmp_path / "blocked").write_text("a file", encoding="utf-8")
    with pytest.raises(CacheError):
        write_changes(tmp_path / "blocked" / "unfinished", path, KEY, {})
    assert read_changes(path, KEY).keys() == CHANGES.keys()
