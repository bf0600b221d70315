"""Archives: what is in them is imported, and nothing of them gets out of its folder."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from pullquote.importing.sources.archives import MAX_DEPTH, BadArchive, is_archive, unpacked
from tests.importing.imports import bring, only

POST = "---\ntitle: Flood\ndate: 2020-01-01\n---\nText."


def archive(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return path


def test_an_archive_of_a_site_is_that_site(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "site.zip", {"site/posts/flood.md": POST, "site/LICENSE": "x", "__MACOSX/._x": "x"}
    )
    assert is_archive(path)
    assert bring(path, tmp_path / "into").outcomes == {"written": 1}
    assert only(tmp_path / "into").name == "flood.md"
    assert bring(path, tmp_path / "into").outcomes == {"unchanged": 1}


@pytest.mark.parametrize(
    "name", ["../out.md", "/elsewhere/out.md", "a/../../out.md", "c:\\out.md", "..\\out.md"]
)
def test_a_file_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / "site.zip", {name: POST})
    with pytest.raises(BadArchive, match="outside its folder"), unpacked(path):
        pass
    assert not (tmp_path / "out.md").exists()


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "site.zip", {"a.md": b"\0" * (8 << 20)})
    with pytest.raises(BadArchive, match="more than 200 times its size"), unpacked(path):
        pass


def test_links_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "site.zip"
    with zipfile.ZipFile(path, "w") as made:
        link = zipfile.ZipInfo("posts/secret.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("posts/flood.md", POST)
    with unpacked(path) as folder:
        assert [each.name for each in folder.rglob("*.md")] == ["flood.md"]
    report = bring(path, tmp_path / "into")
    assert report.outcomes == {"refused": 1, "written": 1}
    assert next(report.entries()) == {
        "where": "posts/secret.md",
        "outcome": "refused",
        "reason": "a link in an archive, which is not unpacked",
    }


def test_what_is_broken_is_said(tmp_path: Path) -> None:
    path = archive(tmp_path / "site.zip", {"a.md": POST * 50})
    data = bytearray(path.read_bytes())
    data[60:80] = b"x" * 20
    path.write_bytes(data)
    with pytest.raises(BadArchive, match="cannot be unpacked"), unpacked(path):
        pass


def test_an_archive_within_an_archive_and_names_in_utf_8_that_do_not_say_so(tmp_path: Path) -> None:
    story = "---\ntitle: Wall\ndate: 2024-01-02\n---\nx"
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("blog/XXXXXXX.md", story)
        archive.writestr("blog/a/__MACOSX/._a.md", "junk")
    inner.write_bytes(inner.read_bytes().replace(b"XXXXXXX.md", "größe".encode() + b".md"))
    outer = tmp_path / "outer.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, "export/inner.zip")
    report = bring(outer, tmp_path / "into")
    assert [entry["where"] for entry in report.entries()] == ["größe.md"]


def test_archives_within_archives_come_to_an_end(tmp_path: Path) -> None:
    packed = tmp_path / "story.md"
    packed.write_text("---\ntitle: Wall\ndate: 2024-01-02\n---\nx", encoding="utf-8")
    for number in range(MAX_DEPTH + 1):
        outer = tmp_path / f"{number}.zip"
        with zipfile.ZipFile(outer, "w") as archive:
            archive.write(packed, packed.name)
        packed = outer
    with pytest.raises(BadArchive, match="archives in archives"), unpacked(packed):
        pass
