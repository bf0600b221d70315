"""What must not or cannot be read of a source is refused with a reason, and all else is imported."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pullquote.importing.reports import Report
from pullquote.importing.sources.checking import LINK, NO_FILE, leads_out
from pullquote.importing.sources.sites import site_of
from tests.importing.imports import body_of, bring, notes_of, write_tree

SECRET = "---\ntitle: Secret\n---\nNobody may read this."
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"/>'


def refusals(report: Report) -> dict[str, str]:
    """Why each item was refused, by where it is."""
    return {entry["where"]: entry["reason"] for entry in report.entries() if entry["outcome"] == "refused"}


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "outside", {"secret.md": SECRET, "secret.svg": PICTURE})


def test_links_that_lead_out_are_not_followed(tmp_path: Path, outside: Path) -> None:
    source = write_tree(tmp_path / "source", {"good.md": "---\ntitle: Good\n---\nGood.", "more/x.md": "X."})
    (source / "file.md").symlink_to(outside / "secret.md")
    (source / "more" / "folder").symlink_to(outside)
    (source / "none.md").symlink_to(tmp_path / "none.md")
    (source / "again.md").symlink_to("good.md")
    (source / "inside").symlink_to("more")
    report = bring(source, tmp_path / "into")
    assert refusals(report) == {"file.md": LINK, "more/folder": LINK, "none.md": LINK}
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "into" / "articles").iterdir())
    assert report.outcomes["written"] == 3
    assert "Nobody may" not in written


def test_a_folder_of_one_link(tmp_path: Path, outside: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "file.md").symlink_to(outside / "secret.md")
    assert refusals(bring(source, tmp_path / "into")) == {"file.md": LINK}
    assert not (tmp_path / "into" / "articles").exists()


def test_a_source_may_be_named_by_a_link(tmp_path: Path, outside: Path) -> None:
    (tmp_path / "file.md").symlink_to(outside / "secret.md")
    (tmp_path / "folder").symlink_to(outside)
    assert bring(tmp_path / "file.md", tmp_path / "one").outcomes == {"written": 1}
    assert bring(tmp_path / "folder", tmp_path / "two").outcomes["written"] == 1


def test_saved_pages_that_several_processes_read(tmp_path: Path, outside: Path) -> None:
    page = "<!doctype html><html><head><title>{0}</title></head><body><article><p>{0} is a page with words.</p></article></body></html>"
    source = write_tree(tmp_path / "source", {f"page-{n}.html": page.format(f"Page {n}") for n in range(60)})
    (outside / "secret.html").write_text(page.format("Secret"), encoding="utf-8")
    (source / "a-link.html").symlink_to(outside / "secret.html")
    report = bring(source, tmp_path / "into")
    assert refusals(report) == {"a-link.html": LINK}
    assert report.outcomes["written"] == 60


@pytest.mark.parametrize("through", ["file", "folder"])
def test_pictures_behind_links_that_lead_out_are_not_copied(
    tmp_path: Path, outside: Path, through: str
) -> None:
    source = write_tree(
        tmp_path / "source", {"a.md": "---\ntitle: A\n---\n![A wall](/a/secret.svg)", "b.md": "B."}
    )
    if through == "file":
        (source / "static" / "a").mkdir(parents=True)
        (source / "static" / "a" / "secret.svg").symlink_to(outside / "secret.svg")
    else:
        (source / "static").mkdir()
        (source / "static" / "a").symlink_to(outside)
    report = bring(source, tmp_path / "into")
    assert report.media == 0
    assert not (tmp_path / "into" / "media").exists()
    assert "picture /a/secret.svg: its file is outside the source, or a link leads out of it" in notes_of(
        report
    )
    assert "![A wall](/a/secret.svg)" in body_of(tmp_path / "into" / "articles" / "a.md")


@pytest.mark.skipif(os.getuid() == 0, reason="everything can be read by root")
def test_a_picture_that_cannot_be_read_ends_no_import(tmp_path: Path) -> None:
    source = write_tree(tmp_path / "source", {"a.md": "---\ntitle: A\n---\n![A](a.svg)", "a.svg": PICTURE})
    (source / "a.svg").chmod(0)
    assert "picture a.svg: its file cannot be read" in notes_of(bring(source, tmp_path / "into"))


def test_a_site_says_nothing_through_links_that_lead_out(tmp_path: Path) -> None:
    write_tree(
        tmp_path / "outside",
        {"site.yml": "title: Secret", "people.yml": "ida: {name: Ida Brook}", "p/tom.yml": "name: Tom Hale"},
    )
    source = write_tree(tmp_path / "source", {"a.md": "A.", ".git/x": ""})
    (source / "_config.yml").symlink_to(tmp_path / "outside" / "site.yml")
    (source / "_data").mkdir()
    (source / "_data" / "authors.yml").symlink_to(tmp_path / "outside" / "people.yml")
    (source / "_authors").symlink_to(tmp_path / "outside" / "p")
    site = site_of(source)
    assert (site.title, site.people) == (None, {})


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    source = write_tree(tmp_path / "source", {"a.md": "A.", "b.md": "B."})
    os.mkfifo(source / "pipe.md")
    assert refusals(bring(source, tmp_path / "into")) == {"pipe.md": NO_FILE}


def test_where_a_path_leads(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "loop").symlink_to("loop")
    (tmp_path / "a" / "up").symlink_to("..")
    assert not leads_out(tmp_path / "a" / "loop", tmp_path / "a")
    assert leads_out(tmp_path / "a" / "up" / "x", tmp_path / "a")
    assert not leads_out(tmp_path / "a" / "up" / "x", tmp_path)
