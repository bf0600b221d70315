"""Sources are told apart by looking."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.importing.sources.finding import CHUNK, NAMES, POOLED_FROM, NoSource, open_source, source_of
from pullquote.importing.sources.reading import is_global, key_of, name_in


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.md", "Text.", "documents"),
        ("a.html", "---\ntitle: x\n---\n<p>x</p>", "documents"),
        ("a.html", "<!doctype html><html><body></body></html>", "page"),
        ("a.xml", "<?xml version='1.0'?><!-- x --><rss version='2.0'>", "feed"),
        ("a.xml", "<rss xmlns:wp='http://wordpress.org/export/1.2/'>", "wordpress"),
        ("a.json", '{"uri": "x", "versioncreated": "2020-01-01"}', "ninjs"),
        ("a.json", '{"version": "https://jsonfeed.org/version/1.1"}', "json-feed"),
        ("a.txt", "A whole sentence that somebody has written down.", "text"),
        ("a.json", '{"name": "package"}', None),
        ("robots.txt", "User-agent: *", None),
        ("a.js", "x", None),
    ],
)
def test_what_a_file_is(tmp_path: Path, name: str, text: str, form: str | None) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = source_of(path)
    assert (found.NAME if found else None) == form


def test_a_form_that_is_named_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.dat"
    path.write_text("A wall\n\nIt rises.", encoding="utf-8")
    with pytest.raises(NoSource, match="name it with --from, one of"):
        open_source(path, None)
    assert [item.values["headline"] for item in open_source(path, "text").items()] == ["A wall"]
    assert set(NAMES) == {"documents", "wordpress", "ninjs", "feed", "json-feed", "page", "text"}


def test_addresses_are_not_fetched() -> None:
    with pytest.raises(NoSource, match=r"curl -L -o page\.html 'https://courier\.example/x'"):
        open_source(Path("https://courier.example/x"), None)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(NoSource, match="there is no file or folder"):
        open_source(tmp_path / "x", None)


def test_the_names_of_items(tmp_path: Path) -> None:
    assert key_of(tmp_path / "a" / "b.md", tmp_path) == "a/b.md"
    assert (name_in("f.xml", 3), name_in("f.xml", "urn:x:1")) == ("f.xml#3", "urn:x:1")
    assert is_global("tag:courier.example,2020:1")
    assert not is_global("page.txt")


def test_many_pages_are_read_by_several_processes_to_the_same(tmp_path: Path) -> None:
    for number in range(POOLED_FROM + CHUNK):
        text = f"<p>The wall of street {number} rises by a foot a year, and nobody has asked why.</p>" * 3
        (tmp_path / f"page-{number:03}.html").write_text(
            f"<!doctype html><html><head><title>Wall {number}</title></head><body><article>{text}</article></body></html>",
            encoding="utf-8",
        )
    (tmp_path / "page-010.txt").write_text("A note\n\nA whole sentence that somebody has written.", "utf-8")
    (tmp_path / "page-020.css").write_text("p {}", encoding="utf-8")
    (tmp_path / "page-030.html").write_text("<!doctype html><html></html>", encoding="utf-8")
    here, apart, many = (open_source(tmp_path, None) for _ in range(3))
    expected = list(here.items(workers=1))
    assert [item.key for item in expected] == sorted(item.key for item in expected)
    assert len(expected) == POOLED_FROM + CHUNK + 1
    assert sum(item.refused is not None for item in expected) == 1
    assert expected == list(apart.items(workers=2)) == list(many.items())
    assert here.passed == apart.passed == many.passed == {".css": 1}
