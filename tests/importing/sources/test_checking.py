"""What must not or cannot be read of a source is refused with a reason, and all else is imported."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pullquote.importing.reports import Report
from pullquote.importing.sources.checking import LINK, NO_FILE, leads_out
from pullquote.importing.sources.finding import NoSource
from pullquote.importing.sources.sites import site_of
from tests.importing.imports import body_of, bring, keys_of, notes_of, only, write_tree

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


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
HOSTILE = {
    "aliases.md": f"---\n{LAUGHS}---\nText.",
    "merged.md": "---\n"
    + LAUGHS.replace("[x, x, x, x, x, x, x, x, x]", "{x: y}").replace("[*", "{<<: [*").replace("]\n", "]}\n")
    + "---\nText.",
    "yaml.md": f"---\nx: {'[' * 100_000}{']' * 100_000}\n---\nText.",
    "open.md": f"---\nx: {'[' * 5_000}\n---\nText.",
    "indented.md": "---\n" + "\n".join(" " * level + "a:" for level in range(400)) + "\n---\nText.",
    "toml.md": f"+++\na={'[' * 5_000}\n+++\nText.",
    "dotted.md": f"+++\n{'.'.join('a' * 400)} = 1\n+++\nText.",
    "json.md": '{"title": "F", "a": ' + "[" * 100_000,
    "whole.md": '{"title": "F", "a": ' + "[" * 400 + "]" * 400 + "}\nText.",
    "ninjs.json": '{"uri": "x", "versioncreated": "2020-01-01", "a": ' + "[" * 100_000,
    "feed.json": '{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * 100_000,
    "name.json": '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "https://x.example/\\ud800", "title": "S", "content_text": "T"}]}',
    "page.html": '<!doctype html><html><script type="application/ld+json">'
    + "[" * 100_000
    + "</script></html>",
}


def test_one_hostile_file_ends_no_import(tmp_path: Path) -> None:
    source = write_tree(tmp_path / "source", {"good.md": "---\ntitle: Good\n---\nGood.", **HOSTILE})
    report = bring(source, tmp_path / "into")
    reasons = refusals(report)
    assert {where.partition(",")[0] for where in reasons} == set(HOSTILE) - {"name.json"}
    assert all("nested" in reason or "aliases for more than" in reason for reason in reasons.values())
    assert (tmp_path / "into" / "articles" / "good.md").exists()


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in ("name.json", "feed.json")])
def test_a_hostile_file_alone(tmp_path: Path, name: str) -> None:
    source = write_tree(tmp_path / "source", {name: HOSTILE[name]})
    assert bring(source, tmp_path / "into").outcomes == {"refused": 1}


def test_a_hostile_feed_alone(tmp_path: Path) -> None:
    source = write_tree(tmp_path / "source", {"feed.json": HOSTILE["feed.json"]})
    with pytest.raises(NoSource, match=r"feed\.json cannot be read: RecursionError: it is nested too deeply"):
        bring(source, tmp_path / "into")


def test_a_hostile_configuration_is_none(tmp_path: Path) -> None:
    deep = "[" * 100_000
    source = write_tree(
        tmp_path / "source",
        {
            "_config.yml": LAUGHS,
            "_data/authors.json": f'{{"a": {deep}',
            "authors.toml": f"a={deep}",
            "_authors/ida.md": f"---\nname: Ida\nx: {deep}\n---\n",
            "a.md": "A.",
            "b.md": "B.",
        },
    )
    site = site_of(source)
    assert (site.title, site.people) == (None, {})


def test_few_aliases_are_read(tmp_path: Path) -> None:
    text = "---\ntitle: A\ntags: &tags [Walls, Floods]\nkeywords: *tags\nbase: &base {mood: calm}\nmore: {<<: *base}\n---\nA."
    source = write_tree(tmp_path / "source", {"a.md": text, "b.md": "---\na: &a [*a]\n---\nB."})
    report = bring(source, tmp_path / "into")
    assert refusals(report) == {
        "b.md": "the YAML of its front matter has aliases for more than 100,000 characters"
    }
    keys = keys_of(only(tmp_path / "into"))
    assert keys["extra"]["more"] == {"mood": "calm"}


def test_names_that_are_no_utf_8(tmp_path: Path) -> None:
    source = write_tree(tmp_path / "source", {"a.md": "A."})
    Path(os.fsdecode(os.fsencode(source) + b"/caf\xe9.md")).write_text("B.", encoding="utf-8")
    report = bring(source, tmp_path / "into")
    assert report.outcomes == {"written": 2}
    assert "caf\\udce9.md" in {entry["where"] for entry in report.entries()}
    report.write(tmp_path / "report")


@pytest.mark.parametrize(
    "text",
    [
        '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "A", "content_text": "A."}, {"id": "2", "attachments": 5}, 7, {"id": "3", "content_html": 5}, {"id": "4", "title": "B", "content_text": "B."}]}',
        '[{"uri": "x:1", "versioncreated": "2020-01-01", "headline": "A"}, {"uri": "x:2", "associations": 5, "headline": "C", "bodies": 5}, 7, {"uri": "x:3", "headline": "D", "subject": 5}, {"uri": "x:4", "headline": "B"}]',
    ],
)
def test_one_broken_item_of_a_file_is_refused_alone(tmp_path: Path, text: str) -> None:
    source = write_tree(tmp_path / "source", {"a.json": text})
    report = bring(source, tmp_path / "into")
    assert report.items == 5
    assert {"a.md", "b.md"} <= {path.name for path in (tmp_path / "into" / "articles").iterdir()}
    assert any("TypeError" in reason for reason in report.reasons)
    assert report.reasons["not a mapping"] == 1
